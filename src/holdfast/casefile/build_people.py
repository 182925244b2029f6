"""Sources, guarantees, monitors and those who look on, out of a validated file."""

from datetime import date

from holdfast.casefile.context import Context, history_source
from holdfast.casefile.defaults import defaults
from holdfast.casefile.fields import hint, shown
from holdfast.casefile.schema import GuaranteeIn
from holdfast.casefile.tree import Path
from holdfast.conflict.conditions import Condition
from holdfast.conflict.evidence import Evidence
from holdfast.conflict.guarantees import Guarantee, GuarantorChoice, Monitor
from holdfast.conflict.people import Audience, Mediator, Opposition
from holdfast.conflict.states import StateSpace
from holdfast.core.quantity import Quantity
from holdfast.core.sources import Source


def build_sources(context: Context) -> tuple[Source, ...]:
    """Which sources does the case declare, none later than its date?"""
    for name, given in context.case.sources.items():
        context.not_after(given.published, ("sources", name, "published"), "published on")
    return tuple(
        Source(
            id=name,
            title=given.title,
            publisher=given.publisher,
            kind=given.kind,
            published=given.published,
            url=given.url or "",
            identifier=given.identifier or "",
            archived=given.archived or "",
            note=given.note or "",
        )
        for name, given in context.case.sources.items()
    )


def build_history(context: Context) -> tuple[Source, ...]:
    """Which sources come with the reference classes that the case takes numbers from?"""
    return tuple(
        Source(
            id=history_source(past.id),
            title=past.words,
            publisher=f"counted by holdfast in the data of {past.source}",
            kind="dataset",
            published=date(past.until, 12, 31),
            identifier=past.source,
            note=" ".join(past.caveats),
        )
        for past in context.classes.values()
    )


def build_guarantees(context: Context, space: StateSpace | None) -> tuple[Guarantee, ...]:
    """Which packages of promises does the case describe?"""
    return tuple(
        _guarantee(context, name, given, space)
        for name, given in context.case.guarantees.items()
    )


def build_monitors(context: Context) -> tuple[Monitor, ...]:
    """Who watches, and how well?"""
    return tuple(
        Monitor(
            id=name,
            title=given.title,
            detects=context.optional(given.detects, ("monitors", name, "detects")),
            false_alarm=context.optional(given.false_alarm, ("monitors", name, "false_alarm")),
            line_length=context.optional(given.line_length, ("monitors", name, "line_length")),
        )
        for name, given in context.case.monitors.items()
    )


def build_audiences(context: Context) -> tuple[Audience, ...]:
    """Which publics hold whom to account?"""
    found = []
    for name, given in context.case.audiences.items():
        path: Path = ("audiences", name)
        opposes = tuple(
            Opposition(item.what, context.quantity(item.share, (*path, "opposes", i, "share")))
            for i, item in enumerate(given.opposes)
        )
        actor = context.actor(given.holds_to_account, (*path, "holds_to_account"))
        found.append(Audience(name, given.title, actor, opposes))
    return tuple(found)


def build_mediators(context: Context) -> tuple[Mediator, ...]:
    """Who mediates, with which leaning?"""
    case = context.case
    found = []
    for name, given in case.mediators.items():
        path: Path = ("mediators", name)
        for place, actor in enumerate(given.talks_to):
            context.actor(actor, (*path, "talks_to", place))
        for actor, issues in given.can_trade.items():
            context.actor(actor, (*path, "can_trade", actor))
            for issue in issues:
                context.known(issue, list(case.issues), (*path, "can_trade", actor), "issue")
        printed = given.name or (case.actors[name].name if name in case.actors else name)
        trade = tuple((actor, tuple(issues)) for actor, issues in given.can_trade.items())
        leans = context.optional(given.leans, (*path, "leans"))
        found.append(Mediator(name, printed, tuple(given.talks_to), leans, trade))
    return tuple(found)


