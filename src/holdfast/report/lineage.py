"""From a printed number back to its inputs, formula, sources and judges."""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass

from holdfast.conflict.conflict import Conflict
from holdfast.conflict.guarantees import Guarantee
from holdfast.conflict.preferences import FromContest, Preferences, Priorities, Ranking
from holdfast.core.finding import Finding
from holdfast.core.quantity import Quantity
from holdfast.core.sources import Citation
from holdfast.guarantees.catalogue import instruments_of, rotation
from holdfast.report.answers import listing
from holdfast.report.formulas import FORMULAS
from holdfast.report.labels import label
from holdfast.report.numbers import Brief, Number, value_at
from holdfast.study.game.window import game_inputs
from holdfast.study.parameters import inputs
from holdfast.study.supply import inputs as supply_inputs

_SUPPLIED = frozenset({"supply_mean", "supply_condorcet"})
_BOTH = frozenset({"supply_inside"})
_ORDERS = frozenset({"equilibria", "states"})
_COUNTED = frozenset({"quantities", "claims", "claims_felt"})


NUMBER_KEYS = frozenset(
    {"id", "text", "sentence", "means", "formula", "theory", "citations", "finding", "path"}
    | {"value", "method", "seed", "draws", "inputs"}
)
INPUT_KEYS = frozenset({"name", "label", "basis", "by", "note", "sources"})
"""Keys that every entry has; what is read back is held to them."""


FEW_INPUTS = 6
"""Inputs that stand with a number; more are told once, in a list that several numbers share."""


@dataclass(frozen=True, slots=True)
class Lineage:
    """Where each number of a brief comes from.

    Parameters
    ----------
    numbers : one entry a number, in order: id, text, the sentence it stands in, what it means,
        its formula, theory page and citations, its value in the finding, how the finding was
        computed, and the names of its inputs.
    inputs : by name, each input's range or order, its basis, and its sources or judge.
    """

    numbers: list[dict[str, object]]
    inputs: dict[str, dict[str, object]]

    def shared(self) -> dict[tuple[str, ...], int]:
        """Which lists of inputs are too long to stand with each number? Each with its place."""
        asked = dict.fromkeys(input_names(entry) for entry in self.numbers)
        long = (names for names in asked if len(names) > FEW_INPUTS)
        return {names: place for place, names in enumerate(long, start=1)}

    def to_dict(self) -> dict[str, object]:
        """Give both as plain data."""
        return {"numbers": self.numbers, "inputs": self.inputs}


def input_names(entry: Mapping[str, object]) -> tuple[str, ...]:
    """On which inputs does this number rest, by name?"""
    return tuple(map(str, listing(entry["inputs"])))


def lineage(conflict: Conflict, findings: Mapping[str, Finding], brief: Brief) -> Lineage:
    """Where does each number of the brief come from?"""
    said = {
        number: sentence.plain()
        for paragraph in brief.paragraphs
        for sentence in paragraph
        for number in sentence.numbers()
    }
    numbers = [
        _entry(conflict, findings, number, place, said[number])
        for place, number in enumerate(brief.numbers, start=1)
    ]
    used = {name for found in findings.values() for name in found.inputs}
    everything = (*conflict.quantities, *conflict.assumed, *_besides(conflict, used))
    quantities = {q.name: quantity_entry(conflict, q) for q in everything}
    orders = (order_entry(conflict, preferences) for preferences in conflict.preferences)
    return Lineage(numbers, quantities | {str(order["name"]): order for order in orders})


def _besides(conflict: Conflict, used: Set[str]) -> Iterator[Quantity]:
    """Numbers of instruments, of their rotation and of the plan's steps that findings use."""
    some = [*rotation()]
    if any(name.startswith("instruments.") for name in used):
        some += [
            q for one in instruments_of(conflict.instruments) for q in one.numbers.values()
        ]
    some += (
        [q for step in conflict.plan.steps for q in step.quantities] if conflict.plan else []
    )
    stated = {q.name for q in conflict.quantities}
    yield from (q for q in some if q.name in used and q.name not in stated)


