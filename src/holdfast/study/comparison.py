"""A case and its variants side by side, on the same draws."""

from collections.abc import Sequence

from holdfast.core.finding import Completeness, Finding
from holdfast.study.about import COMPARE_METHOD, WINDOW_CAVEATS, WINDOW_CITATIONS, finding
from holdfast.study.ensemble import Ensemble
from holdfast.study.package import headlines
from holdfast.study.parameters import inputs
from holdfast.study.window import packages_of

BASE = "(the case)"
"""Name of the case without variant in a comparison."""


def comparison(ensembles: Sequence[Ensemble]) -> Finding:
    """How do the headlines of every package differ between a case and its variants?

    Parameters
    ----------
    ensembles : the case first, then its variants; one seed and one number of draws. Each
        quantity has a stream of its own, so whatever a variant leaves alone is drawn alike.
    """
    base = ensembles[0]
    rows = {
        ensemble.conflict.variant or BASE: {
            g.id: dict(headlines(ensemble, g)) for g in packages_of(ensemble.conflict)
        }
        for ensemble in ensembles
    }
    used = dict.fromkeys(
        name for e in ensembles for g in e.conflict.packages for name in inputs(e.conflict, g)
    )
    return finding(
        base,
        "How do the variants differ from the case?",
        {"variants": rows},
        method=COMPARE_METHOD,
        completeness=Completeness.SAMPLED,
        inputs=tuple(used),
        caveats=WINDOW_CAVEATS,
        citations=WINDOW_CITATIONS,
    )