def build_evidence(context: Context) -> tuple[Evidence, ...]:
    """What evidence does the case list, none later than its date?"""
    seen: set[str] = set()
    for place, given in enumerate(context.case.evidence):
        path: Path = ("evidence", place)
        if given.id in seen:
            context.report(
                "HF105", (*path, "id"), f"two items of evidence are called '{given.id}'"
            )
        seen.add(given.id)
        context.not_after(given.date, (*path, "date"), "dated")
        context.known(given.source, list(context.case.sources), (*path, "source"), "source")
        for number, target in enumerate(given.bears_on):
            _leads_somewhere(context, target, (*path, "bears_on", number))
    return tuple(
        Evidence(
            id=given.id,
            date=given.date,
            source=given.source,
            says=given.says,
            bears_on=tuple(given.bears_on),
            grade=given.grade,
            coded_by=given.coded_by,
            checked_by=given.checked_by or "",
            quote=given.quote or "",
            at=given.at or "",
        )
        for given in context.case.evidence
    )


def _leads_somewhere(context: Context, target: str, path: Path) -> None:
    """Follow a dotted path through the file's mappings; where it ends is noted."""
    here = context.tree.data
    for part in target.split("."):
        if not isinstance(here, dict) or part not in here:
            options = list(here) if isinstance(here, dict) else []
            near = hint(part, options) if options else {"expected": "a path to a key"}
            what = f"bears_on names {shown(target)}, but there is no {shown(part)}"
            context.report("HF301", path, what, **near)
            return
        here = here[part]


def _guarantee(
    context: Context, name: str, given: GuaranteeIn, space: StateSpace | None
) -> Guarantee:
    path: Path = ("guarantees", name)
    for place, actor in enumerate(given.given_by):
        context.actor(actor, (*path, "given_by", place))
    if given.judged_by is not None:
        monitors = list(context.case.monitors)
        context.known(given.judged_by, monitors, (*path, "judged_by"), "monitor")
    in_force, broken = _conditions(context, path, given, space)
    return Guarantee(
        id=name,
        title=given.title,
        protects=context.actor(given.protects, (*path, "protects")),
        against=context.actor(given.against, (*path, "against")),
        given_by=tuple(given.given_by),
        in_force_when=in_force,
        broken_by=broken,
        response=given.response,
        judged_by=given.judged_by or "",
        kept_with=context.optional(given.kept_with, (*path, "kept_with")),
        choice=_choice(context, path, given),
        force=_or_default(context, path, given, "force"),
        cost_imposed=_or_default(context, path, given, "cost_imposed"),
        response_time=context.optional(given.response_time, (*path, "response_time")),
        half_life=context.optional(given.half_life, (*path, "half_life")),
        lapses=given.lapses,
        troops=context.optional(given.troops, (*path, "troops")),
        cost_per_year=context.optional(given.cost_per_year, (*path, "cost_per_year")),
        stands_after=context.optional(given.stands_after, (*path, "stands_after")),
        sources=context.citations(given.source, path),
        note=given.note or "",
    )


def _or_default(context: Context, path: Path, given: GuaranteeIn, key: str) -> Quantity:
    stated = getattr(given, key)
    return context.quantity(stated or defaults()[f"guarantees.{key}"], (*path, key))


def _choice(context: Context, path: Path, given: GuaranteeIn) -> GuarantorChoice | None:
    choice = given.guarantor_choice
    if choice is None:
        return None
    parts = {k: context.quantity(v, (*path, "guarantor_choice", k)) for k, v in choice}
    if parts["cost"].fixed:
        what = "the guarantors' cost is a range, since the rival does not know it"
        where = (*path, "guarantor_choice", "cost")
        context.report("HF205", where, what, "low below high")
    return GuarantorChoice(**parts)


def _conditions(
    context: Context, path: Path, given: GuaranteeIn, space: StateSpace | None
) -> tuple[Condition | None, Condition | None]:
    found: list[Condition | None] = []
    for key, text in (("in_force_when", given.in_force_when), ("broken_by", given.broken_by)):
        if text is None and context.case.issues:
            context.report("HF202", path, f"missing key '{key}'", "a condition on the issues")
        found.append(context.condition(text, (*path, key)) if text else None)
    in_force, broken = found
    if space is None or in_force is None or broken is None:
        return in_force, broken
    if not (space.holds(in_force) & space.holds(broken)).any():
        both = f"{shown(given.in_force_when, 200)} and {shown(given.broken_by, 200)}"
        what = f"'{path[-1]}' can never trigger: no possible state has both {both}"
        context.report("HF305", path, what, "conditions that can hold together")
    return in_force, broken
