"""The whole answer: every question a case can be asked, on the same draws."""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Lock
from typing import TypeVar

from holdfast.commitment.game.answers import at_once
from holdfast.conflict.conflict import Conflict
from holdfast.core.errors import bad_input
from holdfast.core.finding import Finding
from holdfast.study.ensemble import Ensemble
from holdfast.study.game.futures import Asked, futures
from holdfast.study.game.hinges import hinges
from holdfast.study.game.window import window
from holdfast.study.stable import Reasons, stability
from holdfast.study.table import who_comes

Progress = Callable[[str], None]
"""Called with the name of a question once it is answered."""

DRAWS = 1000
"""Draws unless the case or the user says otherwise."""

SEED = 20250301
"""The seed unless the case or the user says otherwise."""


def questions(
    ensemble: Ensemble, solved_games: Callable[[int], None] | None = None
) -> Mapping[str, Callable[[], Finding]]:
    """Which questions can this case be asked, and how is each answered?

    Parameters
    ----------
    ensemble : the draws.
    solved_games : told of games solved, while a question is worked on.
    """
    conflict = ensemble.conflict
    asked: dict[str, Callable[[], Finding]] = {}
    if conflict.contest is not None and conflict.packages:
        solved = _once(lambda: window(ensemble.for_game, progress=solved_games))
        asked["hinges"] = lambda: hinges(ensemble.for_game, solved()[1])
        asked["table"] = lambda: who_comes(ensemble)
        asked["window"] = lambda: solved()[0]
        asked["futures"] = lambda: futures(ensemble.for_game, Asked(), progress=solved_games)
    if conflict.space is not None:
        asked["stability"] = lambda: stability(ensemble, why=Reasons.EQUILIBRIA)
    if not asked:
        what = f"{conflict.id} has no issues, and no guarantee to the target of a contest"
        raise bad_input("HF401", what, remedy="add guarantees: or issues: to the case")
    return asked


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
