"""The supporters: where they stand, how long, and what they do once challenged."""

from holdfast.casefile.context import Context
from holdfast.casefile.schema_people import ElectionIn, SupporterIn
from holdfast.casefile.tree import Path
from holdfast.conflict.people import AfterChallenge, Election, Supporter


def build_supporters(context: Context) -> tuple[Supporter, ...]:
    """Where would each supporter settle, now and later?"""
    found = [
        _supporter(context, name, given) for name, given in context.case.supporters.items()
    ]
    if found and not any(s.weight.high * s.salience.high > 0 for s in found):
        what = "no supporter has weight and salience above 0"
        context.report("HF207", ("supporters",), what, "at least one that counts")
    return tuple(found)


def build_after_challenge(context: Context) -> AfterChallenge | None:
    """How do the supporters move together once the challenger has struck?"""
    given = context.case.after_challenge
    if given is None:
        return None
    path: Path = ("after_challenge",)
    if not context.case.supporters:
        context.report("HF202", path, "nobody to rally or to hesitate", "supporters:")
    return AfterChallenge(
        rally=context.optional(given.rally, (*path, "rally")),
        hesitate=context.optional(given.hesitate, (*path, "hesitate")),
    )


def _supporter(context: Context, name: str, given: SupporterIn) -> Supporter:
    path: Path = ("supporters", context.actor(name, ("supporters", name)))
    return Supporter(
        actor=name,
        position=context.quantity(given.position, (*path, "position")),
        weight=context.quantity(given.weight, (*path, "weight")),
        salience=context.quantity(given.salience, (*path, "salience")),
        half_life=context.optional(given.half_life, (*path, "half_life")),
        elections=tuple(
            _election(context, one, (*path, "elections", place))
            for place, one in enumerate(given.elections)
        ),
    )


def _election(context: Context, given: ElectionIn, path: Path) -> Election:
    if given.on <= context.case.as_of:
        what = f"an election on {given.on}, when the case is of {context.case.as_of}"
        context.report("HF455", (*path, "on"), what, "a later day", "state what came of it")
    context.citations(given.source, path)
    return Election(
        on=given.on,
        may_fall=context.quantity(given.may_fall, (*path, "may_fall")),
        to=context.quantity(given.to, (*path, "to")),
    )
