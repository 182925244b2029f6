"""Conditions on what actors prefer: and/or over comparisons of two states, never code."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from holdfast.conflict.preferences import Ranks


@dataclass(frozen=True, slots=True, order=True)
class Comparison:
    """What one actor thinks of two states.

    Parameters
    ----------
    actor : id.
    one, other : states.
    strict : true, it prefers `one` to `other`; false, it does not prefer `other` to `one`.
    """

    actor: str
    one: int
    other: int
    strict: bool = False


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part holds; without parts it always does."""

    parts: "tuple[Formula, ...]"


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds; without parts it never does."""

    parts: "tuple[Formula, ...]"


Formula = Comparison | AllOf | AnyOf

ALWAYS, NEVER = AllOf(()), AnyOf(())


def all_of(parts: Iterable[Formula]) -> Formula:
    """Which formula says that all of these hold? As short as constants and repeats allow.

    Examples
    --------
    >>> one = Comparison("north", 0, 1)
    >>> all_of([one, AllOf((one, ALWAYS))]) == one, all_of([one, NEVER]) == NEVER
    (True, True)
    """
    flat = _flat(parts, AllOf)
    return NEVER if NEVER in flat else _joined(flat, AllOf)


def any_of(parts: Iterable[Formula]) -> Formula:
    """Which formula says that at least one of these holds? As short as may be."""
    flat = _flat(parts, AnyOf)
    return ALWAYS if ALWAYS in flat else _joined(flat, AnyOf)


def negated(formula: Formula) -> Formula:
    """Which formula holds exactly where this one does not?

    Examples
    --------
    >>> negated(AnyOf((Comparison("north", 0, 1),)))
    Comparison(actor='north', one=1, other=0, strict=True)
    """
    if isinstance(formula, Comparison):
        return Comparison(formula.actor, formula.other, formula.one, not formula.strict)
    parts = [negated(part) for part in formula.parts]
    return any_of(parts) if isinstance(formula, AllOf) else all_of(parts)


def holds(formula: Formula, ranks: Mapping[str, Ranks]) -> bool:
    """Does the formula hold for these ranks, by actor id, larger better?"""
    if isinstance(formula, Comparison):
        one, other = (ranks[formula.actor][s] for s in (formula.one, formula.other))
        return bool(one > other if formula.strict else one >= other)
    parts = (holds(part, ranks) for part in formula.parts)
    return all(parts) if isinstance(formula, AllOf) else any(parts)


def comparisons(formula: Formula) -> Iterator[Comparison]:
    """Which comparisons does the formula make, left to right, repeats included?"""
    if isinstance(formula, Comparison):
        yield formula
        return
    for part in formula.parts:
        yield from comparisons(part)


def touched(formula: Formula, actor: str) -> tuple[int, ...]:
    """Which states does the formula compare for this actor? Increasing."""
    mine = [c for c in comparisons(formula) if c.actor == actor]
    return tuple(sorted({state for c in mine for state in (c.one, c.other)}))


def lines(
    formula: Formula, actor: Callable[[str], str], state: Callable[[int], str]
) -> tuple[str, ...]:
    """How is the formula said in words, one line a part, inner parts indented?

    Parameters
    ----------
    formula : what to say.
    actor, state : how an actor and a state are called.

    Examples
    --------
    >>> either = AnyOf((Comparison("n", 0, 1), Comparison("n", 0, 2)))
    >>> for line in lines(either, lambda _: "North", lambda s: f"state {s}"):
    ...     print(line)
    at least one of:
      North does not prefer state 1 to state 0
      North does not prefer state 2 to state 0
    """
    if isinstance(formula, Comparison):
        who, one, other = actor(formula.actor), state(formula.one), state(formula.other)
        if formula.strict:
            return (f"{who} prefers {one} to {other}",)
        return (f"{who} does not prefer {other} to {one}",)
    conjunction = isinstance(formula, AllOf)
    if not formula.parts:
        return (
            ("nothing: it holds whatever is preferred",)
            if conjunction
            else ("it cannot hold, whatever is preferred",)
        )
    opening = "all of:" if conjunction else "at least one of:"
    inner = [line for part in formula.parts for line in lines(part, actor, state)]
    return (opening, *(f"  {line}" for line in inner))


def as_data(formula: Formula) -> dict[str, object]:
    """Which plain data stand for the formula, under the keys that `--json` promises?

    Examples
    --------
    >>> as_data(AnyOf((Comparison("n", 0, 1),)))
    {'any_of': [{'actor': 'n', 'not_below': [0, 1]}]}
    """
    if isinstance(formula, Comparison):
        key = "prefers" if formula.strict else "not_below"
        return {"actor": formula.actor, key: [formula.one, formula.other]}
    key = "all_of" if isinstance(formula, AllOf) else "any_of"
    return {key: [as_data(part) for part in formula.parts]}


def _flat(parts: Iterable[Formula], kind: type[AllOf | AnyOf]) -> tuple[Formula, ...]:
    """The parts without brackets of the same kind, repeats, and what is settled."""
    found: dict[Formula, None] = {}
    for part in parts:
        inner = part.parts if isinstance(part, kind) else (_settled(part),)
        found.update(dict.fromkeys(inner))
    return tuple(part for part in found if part != kind(()))


def _settled(part: Formula) -> Formula:
    """A state is never preferred to itself, and never below itself."""
    if isinstance(part, Comparison) and part.one == part.other:
        return NEVER if part.strict else ALWAYS
    return part


def _joined(parts: tuple[Formula, ...], kind: type[AllOf | AnyOf]) -> Formula:
    return parts[0] if len(parts) == 1 else kind(parts)
