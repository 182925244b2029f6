"""Which loader reads which dataset."""

from collections.abc import Mapping
from types import MappingProxyType

from holdfast.history.datasets.layouts import Loader
from holdfast.history.datasets.loaders import (
    atop,
    cow_wars,
    fortna,
    icb,
    kiel,
    mids,
    missions,
    pax,
    reliability,
    ties,
    ucdp_agreements,
    ucdp_ged,
    ucdp_terminations,
    walter,
)

_ALL = (
    ucdp_agreements.LOADER,
    ucdp_terminations.LOADER,
    ucdp_ged.LOADER,
    pax.LOADER,
    atop.LOADER,
    cow_wars.LOADER,
    mids.COW,
    mids.GML,
    icb.LOADER,
    fortna.LOADER,
    missions.LOADER,
    ties.LOADER,
    kiel.LOADER,
    reliability.LOADER,
    walter.LOADER,
)

LOADERS: Mapping[str, Loader] = MappingProxyType({loader.dataset: loader for loader in _ALL})
"""Loaders by the id of their dataset in the registry."""
