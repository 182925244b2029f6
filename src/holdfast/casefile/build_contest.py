"""The contest, out of a validated file."""

from datetime import date

from holdfast.casefile.context import Context
from holdfast.casefile.defaults import conduct, defaults
from holdfast.casefile.schema import ContestIn, SidesIn
from holdfast.casefile.tree import Path
from holdfast.conflict.contest import Contest, Precondition, Sides
from holdfast.core.quantity import Quantity

_HERE: Path = ("contest",)


def build_contest(context: Context) -> Contest | None:
    """Which war and bargain does the file describe? Nothing where it has no contest."""
    given = context.case.contest
    if given is None:
        return None
    for role, actor in (("challenger", given.challenger), ("target", given.target)):
        context.actor(actor, (*_HERE, role))
    if given.challenger == given.target:
        context.report("HF203", (*_HERE, "target"), "challenger and target are the same actor")
    target_trusts, challenger_trusts = _trust(context, given)
    settled = given.settled_when
    return Contest(
        challenger=given.challenger,
        target=given.target,
        power=context.quantity(given.power, (*_HERE, "power")),
        line=context.quantity(given.line, (*_HERE, "line")),
        cost_per_month=_sides(context, given.cost_per_month, "cost_per_month"),
        patience=context.quantity(given.patience, (*_HERE, "patience")),
        decided=_or_default(context, "decided"),
        shift_in_peace=context.quantity(given.shift_in_peace, (*_HERE, "shift_in_peace")),
        first_strike=context.quantity(given.first_strike, (*_HERE, "first_strike")),
        red_lines=_sides(context, given.red_lines, "red_lines"),
        target_trusts=target_trusts,
        challenger_trusts=challenger_trusts,
        bargaining_weight=_or_default(context, "bargaining_weight"),
        fait_accompli=context.optional(given.fait_accompli, (*_HERE, "fait_accompli")),
        precondition=_precondition(context, given),
        settled_when=context.condition(settled, (*_HERE, "settled_when")) if settled else None,
        conduct=_conduct(context, given),
        began=_began(context, given),
    )


def _began(context: Context, given: ContestIn) -> date | None:
    if given.began is not None and given.began > context.case.as_of:
        what = f"a war that begins on {given.began}, when the case is of {context.case.as_of}"
        remedy = "leave it out where there is no war yet"
        context.report("HF456", (*_HERE, "began"), what, "a day up to as_of", remedy)
    return given.began


def _conduct(context: Context, given: ContestIn) -> tuple[tuple[str, Quantity], ...]:
    """How all act: what the case states of it, and holdfast's assumptions for the rest."""
    known, found = conduct(), []
    for name, stated in given.conduct.items():
        path: Path = (*_HERE, "conduct", name)
        if not context.known(name, list(known), path, "number about conduct"):
            continue
        if stated.unit != known[name].unit:
            what = f"{name} is given as {stated.unit}"
            context.report("HF204", path, what, f"unit: {known[name].unit}")
    for name, assumed in known.items():
        path = (*_HERE, "conduct", name)
        if name in given.conduct:
            found.append((name, context.quantity(given.conduct[name], path)))
        else:
            found.append((name, context.assumed(assumed, path)))
    return tuple(found)


def _or_default(context: Context, key: str) -> Quantity:
    given = getattr(context.case.contest, key)
    return context.quantity(given or defaults()[f"contest.{key}"], (*_HERE, key))


def _sides(context: Context, given: SidesIn, key: str) -> Sides:
    return Sides(
        challenger=context.quantity(given.challenger, (*_HERE, key, "challenger")),
        target=context.quantity(given.target, (*_HERE, key, "target")),
    )


def _trust(context: Context, given: ContestIn) -> tuple[Quantity, Quantity]:
    """Read the target's trust in the challenger, and the challenger's in the target."""
    path: Path = (*_HERE, "trust")
    one, other = given.target, given.challenger
    wanted = [f"{one} in {other}", f"{other} in {one}"]
    if {one, other} <= context.case.actors.keys():
        for key in given.trust:
            context.known(key, wanted, (*path, key), "trust between the two sides")
        for key in wanted:
            if key not in given.trust:
                expected = f"'{key}: ' with a probability"
                context.report("HF202", path, f"trust lacks '{key}'", expected)
    stand_in = next(iter(given.trust.values()))
    first, second = (
        context.quantity(given.trust.get(key, stand_in), (*path, key)) for key in wanted
    )
    return first, second


def _precondition(context: Context, given: ContestIn) -> Precondition | None:
    asked = given.precondition
    if asked is None:
        return None
    path: Path = (*_HERE, "precondition")
    if asked.by != given.target:
        what = f"the precondition is set by '{asked.by}'"
        expected = f"'{given.target}', since the target is the side that asks"
        context.report("HF301", (*path, "by"), what, expected)
    return Precondition(
        by=asked.by,
        asks=asked.asks,
        met_at=context.quantity(asked.met_at, (*path, "met_at")),
        audience_cost=context.quantity(asked.audience_cost, (*path, "audience_cost")),
        clarity=context.optional(asked.clarity, (*path, "clarity")),
        sources=context.citations(asked.source, path),
    )
