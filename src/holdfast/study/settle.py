"""What a person should settle next in a case, most decisive first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from holdfast.casefile.advice import Advice
from holdfast.conflict.conflict import Conflict
from holdfast.study.ensemble import Ensemble, at_percentile, ensemble
from holdfast.study.package import headlines
from holdfast.study.parameters import inputs
from holdfast.study.supply import inputs as supply_inputs

DRAWS = 200
"""Draws behind the order; enough to tell what moves the answer from what does not."""

ENDS = (5.0, 95.0)
"""The percentiles at which an input is pinned."""

_HEADLINE = "window_open"


@dataclass(frozen=True, slots=True)
class Ranked:
    """Advice with how much hangs on it.

    Parameters
    ----------
    advice : one thing worth settling.
    moves : by how much, as a share of draws, the open window of some package moves while what
        the advice is about goes from its 5th to its 95th percentile; 0 for what no engine
        reads, and in cases without guarantees to a target.
    """

    advice: Advice
    moves: float


def ranked(conflict: Conflict, advice: Sequence[Advice], seed: int) -> tuple[Ranked, ...]:
    """In which order should a person settle these, most decisive first?

    Advice about a part of the case counts for every quantity in it. Advice that moves nothing
    keeps the order of its kinds.

    Parameters
    ----------
    conflict : the case.
    advice : from `holdfast.casefile.advice`.
    seed : of the draws behind the order.
    """
    spans = decisive(ensemble(conflict, seed, DRAWS)) if conflict.packages else {}
    found = [Ranked(item, _moves(item, spans)) for item in advice]
    return tuple(sorted(found, key=lambda one: -one.moves))


def decisive(drawn: Ensemble) -> Mapping[str, float]:
    """How far does each uncertain quantity move the open window of any package?

    Parameters
    ----------
    drawn : the draws; its case has a contest with guarantees to its target.
    """
    conflict = drawn.conflict
    spans: dict[str, float] = {}
    for guarantee in conflict.packages:
        for name in (*inputs(conflict, guarantee), *supply_inputs(conflict)):
            quantity = conflict.quantity(name)
            if quantity.fixed:
                continue
            low, high = (
                headlines(drawn.pinned(name, at_percentile(quantity, end)), guarantee)[
                    _HEADLINE
                ]
                for end in ENDS
            )
            spans[name] = max(spans.get(name, 0.0), abs(high - low))
    return spans


def _moves(advice: Advice, spans: Mapping[str, float]) -> float:
    within = f"{advice.about}."
    return max(
        (
            span
            for name, span in spans.items()
            if name == advice.about or name.startswith(within)
        ),
        default=0.0,
    )
