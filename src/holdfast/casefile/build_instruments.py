"""Instruments of guarantee, out of a validated file."""

from holdfast.casefile.context import Context
from holdfast.casefile.schema_instruments import InstrumentIn
from holdfast.casefile.tree import Path
from holdfast.conflict.instruments import NUMERALS, WORDS, Instrument
from holdfast.core.quantity import Quantity


def build_instruments(context: Context) -> tuple[Instrument, ...]:
    """Which instruments does the case change or describe?

    What it leaves out is the catalogue's, which lies above: `guarantees.catalogue` joins them.
    """
    return tuple(
        _instrument(context, name, given) for name, given in context.case.instruments.items()
    )


def _instrument(context: Context, name: str, given: InstrumentIn) -> Instrument:
    path: Path = ("instruments", name)
    words = {key: said for key in WORDS if (said := getattr(given, key)) is not None}
    return Instrument(
        id=name,
        title=given.title or "",
        numbers=_numbers(context, path, given),
        words=words,
        leans_on=given.leans_on or "",
        rival_veto=bool(given.rival_veto),
        like=given.like or "",
        citations=context.citations(given.source, path),
        note=given.note or "",
    )


def _numbers(context: Context, path: Path, given: InstrumentIn) -> dict[str, Quantity]:
    found = {}
    for key, stated in given.numbers.items():
        where: Path = (*path, "numbers", key)
        if not context.known(key, list(NUMERALS), where, "number of an instrument"):
            continue
        if stated.unit != NUMERALS[key].unit:
            what = f"{key} is given as {stated.unit}"
            context.report("HF204", where, what, f"unit: {NUMERALS[key].unit}")
        found[key] = context.quantity(stated, where)
    return found
