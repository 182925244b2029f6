"""Which instruments of guarantee are there, in the catalogue and in a case?"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from holdfast.casefile.fields import QuantityIn, hint, shown
from holdfast.casefile.tree import parse
from holdfast.conflict.instruments import NUMERALS, WORDS, Instrument
from holdfast.core.errors import bad_input
from holdfast.core.quantity import Quantity

EDITORS = "holdfast editors"
"""Who assumed the catalogue's numbers."""


@dataclass(frozen=True, slots=True)
class Standard:
    """A package to compare others with.

    Parameters
    ----------
    id, title : its name.
    levels : of its instruments by id; 1 half, 2 full.
    """

    id: str
    title: str
    levels: Mapping[str, int]


@cache
def catalogue() -> Mapping[str, Instrument]:
    """Which instruments does holdfast know, by id?

    Examples
    --------
    >>> catalogue()["monitoring-mission"].numbers["attribution"].likely
    0.6
    """
    return {name: _instrument(name, given) for name, given in _data("instruments.yaml")}


@cache
def standard_packages() -> tuple[Standard, ...]:
    """Which packages are set beside a case's own?"""
    return tuple(_standard(name, given) for name, given in _data("packages.yaml"))


@cache
def rotation() -> tuple[Quantity, Quantity]:
    """How many soldiers are kept for each who stands there, and what does one cost a year?"""
    kept, paid = (
        _quantity(f"instruments.{name}", **given) for name, given in _data("rotation.yaml")
    )
    return kept, paid


def instruments_of(stated: tuple[Instrument, ...]) -> tuple[Instrument, ...]:
    """Which instruments can a package of this case have?

    Parameters
    ----------
    stated : what the case changes in the catalogue, or describes of its own.

    Returns
    -------
    the catalogue's in its order, as the case changes them, then the case's own.

    Raises
    ------
    HoldfastError
        HF441 where one leans on, or starts from, an instrument that there is not; HF442 where
        one of the case's own has no title or no numbers; HF446 where backstops form a circle.
    """
    known = dict(catalogue())
    for one in stated:
        known[one.id] = _joined(one, known)
    for one in known.values():
        if one.leans_on:
            _named(known, one.leans_on, f"instruments.{one.id}.leans_on")
    for one in known.values():
        _stands(known, one)
    return tuple(known.values())


def instrument_named(known: tuple[Instrument, ...], name: str, where: str) -> Instrument:
    """Which instrument is this?

    Raises
    ------
    HoldfastError
        HF441 where there is none.
    """
    return _named({one.id: one for one in known}, name, where)


def _named(known: Mapping[str, Instrument], name: str, where: str) -> Instrument:
    if name not in known:
        what = f"{where} names {shown(name)}, and no instrument is called so"
        raise bad_input("HF441", what, **hint(name, list(known)))
    return known[name]


def _stands(known: Mapping[str, Instrument], one: Instrument) -> None:
    """Whether what backs it stands by itself in the end."""
    passed = [one.id]
    while backstop := known[passed[-1]].leans_on:
        if backstop == one.id:
            what = f"{', '.join(sorted(passed))} lean on each other"
            raise bad_input("HF446", what, expected="a backstop that stands by itself")
        if backstop in passed:
            return
        passed.append(backstop)


def _joined(one: Instrument, known: Mapping[str, Instrument]) -> Instrument:
    """A case's instrument, with what it leaves out from the one that it changes or is like."""
    source = one.like or (one.id if one.id in known else "")
    if not source:
        if not (one.title and one.numbers):
            what = f"instruments.{one.id} is not in the catalogue and says too little"
            expected = "title and numbers, or like: the id of one that is"
            raise bad_input("HF442", what, expected=expected)
        return one
    start = _named(known, source, f"instruments.{one.id}.like")
    numbers = {
        key: replace(given, name=_name(one.id, key), stream="")
        for key, given in start.numbers.items()
    }
    return replace(
        start,
        id=one.id,
        title=one.title or start.title,
        numbers={**numbers, **one.numbers},
        words={**start.words, **one.words},
        leans_on=one.leans_on or start.leans_on,
        rival_veto=one.rival_veto or start.rival_veto,
        like=one.like,
        citations=one.citations,
        note=one.note or start.note,
    )


def _instrument(name: str, given: Mapping[str, object]) -> Instrument:
    return Instrument(
        id=name,
        title=str(given["title"]),
        numbers={
            key: _quantity(_name(name, key), **_three(given[key]), unit=field.unit)
            for key, field in NUMERALS.items()
            if key in given
        },
        words={key: str(given[key]) for key in WORDS},
        leans_on=str(given.get("leans_on", "")),
        rival_veto=bool(given.get("rival_veto", False)),
        precedents=_keys(given["precedents"]),
        sources=_keys(given["sources"]),
        note=str(given["note"]),
    )


def _keys(given: object) -> tuple[str, ...]:
    assert isinstance(given, list)
    return tuple(map(str, given))


def _standard(name: str, given: Mapping[str, object]) -> Standard:
    levels = given["levels"]
    assert isinstance(levels, dict)
    return Standard(name, str(given["title"]), levels)


def _name(instrument: str, key: str) -> str:
    """As a case names it, so that a change shares the draws of what it changes."""
    return f"instruments.{instrument}.numbers.{key}"


def _three(given: object) -> dict[str, object]:
    assert isinstance(given, list)
    return dict(zip(("low", "likely", "high"), given, strict=True))


def _quantity(name: str, **given: object) -> Quantity:
    stated = QuantityIn.model_validate({**given, "basis": "assumed", "by": EDITORS})
    low, likely, high = stated.range
    basis, note = "assumed", stated.note or ""
    return Quantity(name, stated.unit, low, likely, high, basis=basis, by=EDITORS, note=note)


def _data(name: str) -> list[tuple[str, dict[str, object]]]:
    text = files("holdfast.guarantees").joinpath(name).read_text(encoding="utf-8")
    found = parse(text, name).data
    assert isinstance(found, dict)
    return list(found.items())
