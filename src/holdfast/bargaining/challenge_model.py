"""What did the published challenge model say? A legacy replication, not a forecast.

This rebuilds the model of Scholz, Calbert and Smith [ScholzCalbertSmith2011], who
unravelled Bueno de Mesquita's [BuenodeMesquita1994], so that its published table can
be checked. Nothing else in holdfast uses it. On resolved cases it does worse than the
two simple rules in `forecasts`, and it does not treat mirrored inputs alike. See the
theory page "challenge-model".
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from holdfast.bargaining.sides import Draws
from holdfast.core.tolerances import TIE


@dataclass(frozen=True, slots=True)
class Reading:
    """How are the places read that the paper leaves open?

    Attributes
    ----------
    votes_over : {"all pairs", "pair"}
        Choice (a): the chance to prevail divides votes won by the votes of all
        ordered pairs of actors, or only by those of the pair at hand.
    compromise : {"smallest mean", "smallest move"}
        Choice (b): of several compromises an actor takes the one whose mean of both
        positions, weighed by expected utilities, is the smallest number; or the one
        that moves it least.
    span : {"first round", "this round"}
        Choice (c): distances are measured against the spread of positions at the
        start, or in the round at hand.
    """

    votes_over: Literal["all pairs", "pair"]
    compromise: Literal["smallest mean", "smallest move"]
    span: Literal["first round", "this round"]

    def __post_init__(self) -> None:
        known = (
            self.votes_over in ("all pairs", "pair"),
            self.compromise in ("smallest mean", "smallest move"),
            self.span in ("first round", "this round"),
        )
        if not all(known):
            raise ValueError(f"{self} is not a reading of the paper that is offered here")


AS_TABULATED: Reading = Reading("all pairs", "smallest mean", "first round")
"""The reading whose rounds meet 15 of the 16 published cells within 0.08."""

AS_WRITTEN: Reading = Reading("pair", "smallest move", "this round")
"""Our plain reading of the text; on the emission data everybody ends at 7.0."""


@dataclass(frozen=True, slots=True)
class Actors:
    """Who takes part, where do they stand, and what do they bring to bear?

    Attributes
    ----------
    position : shape (actors,), any unit
        Where each actor stands.
    capability : shape (actors,), any unit, >= 0
        What each could bring to bear.
    salience : shape (actors,), share, 0 to 1
        How much of it each would spend on this question.
    """

    position: Draws
    capability: Draws
    salience: Draws

    def __post_init__(self) -> None:
        columns = (self.position, self.capability, self.salience)
        shape = self.position.shape
        if len(shape) != 1 or any(column.shape != shape for column in columns):
            raise ValueError("position, capability and salience need one number per actor")
        if not all(np.isfinite(column).all() for column in columns):
            raise ValueError("a position, capability or salience is not a finite number")
        if np.any(self.capability < 0) or not np.any(self.pull > 0):
            raise ValueError("capabilities must not be negative, nor all be without salience")
        if np.any((self.salience < 0) | (self.salience > 1)):
            raise ValueError("salience must lie between 0 and 1")

    @property
    def pull(self) -> Draws:
        """How much does each actor put behind its view, shape (actors,)?"""
        return np.asarray(self.capability * self.salience)


@dataclass(frozen=True, slots=True)
class Round:
    """Where does everybody stand after one round of challenges?

    Attributes
    ----------
    position : shape (actors,), unit of the positions
        Where each actor stands at the end of the round.
    risk : shape (actors,), exponent, 0.5 to 2
        Attitude to risk in the round; 1 is neutral.
    median : float, unit of the positions
        The position held that loses no weighted vote against another one held.
    mean : float, unit of the positions
        Positions weighed by capability times salience.
    """

    position: Draws
    risk: Draws
    median: float
    mean: float


def challenge_rounds(
    actors: Actors, rounds: int, reading: Reading = AS_TABULATED
) -> tuple[Round, ...]:
    """What does the legacy challenge model say, round by round?

    Parameters
    ----------
    actors : Actors
        Positions, capabilities and saliences at the start.
    rounds : int, >= 1
        How many rounds to play. The model has no rule that stops it.
    reading : Reading
        How the open places of the paper are read.

    Returns
    -------
    tuple of Round
        One for each round, in order.

    Raises
    ------
    ValueError
        If no round is asked for.

    Notes
    -----
    Each round: risk attitudes from how much the others expect to gain by challenging
    an actor, all taken as risk neutral; then each actor looks at every other one with
    its own risk exponent on both sides of the pair, and takes the best offer in the
    order conflict, compromise, capitulation. All move at once.

    Examples
    --------
    One against nine: the weak actor expects -0.772 from standing firm, the strong one
    2.428 from pressing it, so it gives up 0.772 / 2.428 of the ten between them.

    >>> pair = Actors(np.array([0.0, 10.0]), np.array([0.1, 0.9]), np.ones(2))
    >>> challenge_rounds(pair, rounds=1, reading=AS_WRITTEN)[0].position.round(2)
    array([ 3.18, 10.  ])
    """
    if rounds < 1:
        raise ValueError("at least one round must be played")
    first_span = float(np.ptp(actors.position))
    here = actors
    played: list[Round] = []
    for _ in range(rounds):
        span = first_span if reading.span == "first round" else float(np.ptp(here.position))
        done = _play(here, span, reading)
        here = Actors(done.position, actors.capability, actors.salience)
        played.append(done)
    return tuple(played)


def median_position(actors: Actors) -> float:
    """Which of the positions held loses no weighted vote against another one held?

    Votes count by how much nearer one position is, so this is the position held at
    the smallest total weighted distance; the lowest one where two tie.

    Parameters
    ----------
    actors : Actors
        Who takes part.

    Returns
    -------
    float, unit of the positions

    Examples
    --------
    >>> trio = Actors(np.array([0.0, 4.0, 10.0]), np.ones(3), np.ones(3))
    >>> median_position(trio)
    4.0
    """
    held = np.unique(actors.position)
    distance = np.abs(actors.position[:, None] - held[None, :])
    return float(held[np.argmin(actors.pull @ distance)])


def mean_position(actors: Actors) -> float:
    """What is the mean of the positions, weighed by capability times salience?

    Parameters
    ----------
    actors : Actors
        Who takes part.

    Returns
    -------
    float, unit of the positions

    Examples
    --------
    >>> mean_position(Actors(np.array([0.0, 10.0]), np.array([1.0, 3.0]), np.ones(2)))
    7.5
    """
    return float(actors.pull @ actors.position / actors.pull.sum())


def _play(actors: Actors, span: float, reading: Reading) -> Round:
    risk = _risk(actors, span, reading)
    moved = actors.position.copy()
    # Where all stand together there is nobody to challenge, and no distance to scale by.
    if np.ptp(actors.position) > 0:
        prevail = _prevail(actors, span, risk, reading)
        for me in range(moved.size):
            gain = _gain(actors, span, prevail, risk[me])
            moved[me] = _best_offer(actors.position, me, gain, reading)
    after = Actors(moved, actors.capability, actors.salience)
    return Round(moved, risk, median_position(after), mean_position(after))


def _prevail(actors: Actors, span: float, risk: ArrayLike, reading: Reading) -> Draws:
    """Chance that i prevails over j at [i, j]; none where they stand together."""
    exponent = np.broadcast_to(np.asarray(risk, dtype=np.float64), actors.position.shape)
    distance = np.abs(actors.position[:, None] - actors.position[None, :]) / span
    loss = distance ** exponent[:, None]
    votes = actors.pull[:, None, None] * (loss[:, None, :] - loss[:, :, None])
    cast = np.abs(votes)
    total = (
        cast.sum(axis=0)
        if reading.votes_over == "pair"
        else np.full(distance.shape, cast.sum())
    )
    won = np.maximum(votes, 0.0).sum(axis=0)
    apart = (distance > 0) & (total > 0)
    return np.asarray(np.divide(won, total, out=np.zeros_like(won), where=apart))


def _gain(actors: Actors, span: float, prevail: Draws, risk: float) -> Draws:
    """What i expects from challenging j at [i, j], seen with one exponent throughout."""
    half = 0.5 * np.abs(actors.position[:, None] - actors.position[None, :]) / span
    success = 2.0 - 4.0 * (0.5 - half) ** risk
    failure = 2.0 - 4.0 * (0.5 + half) ** risk
    unchanged = 2.0 - 4.0 * 0.5**risk
    resists = actors.salience[None, :]
    contest = prevail * success + (1.0 - prevail) * failure
    return np.asarray(resists * contest + (1.0 - resists) * success - unchanged)


def _risk(actors: Actors, span: float, reading: Reading) -> Draws:
    """Attitudes to risk: 0.5 for the actor others gain most by challenging, 2 for the least."""
    neutral = np.ones(actors.position.size)
    if np.ptp(actors.position) == 0:
        return neutral
    gain = _gain(actors, span, _prevail(actors, span, 1.0, reading), 1.0)
    np.fill_diagonal(gain, 0.0)
    exposure = gain.sum(axis=0)
    spread = float(np.ptp(exposure))
    if spread <= TIE:
        return neutral
    place = (2.0 * exposure - exposure.max() - exposure.min()) / spread
    return np.asarray((1.0 - place / 3.0) / (1.0 + place / 3.0))


def _best_offer(position: Draws, me: int, gain: Draws, reading: Reading) -> float:
    """Where this actor moves: the best offer of the first class that has any."""
    mine, theirs = gain[me], gain[:, me]
    here = position[me]
    apart = position != here
    conflict = apart & (theirs > mine) & (mine > 0)
    pressed = apart & (theirs > 0) & (mine < 0)
    compromise = pressed & (theirs > -mine)
    capitulation = pressed & (theirs < -mine)
    if conflict.any():
        return _nearest(position[conflict], here)
    if compromise.any():
        ours, other, there = mine[compromise], theirs[compromise], position[compromise]
        met = here + (there - here) * np.abs(ours / other)
        if reading.compromise == "smallest move":
            return _nearest(met, here)
        middle = (-ours * here + other * there) / (other - ours)
        return float(met[np.lexsort((met, middle))[0]])
    if capitulation.any():
        return _nearest(position[capitulation], here)
    return float(here)


def _nearest(offers: Draws, here: float) -> float:
    """The offer that asks least; the lower of two that ask the same."""
    return float(offers[np.lexsort((offers, np.abs(offers - here)))[0]])
