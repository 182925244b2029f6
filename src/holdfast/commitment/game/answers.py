"""What solved games say at their start, for many games at once."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, fields

import numpy as np

from holdfast.commitment.game.games import Games
from holdfast.commitment.game.grids import GRIDS, Values
from holdfast.commitment.game.kernel import Kernel, rows
from holdfast.commitment.game.parameters import GameParameters
from holdfast.commitment.game.readings import readings
from holdfast.commitment.game.solution import HORIZON

Progress = Callable[[int], None]
"""Called with the number of games that were done since the last call."""

_CHUNK = 8  # games solved at a stretch; answers do not depend on it


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """What each of many games comes to; shape (games,), or (games, quarters) where it says so.

    Parameters
    ----------
    war_challenger, war_target : worth of going on with the war, now.
    terms : A's share in the terms that the two would reach now; where there are none by which
        both gain, those of least loss.
    agreed : 1 where there are terms between the red lines by which neither loses, else 0.
    line_challenger, line_target, terms_challenger, terms_target : worth of a settlement at the
        line, and at the terms.
    offered, accepted, deal_signed, works : chance in this quarter that T offers, that A would
        accept, that talks lead to a deal, and that talks work and the public ratifies.
    escalated_challenger, escalated_target : chance of escalating in this quarter.
    over_probe_line, over_attack_line, over_strike_line : how much A gains by complying rather
        than probing, than attacking, and T by staying rather than striking; at the line.
    over_probe_terms, over_attack_terms, over_strike_terms : the same at the terms.
    change_one, change_two : greatest change of any value over the last one and two quarters of
        the recursion; change_one_start, change_two_start : of the worth of war at the start.
    war_quarters : expected quarters of war in ten years.
    escalations_challenger, escalations_target : expected quarters in which each escalates.
    won : chance that A wins the war within ten years.
    offers_made : expected number of offers of talks in ten years.
    deals_share, deals_support : A's share, and the guarantors' level of support, in the first
        deals made; 0 where none is ever made.
    holds_line, attacked_line : chance that a settlement at the line is still kept after each
        quarter, and that A has attacked; (games, quarters).
    holds_terms, attacked_terms, holds_deals, attacked_deals : the same at the terms, and for
        the first deals made within five years, since their signing; (games, quarters).
    talks, deal : chance that talks, and a deal, have come by the end of each quarter.
    in_war, in_talks, in_peace : chance of being in each phase at the end of each quarter; the
        rest has seen the war decided.
    """

    war_challenger: Values
    war_target: Values
    terms: Values
    agreed: Values
    line_challenger: Values
    line_target: Values
    terms_challenger: Values
    terms_target: Values
    offered: Values
    accepted: Values
    deal_signed: Values
    works: Values
    escalated_challenger: Values
    escalated_target: Values
    over_probe_line: Values
    over_attack_line: Values
    over_strike_line: Values
    over_probe_terms: Values
    over_attack_terms: Values
    over_strike_terms: Values
    change_one: Values
    change_two: Values
    change_one_start: Values
    change_two_start: Values
    war_quarters: Values
    escalations_challenger: Values
    escalations_target: Values
    won: Values
    offers_made: Values
    deals_share: Values
    deals_support: Values
    holds_line: Values
    attacked_line: Values
    holds_terms: Values
    attacked_terms: Values
    talks: Values
    deal: Values
    in_war: Values
    in_talks: Values
    in_peace: Values
    holds_deals: Values
    attacked_deals: Values

    def gains(self, side: str, at: str) -> Values:
        """By how much does a settlement beat going on with the war? Shape (games,).

        Parameters
        ----------
        side : challenger or target.
        at : line or terms.
        """
        settled: Values = getattr(self, f"{at}_{side}")
        return np.asarray(settled - getattr(self, f"war_{side}"))

    def piece(self, start: int, stop: int) -> "Answers":
        """What do the games from `start` up to, not including, `stop` come to?"""
        return Answers(**{name: getattr(self, name)[start:stop] for name in _NAMES})


def answers(
    games: Games | Sequence[GameParameters],
    *,
    grid: str = "fine",
    horizon: int = HORIZON,
    later: bool = False,
    threads: int | None = None,
    progress: Progress | None = None,
) -> Answers:
    """What does each of these games come to at its start?

    Parameters
    ----------
    games : at least one.
    grid : a key of `GRIDS`: fine, the published grid, or coarse, a twelfth of the work.
    horizon : quarters looked ahead, at least 2.
    later : whether to follow how the conflict unfolds over ten years; zeros where not.
    threads : how many work at once, as many as there are cores by default. The answers do not
        depend on it, nor on how the games are cut into pieces.
    progress : told as games are done.
    """
    many = games if isinstance(games, Games) else Games.listed(games)
    pieces = [many.piece(start, start + _CHUNK) for start in range(0, len(many), _CHUNK)]

    def work(piece: Games) -> dict[str, Values]:
        kernel = Kernel.find(grid)
        if kernel is None:
            found = [readings(game, GRIDS[grid], horizon, later=later) for game in piece.each()]
            return {name: np.stack([one[name] for one in found]) for name in _NAMES}
        return kernel.answer(rows(piece), horizon, later=later)

    done = []
    with ThreadPoolExecutor(max_workers=threads or os.cpu_count() or 1) as pool, at_once(pool):
        for piece, found in zip(pieces, pool.map(work, pieces), strict=True):
            done.append(found)
            if progress is not None:
                progress(len(piece))
    return Answers(**{name: np.concatenate([one[name] for one in done]) for name in _NAMES})


def one_after_another(parts: Sequence[Answers]) -> Answers:
    """What do all these games come to, those of the first part first?"""
    return Answers(
        **{name: np.concatenate([getattr(one, name) for one in parts]) for name in _NAMES}
    )


@contextmanager
def at_once(pool: ThreadPoolExecutor, tell: Callable[[], None] | None = None) -> Iterator[None]:
    """End at once where something goes wrong inside, the user's Ctrl-C among it.

    Parameters
    ----------
    pool : what it has not begun is not begun.
    tell : called then, to end what is at work.
    """
    try:
        yield
    except BaseException:
        if tell is not None:
            tell()
        pool.shutdown(wait=False, cancel_futures=True)
        raise


_NAMES = tuple(field.name for field in fields(Answers))
