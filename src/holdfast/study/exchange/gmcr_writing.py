"""A case as a save file of GMCR+, as far as that format can hold it."""

import json
from collections.abc import Iterator, Sequence

import numpy as np

from holdfast import __version__
from holdfast.conflict.issues import Issue
from holdfast.conflict.preferences import Ranks
from holdfast.stability.model import GraphModel
from holdfast.study.ensemble import Ensemble
from holdfast.study.exchange.exported import Exported, drawn_note, export_model, refused
from holdfast.study.exchange.gmcr_reading import MOST_OPTIONS, MOST_STATEMENTS, MOST_STATES
from holdfast.study.exchange.patterns import statement_of

_TOOL = "GMCR+"


def gmcr_export(ensemble: Ensemble) -> Exported:
    """Which save file of GMCR+ says the same as this case?

    Options, their owners, one-way options, impossible states, and every order as a ranking of
    the states. Numbers of states are those of GMCR+: from 1, by increasing pattern.

    Raises
    ------
    HoldfastError
        HF401 where the case has no issues; HF804 where the format cannot hold it: an issue of
        more than two options or decided by several, states that count as one, comparisons left
        open, too many options or states.
    """
    model = export_model(ensemble)
    conflict = ensemble.conflict
    why = next(_unfit(model), "")
    if why:
        raise refused(conflict.id, _TOOL, why)
    issues = model.space.issues
    patterns = [
        term for condition in model.space.impossible for term in statement_of(condition, issues)
    ]
    if len(patterns) > MOST_STATEMENTS:
        raise refused(conflict.id, _TOOL, f"{len(patterns)} impossible patterns")
    data = {
        "program": "holdfast",
        "version": __version__,
        "useManualPreferenceRanking": True,
        "options": [
            {"name": issue.options[1][1], "permittedDirection": _direction(issue)}
            for issue in issues
        ],
        "decisionMakers": [
            {
                "name": actor.name,
                "options": _owned(issues, actor.id),
                "preferences": [],
                "preferenceRanking": _ranking(order.ranks),
            }
            for actor, order in zip(model.actors, model.orders, strict=True)
        ],
        "infeasibles": [
            [[place, "Y" if taken else "N"] for place, taken in term] for term in patterns
        ],
    }
    text = json.dumps(data, indent=1, ensure_ascii=False) + "\n"
    return Exported({f"{conflict.id}.gmcr": text}, tuple(_notes(ensemble, model)))


def start_pattern(model: GraphModel, start: int) -> str:
    """Which options are taken in this state, as `import --start` takes them?"""
    chosen = model.space.describe(start)
    taken = (chosen[issue.id] == issue.option_ids[1] for issue in model.space.issues)
    return "".join("Y" if one else "N" for one in taken)


def _unfit(model: GraphModel) -> Iterator[str]:
    """What the format has no words for."""
    space = model.space
    for issue in space.issues:
        yield from (f"the issue {issue.id} {what}" for what in _unfit_issue(issue))
    if space.same:
        yield "it has states that count as one (same)"
    if space.moves:
        yield "it lists moves beside those of the options"
    if any(order.unknown for order in model.orders):
        yield "it leaves comparisons open (unknown)"
    if len(space.issues) > MOST_OPTIONS or len(space) > MOST_STATES:
        yield f"{len(space)} states, more than {MOST_STATES}"


def _unfit_issue(issue: Issue) -> Iterator[str]:
    if len(issue.options) > 2:
        yield f"has {len(issue.options)} options, not two"
    if issue.joint:
        yield "is decided by several"
    first, second = issue.option_ids[:2]
    if issue.bars(first, second) and issue.bars(second, first):
        yield "can change in no direction"
    if issue.barred_when:
        yield "has changes barred in some states only"


def _direction(issue: Issue) -> str:
    first, second = issue.option_ids
    if issue.bars(second, first):
        return "fwd"
    return "back" if issue.bars(first, second) else "both"


def _owned(issues: Sequence[Issue], actor: str) -> list[int]:
    return [place for place, issue in enumerate(issues) if actor in issue.decided_by]


def _ranking(ranks: Ranks) -> list[int | list[int]]:
    """The numbers of the states from 1, best first, equals in a list of their own."""
    tiers = [(np.flatnonzero(ranks == rank) + 1).tolist() for rank in np.unique(ranks)[::-1]]
    return [tier[0] if len(tier) == 1 else tier for tier in tiers]


def _notes(ensemble: Ensemble, model: GraphModel) -> Iterator[str]:
    yield from drawn_note(ensemble)
    yield "every order is written as a ranking of the states, also where the case has others"
    yield (
        "the format has no present state; on the way back: "
        f"--start {start_pattern(model, ensemble.conflict.start)}"
    )
    if model.bystanders:
        names = ", ".join(actor.name for actor in model.bystanders)
        yield f"left out, since they decide nothing: {names}"
    yield "left out: what is not of the states, such as sources, questions, contest, guarantees"
