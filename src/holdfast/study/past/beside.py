"""What the past says of a case: base rates, promises like its packages, the engines' record."""

from collections.abc import Mapping

from holdfast import __version__
from holdfast.conflict.conflict import Conflict
from holdfast.core.finding import Completeness, Finding
from holdfast.history.base_rates import NOT_CAUSAL
from holdfast.history.likeness import like
from holdfast.study.past.comparable import features, known_on, nearest
from holdfast.study.past.record import record
from holdfast.study.past.starting_points import HONOURED, PEACE, WAR_ENDS, starting_points

MOST = 10
"""Promises that are counted, those most like the package."""

METHOD = (
    "Base rates counted up to no later than the day of the case; the ten promises of the "
    "casebook most like each package (Gower), followed until that day; the last backtest."
)
CAVEATS = (
    "A base rate says what became of others; which others are like this case is a judgement.",
    NOT_CAUSAL,
    "The casebook is hand-picked and no sample: analogies, and no estimate of an effect.",
)
METHODS = (
    "KaplanMeier1958",
    "Williams1995",
    "Wilson1927",
    "Gower1971",
    "Brier1950",
    "GrafEtAl1999",
)
"""What the answer rests on, besides the data of its rates."""

_LEFT_OUT = frozenset({"beside"})


def past(conflict: Conflict) -> Finding:
    """What does the past say of this case?

    Parameters
    ----------
    conflict : the case; nothing that came after its day is used, but for the engines' record.

    Returns
    -------
    Finding
        In the answer `kind` of war, whole years `elapsed`; under `rates` by name the base rates
        that it starts from, the one to start from first; `left_out`, why others are not there;
        under `packages` by id what became of the promises most like each; and the `record` of
        the engines on past promises.
    """
    start = starting_points(conflict)
    known = known_on(conflict.as_of)
    packages = {
        one.id: {
            "title": one.title,
            **nearest(like(features(conflict, one), known, most=MOST)),
        }
        for one in conflict.packages
    }
    every = [one for rates in start.rates.values() for one in rates]
    return Finding(
        question="What does the past say?",
        case=conflict.id,
        case_hash=conflict.content_hash,
        answer={
            "kind": start.kind,
            "elapsed": start.elapsed,
            "rates": {
                name: [_told(one) for one in start.rates.get(name, ())]
                for name in (WAR_ENDS, PEACE, HONOURED)
            },
            "left_out": list(start.left_out),
            "packages": packages,
            "record": record(),
        },
        method=METHOD,
        completeness=Completeness.EXACT,
        caveats=(*CAVEATS, *_caveats(start.rates)),
        citations=(*sorted({one.citations[0] for one in every}), *METHODS),
        variant=conflict.variant,
        version=__version__,
    )


def _told(found: Finding) -> dict[str, object]:
    kept = {key: value for key, value in found.answer.items() if key not in _LEFT_OUT}
    return {**kept, "source": found.citations[0]}


def _caveats(rates: Mapping[str, tuple[Finding, ...]]) -> tuple[str, ...]:
    """What is peculiar to these base rates, once each."""
    every = (caveat for some in rates.values() for one in some for caveat in one.caveats[:-1])
    return tuple(caveat for caveat in dict.fromkeys(every) if caveat not in CAVEATS)
