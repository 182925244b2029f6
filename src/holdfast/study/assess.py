"""The whole answer: every question a case can be asked, on the same draws."""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Event, Lock
from typing import TypeVar

from holdfast.commitment.game.answers import at_once
from holdfast.conflict.conflict import Conflict
from holdfast.core.errors import bad_input
from holdfast.core.finding import Finding
from holdfast.study.ensemble import Ensemble
from holdfast.study.game.futures import Asked, futures
from holdfast.study.game.hinges import hinges
from holdfast.study.game.window import games_in, window
from holdfast.study.packages.compare import Wanted, compared, games_compared
from holdfast.study.packages.outcomes import Known
from holdfast.study.past.beside import past
from holdfast.study.sequence.answer import Asked as AskedSequence
from holdfast.study.sequence.answer import sequence, situations_in, why_not
from holdfast.study.stable import Reasons, stability
from holdfast.study.table import who_comes

Progress = Callable[[str], None]
"""Called with the name of a question once it is answered."""

DRAWS = 1000
"""Draws unless the case or the user says otherwise."""

SEED = 20250301
"""The seed unless the case or the user says otherwise."""

SEQUENCE_PART = 0.15
"""Part of the draws of the game in which the whole answer looks at orders of steps.

In all of them it would take two thirds of the time of everything else; the question on its own
is asked in all.
"""

LEAST = 5
"""Draws that such a part has at least, where the game has as many."""

Told = Callable[[int], None]
"""Called with the number of games solved since the last call."""

_Questions = dict[str, Callable[[], Finding]]


def questions(
    ensemble: Ensemble, solved_games: Told | None = None
) -> Mapping[str, Callable[[], Finding]]:
    """Which questions can this case be asked, and how is each answered?

    Parameters
    ----------
    ensemble : the draws.
    solved_games : told of games solved, while a question is worked on.
    """
    conflict = ensemble.conflict
    backed = conflict.contest is not None and bool(conflict.packages)
    if not backed and conflict.space is None:
        what = f"{conflict.id} has no issues, and no guarantee to the target of a contest"
        raise bad_input("HF401", what, remedy="add guarantees: or issues: to the case")
    asked: _Questions = {}
    if backed:
        asked |= _of_guarantees(ensemble, solved_games)
    if conflict.contest is not None and not backed:
        asked["packages"] = lambda: _packages(ensemble, {}, solved_games)
    if conflict.contest is not None and not why_not(conflict):
        asked["sequence"] = lambda: _sequence(ensemble, solved_games)
    if conflict.contest is not None:
        asked["past"] = lambda: past(conflict)
    if conflict.space is not None:
        asked["stability"] = lambda: stability(ensemble, why=Reasons.EQUILIBRIA)
    return asked


def games(ensemble: Ensemble) -> int:
    """How many games are told of while all questions of this case are worked on?"""
    few, conflict, count = ensemble.for_game, ensemble.conflict, 0
    if conflict.contest is None:
        return 0
    if conflict.packages:
        count += games_in(few) + few.draws * len(conflict.packages)
    count += games_compared(few, Wanted()) - few.draws * len(conflict.packages)
    if not why_not(conflict):
        count += _part(ensemble).draws * situations_in(conflict, AskedSequence())
    return count


def _of_guarantees(ensemble: Ensemble, solved_games: Told | None) -> _Questions:
    """What is asked about the guarantees of a case; the window's games are solved once."""
    few = ensemble.for_game
    solved = _once(lambda: window(few, progress=solved_games))

    def packages() -> Finding:
        known = {name: one.whole for name, one in solved()[1].items()}
        return _packages(ensemble, known, solved_games)

    return {
        "hinges": lambda: hinges(few, solved()[1]),
        "table": lambda: who_comes(ensemble),
        "window": lambda: solved()[0],
        "futures": lambda: futures(few, Asked(), progress=solved_games),
        "packages": packages,
    }


def _packages(ensemble: Ensemble, known: Known, solved_games: Told | None) -> Finding:
    return compared(ensemble.for_game, Wanted(deals=False), solved_games, known)[0]


def _sequence(ensemble: Ensemble, solved_games: Told | None) -> Finding:
    some = _part(ensemble)

    def passed(situations: int) -> None:
        if solved_games is not None:
            solved_games(situations * some.draws)

    return _in_part(sequence(some, AskedSequence(), passed), ensemble)


def _part(of: Ensemble) -> Ensemble:
    """The first draws of the game, as many as orders are looked at in."""
    few = of.for_game
    return replace(few, game_draws=max(LEAST, round(SEQUENCE_PART * few.draws))).for_game


def _in_part(found: Finding, of: Ensemble) -> Finding:
    """The finding, saying in its method that it stands on a part of the game's draws."""
    whole = of.for_game.draws
    if found.draws == whole:
        return found
    said = (
        f"Here in the first {found.draws} of the game's {whole} draws, to save time; its own "
        "command takes all of them."
    )
    return replace(found, method=f"{found.method} {said}")


_Answer = TypeVar("_Answer")


def _once(work: Callable[[], _Answer]) -> Callable[[], _Answer]:
    """The work, done once however many threads ask for it."""
    lock = Lock()
    found: list[_Answer] = []

    def ask() -> _Answer:
        with lock:
            if not found:
                found.append(work())
            return found[0]

    return ask


def assess(
    ensemble: Ensemble, *, threads: int = 1, progress: Progress | None = None
) -> dict[str, Finding]:
    """What does holdfast say about this case, question by question?

    Parameters
    ----------
    ensemble : the draws.
    threads : how many questions are worked on at once; the answers do not depend on it.
    progress : told of every answer, in the order of the questions.

    Returns
    -------
    The findings by name, in a fixed order.
    """
    stopped = Event()

    def go_on(games: int) -> None:
        del games
        if stopped.is_set():
            raise InterruptedError

    asked = questions(ensemble, go_on)
    found: dict[str, Finding] = {}
    with ThreadPoolExecutor(max(1, threads)) as pool, at_once(pool, stopped.set):
        jobs = {name: pool.submit(answer) for name, answer in asked.items()}
        for name, job in jobs.items():
            found[name] = job.result()
            if progress is not None:
                progress(name)
    return found


def settings(conflict: Conflict, draws: int | None, seed: int | None) -> tuple[int, int]:
    """With how many draws and which seed is this case studied?

    What the user says counts first, then what the case asks for, then `DRAWS` and `SEED`.
    """
    asked = next((q.options for q in conflict.asks if q.name == "sensitivity"), ())
    wanted: dict[str, object] = {"samples": DRAWS, "seed": SEED, **dict(asked)}
    return (
        int(str(wanted["samples"])) if draws is None else draws,
        int(str(wanted["seed"])) if seed is None else seed,
    )
