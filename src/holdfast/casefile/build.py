"""From a validated file to the frozen conflict, noting whatever does not hang together."""

import hashlib
from typing import TYPE_CHECKING

from holdfast.casefile.build_beliefs import build_beliefs
from holdfast.casefile.build_contest import build_contest
from holdfast.casefile.build_instruments import build_instruments
from holdfast.casefile.build_issues import build_preferences, build_space, build_start
from holdfast.casefile.build_people import (
    build_audiences,
    build_evidence,
    build_guarantees,
    build_history,
    build_mediators,
    build_monitors,
    build_sources,
)
from holdfast.casefile.build_sequence import build_sequence
from holdfast.casefile.build_supporters import build_after_challenge, build_supporters
from holdfast.casefile.context import Context
from holdfast.conflict.actors import Actor
from holdfast.conflict.conflict import Conflict, Question, Replication

if TYPE_CHECKING:
    from holdfast.casefile.schema_asks import AskIn


def build(context: Context, content_hash: str) -> Conflict:
    """Which conflict does the file describe?

    Parameters
    ----------
    context : the validated file; problems are noted in it. The conflict is meaningful only when
        none was.
    content_hash : of the file's content with the variant applied.
    """
    case = context.case
    space = build_space(context)
    start = build_start(context, space)
    declared = build_sources(context)
    built = {
        "preferences": build_preferences(context, space),
        "beliefs": build_beliefs(context, space, start),
        "contest": build_contest(context),
        "supporters": build_supporters(context),
        "after_challenge": build_after_challenge(context),
        "guarantees": build_guarantees(context, space),
        "instruments": build_instruments(context),
        "plan": build_sequence(context),
        "monitors": build_monitors(context),
        "audiences": build_audiences(context),
        "mediators": build_mediators(context),
        "evidence": build_evidence(context),
        "asks": tuple(_question(context, place) for place in range(len(case.ask))),
    }
    # once all quantities are known: the classes that they come from count as part of the case
    sources = (*declared, *build_history(context))
    return Conflict(
        id=case.id,
        title=case.title,
        summary=" ".join(case.summary.split()),
        as_of=case.as_of,
        content_hash=_with_classes(content_hash, context),
        actors=tuple(Actor(i, a.name, a.kind, a.note or "") for i, a in case.actors.items()),
        replicates=tuple(Replication(r.ref, str(r.published), r.says) for r in case.replicates),
        space=space,
        start=start,
        quantities=tuple(context.quantities.values()),
        variants=tuple(case.variants),
        variant=context.variant,
        sources=sources,
        **built,  # type: ignore[arg-type]
    )


def _with_classes(content_hash: str, context: Context) -> str:
    """The hash of the content, with the numbers that it takes from history."""
    if not context.classes:
        return content_hash
    used = {past.id: (past.low, past.likely, past.high) for past in context.classes.values()}
    return hashlib.sha256(f"{content_hash}{sorted(used.items())}".encode()).hexdigest()


def _question(context: Context, place: int) -> Question:
    ask: AskIn = context.case.ask[place]
    if ask.guarantees is not None:
        context.condition(ask.guarantees.keep, ("ask", place, "guarantees", "keep"))
    given = {name: value for name, value in ask if value is not None}
    if len(given) != 1:
        expected = "stability, guarantees or sensitivity"
        context.report("HF202", ("ask", place), "one entry asks one thing", expected)
        return Question("")
    [(name, options)] = given.items()
    return Question(name, tuple(options.model_dump().items()))
