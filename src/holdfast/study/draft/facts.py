"""What a draft consists of, as plain data for reports and for other tools."""

from collections.abc import Mapping

from holdfast.casefile.defaults import DEFAULT_JUDGE
from holdfast.conflict.conflict import Conflict
from holdfast.study.draft.case import Draft, asks_of
from holdfast.study.draft.tables import class_in_words


def draft_data(draft: Draft, path: str) -> Mapping[str, object]:
    """Which data tell what was drafted?

    Parameters
    ----------
    draft : of an article.
    path : of the file that holds it.
    """
    conflict, cast = draft.conflict, draft.cast
    return {
        "file": path,
        "id": conflict.id,
        "target": cast.target.id,
        "challenger": cast.challenger.id,
        "precondition": asks_of(cast),
        "asked": draft.asked,
        "guarantors": [party.id for party in cast.guarantors],
        "mediators": [party.id for party in cast.mediators],
        "publics": [party.id for party in cast.publics],
        "packages": [guarantee.id for guarantee in conflict.guarantees],
        "reference_class": class_in_words(cast.reference_class)[0],
        "evidence": len(conflict.evidence),
        "quantities": len(conflict.quantities),
        "defaults": defaulted(conflict),
    }


def defaulted(conflict: Conflict) -> int:
    """How many quantities of the case are holdfast's defaults?"""
    return sum(quantity.by == DEFAULT_JUDGE for quantity in conflict.quantities)
