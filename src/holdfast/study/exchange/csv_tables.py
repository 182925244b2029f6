"""A case and its verdicts as tables that spreadsheets and statistics programs read."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from holdfast.conflict.states import Indexes
from holdfast.stability.analysis import ALL_CONCEPTS, analyse
from holdfast.stability.coalitions import Movers, all_movers, improving
from holdfast.stability.model import GraphModel
from holdfast.stability.order import Reading
from holdfast.stability.wording import state_text
from holdfast.study.ensemble import Ensemble
from holdfast.study.exchange.exported import Exported, drawn_note, export_model, refused

MOST_STATES, MOST_MOVES = 2**13, 2**20
"""Most states and most moves that are written out."""

JOINED = "+"
"""What stands between the ids of those who move together; no id has it."""

_FORMULA = ("=", "+", "-", "@")
_TOOL = "tables"

Row = Sequence[object]


def csv_export(ensemble: Ensemble) -> Exported:
    """Which tables hold this case's states, its verdicts and its moves?

    `states.csv` has a row for each state, `stability.csv` one for each concept, actor and
    state, `moves.csv` one for each mover and move.

    Raises
    ------
    HoldfastError
        HF401 where the case has no issues, HF804 where there is more than fits a table.
    """
    model = export_model(ensemble)
    case = ensemble.conflict
    if len(model.space) > MOST_STATES:
        what = f"{len(model.space)} states, more than {MOST_STATES}"
        raise refused(case.id, _TOOL, what)
    try:
        movers = all_movers(model)
    except ValueError as error:
        raise refused(case.id, _TOOL, str(error)) from None
    count = sum(len(arcs) for arcs in movers.arcs)
    if count > MOST_MOVES:
        raise refused(case.id, _TOOL, f"{count} moves, more than {MOST_MOVES}")
    files = {
        "states.csv": _text(_states(model, case.start)),
        "stability.csv": _text(_verdicts(model)),
        "moves.csv": _text(_moves(model, movers)),
    }
    return Exported(files, (*drawn_note(ensemble), *_open_note(model)))


def _states(model: GraphModel, start: int) -> Iterator[Row]:
    issues = [issue.id for issue in model.space.issues]
    ranked = [f"rank.{actor.id}" for actor in model.actors]
    yield ["state", "start", *issues, *ranked, "words"]
    for state in range(len(model.space)):
        ranks = [int(order.ranks[state]) + 1 for order in model.orders]
        chosen = model.space.describe(state)
        words = _inert(state_text(model, state))
        yield [state, int(state == start), *chosen.values(), *ranks, words]


def _verdicts(model: GraphModel) -> Iterator[Row]:
    result = analyse(model, ALL_CONCEPTS)
    yield ["concept", "actor", "state", "stable", "equilibrium"]
    for concept, stable in result.stable.items():
        everywhere = np.asarray(stable.all(axis=0))
        for place, actor in enumerate(model.actors):
            for state in range(len(model.space)):
                found = int(stable[place, state]), int(everywhere[state])
                yield [concept.value, actor.id, state, *found]


def _moves(model: GraphModel, movers: Movers) -> Iterator[Row]:
    yield ["movers", "from", "to", "gain"]
    sure, maybe = (improving(model, movers, r) for r in (Reading.RESERVED, Reading.CAUTIOUS))
    states = len(model.space)
    for place, group in enumerate(movers.groups):
        keys = _keys(movers, place, states)
        gains = np.isin(keys, _keys(sure, place, states))
        open_ = np.isin(keys, _keys(maybe, place, states))
        words = np.where(gains, "yes", np.where(open_, "open", "no")).tolist()
        for key, gain in zip(keys.tolist(), words, strict=True):
            yield [JOINED.join(group), key // states, key % states, gain]


def _keys(movers: Movers, place: int, states: int) -> Indexes:
    """The moves of one mover, each as a number."""
    arcs = movers.arcs[place]
    return np.asarray(arcs.sources * states + arcs.targets)


def _open_note(model: GraphModel) -> tuple[str, ...]:
    if not any(order.unknown for order in model.orders):
        return ()
    return ("the case leaves comparisons open: ranks alone do not tell; verdicts are cautious",)


def _inert(text: str) -> str:
    """The text so that no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _text(rows: Iterable[Row]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()
