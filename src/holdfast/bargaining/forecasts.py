"""Where would a group of supporters settle, given where each stands?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from holdfast.bargaining.sides import Draws, Flags
from holdfast.core.tolerances import TIE


@dataclass(frozen=True, slots=True)
class Election:
    """Which position would win a run of pairwise votes, and how likely is each?

    Attributes
    ----------
    chance : shape (draws, actors), probability
        Chance that the group stands at this actor's position in the long run. Actors
        who hold one position share its chance equally, so a row sums to one.
    mean : shape (draws,), unit of the positions
        The positions weighed by their chances.
    """

    chance: Draws
    mean: Draws


@dataclass(frozen=True, slots=True)
class Forecast:
    """Where would the group settle, by three simple rules shown side by side?

    Attributes
    ----------
    weighted_mean : shape (draws,), unit of the positions
        Positions weighed by weight times salience.
    proportional : Election
        Each actor votes the harder the more it prefers one position to another.
    binary : Election
        Each actor votes with its full weight for the position it prefers.
    """

    weighted_mean: Draws
    proportional: Election
    binary: Election


@dataclass(frozen=True, slots=True)
class _Field:
    """Positions in rising order, equal ones made equal; the order to undo it."""

    order: NDArray[np.int_]
    position: Draws
    weight: Draws
    first: Flags
    slack: Draws


def forecast(position: ArrayLike, weight: ArrayLike, salience: ArrayLike) -> Forecast:
    """Where would supporters with these positions, weights and stakes settle?

    Parameters
    ----------
    position : shape (draws, actors), any unit
        Where each actor would settle if it decided alone.
    weight : shape (draws, actors), any unit, >= 0
        How much each actor could bring to bear.
    salience : shape (draws, actors), share, >= 0
        How much of it each would spend on this question.

    Returns
    -------
    Forecast
        The weighted mean and both elections, always together: on resolved cases they
        do about equally well, so a gap between them is a warning.

    Raises
    ------
    ValueError
        If the shapes do not match, a number is not finite, a weight or salience is
        negative, or in some draw no actor has both weight and salience.

    Notes
    -----
    The election is probabilistic [WiseBankes2015]: with S(a, b) the votes of those
    who stand nearer to a, a beats b with probability S(a, b) / (S(a, b) + S(b, a)).
    Challengers are drawn with equal chance, a winner takes the place of the position
    it beat, and the forecast is how often each position holds the place in the long
    run. Two positions nobody distinguishes win against each other half the time. A
    position held by several actors stands for election once.

    Examples
    --------
    Two supporters, three times the weight behind 1.0: all three rules say 0.75.

    >>> two = forecast([[0.0, 1.0]], [[0.25, 0.75]], [[1.0, 1.0]])
    >>> two.weighted_mean, two.proportional.mean, two.binary.chance
    (array([0.75]), array([0.75]), array([[0.25, 0.75]]))
    """
    places, pull = _checked(position, weight, salience)
    field = _sort(places, pull)
    return Forecast(
        weighted_mean=_mean(places, pull),
        proportional=_election(field, binary=False),
        binary=_election(field, binary=True),
    )


def weighted_mean(position: ArrayLike, weight: ArrayLike, salience: ArrayLike) -> Draws:
    """Where is the mean of the positions, weighted by weight times salience?

    The first half of `forecast`, for sweeps that look at it many times; a report shows both
    halves. Parameters and errors are those of `forecast`.

    Returns
    -------
    shape (draws,), unit of the positions

    Examples
    --------
    >>> weighted_mean([[0.0, 1.0]], [[0.25, 0.75]], [[1.0, 1.0]])
    array([0.75])
    """
    return _mean(*_checked(position, weight, salience))


def _mean(places: Draws, pull: Draws) -> Draws:
    return np.asarray((pull * places).sum(axis=1))


def _checked(
    position: ArrayLike, weight: ArrayLike, salience: ArrayLike
) -> tuple[Draws, Draws]:
    """Positions and pulls that sum to one in each draw."""
    places, muscle, stake = np.broadcast_arrays(
        *(
            np.atleast_2d(np.asarray(one, dtype=np.float64))
            for one in (position, weight, salience)
        )
    )
    if places.ndim != 2 or places.shape[1] == 0:
        raise ValueError(f"positions of draws by actors expected, got shape {places.shape}")
    if not all(np.isfinite(one).all() for one in (places, muscle, stake)):
        raise ValueError("a position, weight or salience is not a finite number")
    if np.any(muscle < 0) or np.any(stake < 0):
        raise ValueError("a weight or salience is negative")
    pull = muscle * stake
    total = pull.sum(axis=1, keepdims=True)
    if np.any(total <= 0):
        draw = int(np.argmax(total[:, 0] <= 0))
        raise ValueError(
            f"no actor has both weight and salience in draw {draw}, so nothing can be forecast"
        )
    return places, np.asarray(pull / total)


def _sort(places: Draws, pull: Draws) -> _Field:
    order = np.argsort(places, axis=1, kind="stable")
    rising = np.take_along_axis(places, order, axis=1)
    slack = TIE * np.abs(rising).max(axis=1)
    first = np.ones(rising.shape, dtype=np.bool_)
    first[:, 1:] = np.diff(rising, axis=1) > slack[:, None]
    leader = np.maximum.accumulate(np.where(first, np.arange(rising.shape[1]), 0), axis=1)
    return _Field(
        order=order,
        position=np.take_along_axis(rising, leader, axis=1),
        weight=np.take_along_axis(pull, order, axis=1),
        first=first,
        slack=slack,
    )


def _election(field: _Field, *, binary: bool) -> Election:
    chance = _long_run(_beats(_votes(field, binary=binary)), field.first)
    # Hand the chance of a position held by several actors out among them.
    group = np.cumsum(field.first, axis=1)
    same = group[:, :, None] == group[:, None, :]
    shared = (same * chance[:, None, :]).sum(axis=2) / same.sum(axis=2)
    back = np.empty_like(shared)
    np.put_along_axis(back, field.order, shared, axis=1)
    return Election(chance=back, mean=np.asarray((shared * field.position).sum(axis=1)))


def _votes(field: _Field, *, binary: bool) -> Draws:
    """Votes for a over b at [draw, a, b]."""
    draws, actors = field.position.shape
    votes = np.zeros((draws, actors, actors))
    for actor in range(actors):
        distance = np.abs(field.position - field.position[:, [actor]])
        nearer = distance[:, None, :] - distance[:, :, None]
        prefers = nearer > field.slack[:, None, None]
        strength = prefers if binary else np.where(prefers, nearer, 0.0)
        votes += field.weight[:, actor, None, None] * strength
    return votes


def _beats(votes: Draws) -> Draws:
    """Chance that a beats b at [draw, a, b]; half where nobody prefers either."""
    against = np.swapaxes(votes, 1, 2)
    both = votes + against
    return np.divide(votes, both, out=np.full_like(votes, 0.5), where=both > 0)


def _long_run(beats: Draws, standing: Flags) -> Draws:
    """Long-run share of time at each standing position, shape (draws, actors).

    Some actor has weight, and its position beats any other with positive chance, so
    every draw has exactly one long run. Flow into a position equals flow out of it;
    one of those equations follows from the others and gives way to the sum of one.
    The first position of a sorted row always stands.
    """
    actors = beats.shape[1]
    flow = beats * standing[:, :, None] * standing[:, None, :]
    flow[:, np.arange(actors), np.arange(actors)] = 0.0
    leaving = flow.sum(axis=1)
    balance = flow
    balance[:, np.arange(actors), np.arange(actors)] = np.where(standing, -leaving, 1.0)
    balance[:, 0, :] = 1.0
    right = np.zeros((beats.shape[0], actors, 1))
    right[:, 0, 0] = 1.0
    solved = np.linalg.solve(balance, right)[:, :, 0]
    kept = np.maximum(np.where(standing, solved, 0.0), 0.0)
    return np.asarray(kept / kept.sum(axis=1, keepdims=True))
