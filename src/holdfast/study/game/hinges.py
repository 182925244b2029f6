"""What the game's answer hangs on: each input in the lower and the upper part of its draws."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from holdfast.core.finding import Completeness, Finding
from holdfast.core.quantity import Draws, Quantity
from holdfast.core.tolerances import NINE_IN_TEN
from holdfast.study.about import GAME_CAVEATS, HINGES_CAVEATS, HINGES_METHOD, finding
from holdfast.study.ensemble import Ensemble
from holdfast.study.game.curves import Curves
from holdfast.study.game.headlines import headlines
from holdfast.study.game.window import game_inputs

MOST_BARS = 12
"""Bars given for each package; the rest move the answer less than all of these."""

PARTS = 5
"""Parts of equal size into which the draws are cut by an input."""

MOST_LIKELY = 0.5
"""The share of draws at which the answer flips from mostly no to mostly yes."""

SURE = 3.0
"""Standard errors from which a difference is told."""


@dataclass(frozen=True, slots=True)
class Bar:
    """How a share of draws, or a mean chance over them, hangs on one input.

    Parameters
    ----------
    quantity : the input.
    shares : in each part of the draws, from the lowest values of the input to the highest.
    middles : median of the input in each part; in its unit.
    told : whether the ends differ by more than chance would make them.
    """

    quantity: Quantity
    shares: tuple[float, ...]
    middles: tuple[float, ...]
    told: bool

    @property
    def span(self) -> float:
        """How far the share moves from the lowest to the highest part."""
        return abs(self.shares[-1] - self.shares[0])

    @property
    def flips_at(self) -> tuple[float, ...]:
        """Where straight lines between the parts cross one half; nothing that may be chance."""
        if not self.told:
            return ()
        return tuple(
            at + (MOST_LIKELY - low) / (high - low) * (after - at)
            for (at, low), (after, high) in pairwise(
                zip(self.middles, self.shares, strict=True)
            )
            if (low >= MOST_LIKELY) != (high >= MOST_LIKELY)
        )


def hinges(of: Ensemble, found: Mapping[str, Curves]) -> Finding:
    """On which inputs does the game's answer hang, and where does it flip?

    Parameters
    ----------
    of : the draws.
    found : the curves of each package, by its id.
    """
    chosen = tuple(one.guarantee for one in found.values())
    names = game_inputs(of.conflict, chosen)
    return finding(
        of,
        "Which inputs decide the answer, and where does it flip?",
        {"packages": {name: _package(of, one, names) for name, one in found.items()}},
        method=HINGES_METHOD,
        completeness=Completeness.SAMPLED,
        inputs=names,
        caveats=(*HINGES_CAVEATS, *GAME_CAVEATS),
        citations=(),
    )


def ranged(values: Draws, inputs: Mapping[str, Draws]) -> tuple[float, float]:
    """Between what does the mean lie, with any one input in one half of its draws?

    Halves that differ by no more than chance would make them do not count; the sampling error
    of the mean itself always does.

    Parameters
    ----------
    values : shape (draws,), in [0, 1].
    inputs : by name, shape (draws,).
    """
    middle, error = float(values.mean()), float(values.std() / np.sqrt(values.size))
    ends = [middle - NINE_IN_TEN * error, middle + NINE_IN_TEN * error]
    for given in inputs.values():
        upper = given > np.median(given)
        if not upper.any() or upper.all():
            continue
        low, high = values[~upper].mean(), values[upper].mean()
        if abs(high - low) > 2.0 * SURE * error:  # of a difference of two halves
            ends += [float(low), float(high)]
    return max(0.0, min(ends)), min(1.0, max(ends))


def bar(quantity: Quantity, given: Draws, share: Draws, sure: float = SURE) -> Bar:
    """How does this share of draws hang on the input? See `Bar`; told from `sure` on."""
    parts = np.array_split(np.argsort(given, kind="stable"), PARTS)
    shares = tuple(float(share[part].mean()) for part in parts)
    error = float(share.std() * np.sqrt(2.0 / parts[0].size)) if parts[-1].size else np.inf
    told = abs(shares[-1] - shares[0]) > sure * error > 0.0
    return Bar(quantity, shares, tuple(float(np.median(given[p])) for p in parts), told)


def bars(
    of: Ensemble, drawn: Iterable[Quantity], share: Draws, sure: float = SURE
) -> list[dict[str, object]]:
    """On which of these inputs does this share hang, widest first, as plain data?

    Parameters
    ----------
    of : the draws.
    drawn : the inputs.
    share : in every draw, 0 to 1; shape (draws,).
    sure : standard errors from which a difference is told.

    Returns
    -------
    at most `MOST_BARS`, each told from chance; none in fewer draws than two a part.
    """
    if of.draws < 2 * PARTS:
        return []
    found = [one for q in drawn if (one := bar(q, of.of(q), share, sure)).told]
    found.sort(key=lambda one: (-one.span, one.quantity.name))
    return [_told(one) for one in found[:MOST_BARS]]


def _package(of: Ensemble, found: Curves, names: tuple[str, ...]) -> dict[str, object]:
    shown = headlines(of, found)
    drawn = [q for q in map(of.conflict.quantity, names) if not q.fixed]
    inputs = {q.name: of.of(q) for q in drawn}
    return {
        "headlines": {
            name: {"share": float(values.mean()), **_ends(ranged(values, inputs))}
            for name, values in shown.items()
        },
        "bars": bars(of, drawn, shown["window_open"]),
    }


def _ends(pair: tuple[float, float]) -> dict[str, float]:
    return {"low": pair[0], "high": pair[1]}


def _told(one: Bar) -> dict[str, object]:
    return {
        "input": one.quantity.name,
        "unit": one.quantity.unit,
        "at_low": one.shares[0],
        "at_high": one.shares[-1],
        "flips_at": list(one.flips_at),
    }
