"""What would make a state stable, or keep it from being so?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from holdfast.conflict.conflict import Conflict
from holdfast.conflict.preferences import FromContest, Priorities
from holdfast.conflict.states import StateSpace
from holdfast.core.errors import HoldfastError, bad_input
from holdfast.core.finding import Completeness, Finding
from holdfast.stability.concepts import Concept
from holdfast.stability.formula import as_data, lines
from holdfast.stability.inverse import INVERTED, Want, granted, required
from holdfast.stability.model import GraphModel, model_of
from holdfast.stability.nearest_orders import find_orders
from holdfast.stability.priority_changes import MovedLine, smallest_priority_change
from holdfast.stability.rankings_counted import counts
from holdfast.stability.wording import state_text
from holdfast.study.about import finding
from holdfast.study.contest_order import contest_ranks
from holdfast.study.ensemble import Ensemble

INVERSE_METHOD = (
    "The condition on comparisons of states is written out from the definition of the concept; "
    "orders are counted over sets of states, found by integer programming, lines of priorities "
    "by trying sequences with the fewest moved lines first; every change is checked by the "
    "analysis of stability."
)
INVERSE_CAVEATS = (
    "Orders that would do are no forecast and no advice: whether an actor could come to see "
    "things so is not asked.",
    "Conditions and counts take one actor's order as open and all others as they are.",
    "Orders that are found have no ties; several may be equally near, and one is shown.",
)
INVERSE_CITATIONS = ("FangHipelKilgour1993", "KemenySnell1962", "GrotschelEtAl1984")


@dataclass(frozen=True, slots=True)
class Inquiry:
    """What is asked.

    Parameters
    ----------
    states : numbers, or conditions on every issue as `issue=option,...`, that are to be stable.
    against : the same, of states that are to come out the other way.
    concept : of nash, gmr, smr, seq, sseq.
    actors : ids of those for whom, and whose orders may change; all who decide by default.
    stable : false turns it round: `states` are to be unstable, `against` stable.
    """

    states: tuple[str, ...]
    against: tuple[str, ...] = ()
    concept: str = "nash"
    actors: tuple[str, ...] = ()
    stable: bool = True


def inverse(ensemble: Ensemble, inquiry: Inquiry) -> Finding:
    """What would these actors have to prefer for these states to be stable?

    Parameters
    ----------
    ensemble : the draws; only orders that follow from the contest use them.
    inquiry : states, concept and actors.

    Raises
    ------
    HoldfastError
        HF401 where the case has no issues, HF403 for a state, an actor or a concept that is
        not there.
    """
    conflict = ensemble.conflict
    if conflict.space is None:
        what = f"{conflict.id} has no issues, so there are no states"
        raise bad_input("HF401", what, remedy="add issues: to the case, or ask for the window")
    concept = _concept(inquiry.concept)
    model = model_of(conflict, contest_ranks(ensemble))
    actors = _actors(model, inquiry.actors)
    wants = _wants(conflict.space, inquiry, concept, actors)
    answer = _answer(conflict, model, wants, actors)
    answer["labels"] = {
        str(state): state_text(model, state) for state in sorted(_mentioned(answer))
    }
    parts = (answer["orders"], answer["priorities"])
    gave_up = any(isinstance(p, dict) and p["completeness"] == "gave up" for p in parts)
    return finding(
        ensemble,
        "What would make it stable?" if inquiry.stable else "What would make it unstable?",
        answer,
        method=INVERSE_METHOD,
        completeness=Completeness.GAVE_UP if gave_up else Completeness.EXACT,
        inputs=tuple(f"preferences.{p.actor}" for p in conflict.preferences),
        caveats=INVERSE_CAVEATS,
        citations=INVERSE_CITATIONS,
        drawn=any(isinstance(p.order, FromContest) for p in conflict.preferences),
    )


def state_of(space: StateSpace, given: str) -> int:
    """Which state does the user mean?

    Parameters
    ----------
    space : the states.
    given : a number from 0, as `holdfast stability` prints it, or one option for every issue as
        `issue=option,issue=option`.

    Raises
    ------
    HoldfastError
        HF403 where there is no such state.
    """
    if given.strip().isdecimal():
        number = int(given)
        if number < len(space):
            return number
        raise _no_state(given, f"a number from 0 to {len(space) - 1}")
    pairs = [part.split("=") for part in given.split(",")]
    chosen = {pair[0].strip(): pair[1].strip() for pair in pairs if len(pair) == 2}
    issues = {issue.id: issue.option_ids for issue in space.issues}
    if len(chosen) != len(pairs) or chosen.keys() != issues.keys():
        every = ",".join(f"{issue}=..." for issue in issues)
        raise _no_state(given, f"a number, or one option for every issue: {every}")
    for issue, option in chosen.items():
        if option not in issues[issue]:
            raise _no_state(given, f"{issue} as one of {', '.join(issues[issue])}")
    state = space.find(chosen)
    if state < 0:
        raise _no_state(given, "options that can go together")
    return state


def _no_state(given: str, expected: str) -> HoldfastError:
    return bad_input("HF403", f"no state is '{given}'", expected=expected)


def _concept(given: str) -> Concept:
    known = [concept.value for concept in INVERTED]
    if given not in known:
        expected = f"one of {', '.join(known)}"
        raise bad_input("HF403", f"no condition is known for '{given}'", expected=expected)
    return Concept(given)


def _actors(model: GraphModel, given: Sequence[str]) -> tuple[str, ...]:
    deciding = [actor.id for actor in model.actors]
    for actor in given:
        if actor not in deciding:
            expected = f"one of {', '.join(deciding)}"
            raise bad_input("HF403", f"{actor} decides nothing here", expected=expected)
    return tuple(dict.fromkeys(given)) or tuple(deciding)


def _wants(
    space: StateSpace, inquiry: Inquiry, concept: Concept, actors: tuple[str, ...]
) -> list[Want]:
    if not inquiry.states:
        raise bad_input("HF403", "no state is given", expected="--state, once or more")
    asked = [(given, inquiry.stable) for given in inquiry.states]
    asked += [(given, not inquiry.stable) for given in inquiry.against]
    wants = [Want(state_of(space, given), concept, actors, stable) for given, stable in asked]
    for want in wants:
        if any(other.state == want.state and other.stable != want.stable for other in wants):
            what = f"state {want.state} is asked to be both stable and not"
            raise bad_input("HF403", what, expected="different states")
    return list(dict.fromkeys(wants))


def _answer(
    conflict: Conflict, model: GraphModel, wants: Sequence[Want], actors: tuple[str, ...]
) -> dict[str, object]:
    """What was found, as plain data, under the keys that `--json` promises."""
    now = granted(model, wants)
    return {
        "wanted": [
            {
                "state": want.state,
                "stable": want.stable,
                "concept": want.concept.value,
                "actors": list(want.actors),
                "given_now": given,
            }
            for want, given in zip(wants, now, strict=True)
        ],
        "required": list(_required(conflict, model, wants, actors)),
        "counts": {actor: _counted(model, wants, actor) for actor in actors},
        "orders": _orders(model, wants, actors),
        "priorities": _priorities(conflict, model, wants, actors),
    }


def _required(
    conflict: Conflict, model: GraphModel, wants: Sequence[Want], actors: tuple[str, ...]
) -> Iterator[dict[str, object]]:
    alone = [Want(want.state, want.concept, (actor,)) for want in wants for actor in actors]
    for one, stable_now in zip(alone, granted(model, alone), strict=True):
        formula = required(model, one.state, one.concept, one.actors[0])
        yield {
            "state": one.state,
            "actor": one.actors[0],
            "stable_now": stable_now,
            "condition": as_data(formula),
            "lines": list(lines(formula, conflict.name, "state {}".format)),
        }


def _counted(model: GraphModel, wants: Sequence[Want], actor: str) -> dict[str, object]:
    """Numbers as text: they grow beyond what other programs read exactly."""
    alone = [Want(want.state, want.concept, (actor,), want.stable) for want in wants]
    found = counts(model, alone, actor)
    if found.completeness is Completeness.GAVE_UP:
        return {"completeness": found.completeness.value, "reason": found.reason}
    return {
        "completeness": found.completeness.value,
        "share": float(found.share),
        "rankings": str(found.rankings),
        "of_rankings": str(found.of_rankings),
        "weak": str(found.weak),
        "of_weak": str(found.of_weak),
    }


def _orders(model: GraphModel, wants: Sequence[Want], actors: tuple[str, ...]) -> object:
    found = find_orders(model, wants, actors)
    return {
        "completeness": found.completeness.value,
        "found": found.found,
        "reason": found.reason,
        "distance": found.distance,
        "by_actor": {
            actor: {
                "flips": [list(pair) for pair in found.flips[actor]],
                "settled": [list(pair) for pair in found.settled[actor]],
                "best_first": np.argsort(-order.ranks, kind="stable").tolist(),
            }
            for actor, order in found.orders.items()
        },
    }


def _priorities(
    conflict: Conflict, model: GraphModel, wants: Sequence[Want], actors: tuple[str, ...]
) -> dict[str, object]:
    listed = {p.actor for p in conflict.preferences if isinstance(p.order, Priorities)}
    known = {a.id for a, o in zip(model.actors, model.orders, strict=True) if not o.unknown}
    varied = [actor for actor in actors if actor in listed & known]
    if not varied:
        why = "none of these actors has a list of priorities with every comparison known"
        return {"completeness": "exact", "found": False, "reason": why, "varied": []}
    found = smallest_priority_change(conflict, model, wants, varied)
    return {
        "completeness": found.completeness.value,
        "found": found.found,
        "reason": found.reason,
        "varied": varied,
        "moved_lines": found.count,
        "none_up_to": found.none_up_to,
        "by_actor": {
            actor: {
                "moved": [_moved(line) for line in moved],
                "lines": [str(line) for line in found.priorities[actor].statements],
            }
            for actor, moved in found.moved.items()
        },
    }


def _moved(line: MovedLine) -> dict[str, object]:
    """Places from 1, as people count lines."""
    return {"line": line.line, "from": line.before + 1, "to": line.after + 1}


def _mentioned(data: object) -> set[int]:
    """Which states does the answer name? Those of wanted verdicts, conditions and flips."""
    if isinstance(data, list):
        return set().union(*map(_mentioned, data))
    if not isinstance(data, dict):
        return set()
    here = {data["state"]} if isinstance(data.get("state"), int) else set()
    for key in ("prefers", "not_below"):
        here |= set(data.get(key, ()))
    for key in ("flips", "settled"):
        here |= {state for pair in data.get(key, ()) for state in pair}
    return here.union(*map(_mentioned, data.values()))