def _entry(
    conflict: Conflict,
    findings: Mapping[str, Finding],
    number: Number,
    place: int,
    sentence: str,
) -> dict[str, object]:
    formula = FORMULAS[number.kind]
    found = findings.get(number.finding)
    return {
        "id": place,
        "text": number.text,
        "sentence": sentence,
        "means": _means(number, formula.means),
        "formula": formula.formula,
        "theory": formula.theory,
        "citations": list(formula.citations),
        "finding": number.finding,
        "path": list(number.path),
        "value": value_at(findings, number) if found else number.text,
        "method": formula.method or (found.method if found else "Counted in the case file."),
        "seed": found.seed if found else 0,
        "draws": found.draws if found else 0,
        "inputs": list(_input_names(conflict, number)),
    }


def _means(number: Number, means: str) -> str:
    return f"{means} Concept: {number.path[-1]}." if number.kind == "equilibria" else means


def _input_names(conflict: Conflict, number: Number) -> tuple[str, ...]:
    if number.kind in _ORDERS:
        orders = tuple(f"preferences.{p.actor}" for p in conflict.preferences)
        from_contest = any(isinstance(p.order, FromContest) for p in conflict.preferences)
        return (*orders, *(_contest_order_inputs(conflict) if from_contest else ()))
    if number.path == ("assumed",):
        return tuple(q.name for q in conflict.assumed)
    if number.kind in _COUNTED:
        return tuple(q.name for q in conflict.quantities)
    if number.kind == "mentions" or number.finding == "past":
        return ()
    if number.kind in _SUPPLIED:
        return supply_inputs(conflict)
    package = _guarantee(conflict, number.package)
    bare = "without" in str(number.path) or number.kind == "zone_signed" or package is None
    own = game_inputs(conflict, () if bare or package is None else (package,))
    if number.kind in _BOTH:
        return own
    supplied = frozenset(supply_inputs(conflict))
    return tuple(name for name in own if name not in supplied)


def _contest_order_inputs(conflict: Conflict) -> tuple[str, ...]:
    return tuple(dict.fromkeys(n for g in conflict.packages for n in inputs(conflict, g)))


def _guarantee(conflict: Conflict, name: str) -> Guarantee | None:
    return next((g for g in conflict.packages if g.id == name), None)


def quantity_entry(conflict: Conflict, quantity: Quantity) -> dict[str, object]:
    """What is there to know about one quantity?"""
    return {
        "name": quantity.name,
        "label": label(conflict, quantity.name),
        "low": quantity.low,
        "likely": quantity.likely,
        "high": quantity.high,
        "interval": quantity.interval,
        "shape": quantity.shape,
        "unit": quantity.unit,
        "basis": quantity.basis,
        "by": quantity.by,
        "note": quantity.note,
        "sources": [source_entry(conflict, citation) for citation in quantity.sources],
        "place": str(quantity.place) if quantity.place else "",
    }


def order_entry(conflict: Conflict, preferences: Preferences) -> dict[str, object]:
    """What is there to know about one actor's order of preference?"""
    order = preferences.order
    if isinstance(order, Priorities):
        lines = [str(statement) for statement in order.statements]
    elif isinstance(order, Ranking):
        lines = [" or ".join(str(c) for c in tier) for tier in order.tiers]
    else:
        lines = ["follows from the contest"]
    return {
        "name": f"preferences.{preferences.actor}",
        "label": f"the preferences of {conflict.name(preferences.actor)}",
        "order": lines,
        "basis": preferences.basis or "reported",
        "by": preferences.by,
        "note": "",
        "sources": [source_entry(conflict, citation) for citation in preferences.sources],
    }


def source_entry(conflict: Conflict, citation: Citation) -> dict[str, object]:
    """What is there to know about one use of a source?"""
    source = next(s for s in conflict.sources if s.id == citation.ref)
    figure = "" if citation.value is None else f"{citation.value:g} {citation.unit}".strip()
    return {
        "ref": source.id,
        "title": source.title,
        "publisher": source.publisher,
        "published": source.published.isoformat(),
        "kind": source.kind,
        "where": source.url or source.identifier,
        "at": citation.at,
        "says": citation.says or citation.quote,
        "figure": figure,
        "note": source.note,
    }
