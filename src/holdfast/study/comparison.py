"""A case and its variants side by side, on the same draws."""

from collections.abc import Sequence

from holdfast.core.finding import Completeness, Finding
from holdfast.study.about import COMPARE_METHOD, GAME_CAVEATS, GAME_CITATIONS, finding
from holdfast.study.ensemble import Ensemble
from holdfast.study.game.curves import Progress, curves
from holdfast.study.game.headlines import headlines
from holdfast.study.game.parameters import described
from holdfast.study.game.window import GRID, game_inputs, games_in
from holdfast.study.window import packages_of

BASE = "(the case)"
"""Name of the case without variant in a comparison."""


def comparison(ensembles: Sequence[Ensemble], progress: Progress | None = None) -> Finding:
    """How do the headlines of every package differ between a case and its variants?

    Parameters
    ----------
    ensembles : the case first, then its variants; one seed and one number of draws. Each
        quantity has a stream of its own, so whatever a variant leaves alone is drawn alike.
    progress : told of games solved.
    """
    base = ensembles[0]
    rows = {e.conflict.variant or BASE: _means(e, progress) for e in ensembles}
    used = dict.fromkeys(
        name for e in ensembles for name in game_inputs(e.conflict, e.conflict.packages)
    )
    return finding(
        base,
        "How do the variants differ from the case?",
        {"variants": rows},
        method=COMPARE_METHOD,
        completeness=Completeness.SAMPLED,
        inputs=tuple(used),
        caveats=GAME_CAVEATS,
        citations=GAME_CITATIONS,
    )


def games_compared(ensembles: Sequence[Ensemble]) -> int:
    """How many games does a comparison solve?"""
    return sum(games_in(of) for of in ensembles)


def _means(of: Ensemble, progress: Progress | None) -> dict[str, dict[str, float]]:
    """The headlines of every package, as means over the draws."""
    case = described(of)
    found = {
        g.id: curves(case, g, grid=GRID, progress=progress) for g in packages_of(of.conflict)
    }
    return {
        name: {head: float(values.mean()) for head, values in headlines(of, one).items()}
        for name, one in found.items()
    }
