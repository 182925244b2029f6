"""The steps of a settlement, out of a validated file or out of holdfast's own plan."""

from collections.abc import Callable

from holdfast.casefile.context import Context
from holdfast.casefile.defaults import plan
from holdfast.casefile.fields import QuantityIn
from holdfast.casefile.schema_sequence import SequenceIn, StepIn
from holdfast.casefile.tree import Path
from holdfast.conflict.sequence import SIDES, Change, Plan, Step
from holdfast.core.quantity import Quantity

_HERE: Path = ("sequence",)

Freeze = Callable[[QuantityIn, Path], Quantity]


def build_sequence(context: Context) -> Plan | None:
    """Which steps lead into the settlement? Nothing where the case has no contest.

    The case's own, or holdfast's plan; of the latter, steps that put a package in force are
    left out where the case has none.
    """
    case = context.case
    if case.contest is None:
        if case.sequence is not None:
            context.report("HF202", _HERE, "a sequence without a contest", "contest:")
        return None
    if case.sequence is None:
        return _assumed(context, plan())
    _check(context, case.sequence)
    return _plan(context, case.sequence, context.quantity)


def _assumed(context: Context, given: SequenceIn) -> Plan:
    contest = context.case.contest
    assert contest is not None
    sides = contest.target, contest.challenger
    backed = any((g.protects, g.against) == sides for g in context.case.guarantees.values())
    usable = {
        name: step
        for name, step in given.steps.items()
        if backed or not (step.raises and step.raises.package)
    }
    return _plan(context, given.model_copy(update={"steps": usable}), context.assumed, True)


def _plan(context: Context, given: SequenceIn, freeze: Freeze, assumed: bool = False) -> Plan:
    orders = {} if given.prefers is None else dict(given.prefers)
    return Plan(
        steps=tuple(_step(context, name, step, freeze) for name, step in given.steps.items()),
        package=given.package or "",
        prefers=tuple((side, tuple(orders[side])) for side in SIDES if orders.get(side)),
        assumed=assumed,
    )


def _step(context: Context, name: str, given: StepIn, freeze: Freeze) -> Step:
    path: Path = (*_HERE, "steps", name)
    changes = [
        Change(what, sign, freeze(size, (*path, way, what)))
        for way, sign in (("raises", 1), ("lowers", -1))
        for what, size in getattr(given, way) or ()
        if size is not None
    ]
    return Step(
        id=name,
        title=given.title,
        by=given.by,
        serves=given.serves,
        after=tuple(given.after),
        reversible=freeze(given.reversible, (*path, "reversible")),
        takes=freeze(given.takes, (*path, "takes")),
        changes=tuple(changes),
        stops_fighting=given.stops_fighting,
        tranches=given.tranches,
        sources=context.citations(given.source, path),
        note=given.note or "",
    )


def _check(context: Context, given: SequenceIn) -> None:
    """Whether the steps can be put in order, and the sides' orders are such."""
    names = list(given.steps)
    known = all(
        context.known(other, names, (*_HERE, "steps", name, "after", place), "step")
        for name, step in given.steps.items()
        for place, other in enumerate(step.after)
    )
    if given.package is not None:
        packages = list(context.case.guarantees)
        context.known(given.package, packages, (*_HERE, "package"), "guarantee")
    if known and (waiting := _waiting_for_each_other(given)):
        what = f"{', '.join(waiting)} wait for each other"
        expected = "steps that can be done one after the other"
        context.report("HF450", (*_HERE, "steps", waiting[0], "after"), what, expected)
    if sum(step.stops_fighting for step in given.steps.values()) != 1:
        what = "exactly one step stops the fighting"
        expected = "stops_fighting: true in one step"
        context.report("HF451", (*_HERE, "steps"), what, expected)
    for side, order in given.prefers or ():
        if order is not None:
            _fits(context, given, side, order)


def _waiting_for_each_other(given: SequenceIn) -> list[str]:
    """Steps that can never be done, because they or what they wait for goes in a circle."""
    left = {name: set(step.after) for name, step in given.steps.items()}
    while ready := [name for name, before in left.items() if not before & left.keys()]:
        for name in ready:
            del left[name]
    return list(left)


def _fits(context: Context, given: SequenceIn, side: str, order: list[str]) -> None:
    path: Path = (*_HERE, "prefers", side)
    if sorted(order) != sorted(given.steps):
        expected = f"each of {', '.join(given.steps)} once"
        context.report("HF452", path, f"the order of the {side} is not of all steps", expected)
        return
    for place, name in enumerate(order):
        late = [other for other in given.steps[name].after if other in order[place:]]
        if late:
            what = f"the {side} has {name} before {late[0]}, which must come first"
            context.report("HF452", (*path, place), what, "an order that the steps allow")
