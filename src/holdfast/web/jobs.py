"""Work in the background: one queue, a few threads, progress, and an end to it when asked."""

import logging
import secrets
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from importlib import import_module
from queue import SimpleQueue
from threading import Lock, Thread
from typing import TYPE_CHECKING

from holdfast.core.errors import HoldfastError, bad_input
from holdfast.web.library import Choice, Library
from holdfast.web.records import OPEN, Job
from holdfast.web.settings import Keep
from holdfast.web.words import marked

if TYPE_CHECKING:
    from holdfast.web.store import Store

LOG = logging.getLogger("holdfast.web")

AGAIN = marked("Begun again from the start: holdfast was stopped while it worked on this.")
"""What a job says that was cut off."""

FAULT = marked("holdfast failed in a way it should not.")
"""What a job says that failed through our own fault."""

Tell = Callable[[int, int], None]
Work = Callable[[Library, str, Choice, Tell], str]


def _work(library: Library, kind: str, choice: Choice, tell: Tell) -> str:
    """The work itself; its engines are loaded with the first job."""
    done: str = import_module("holdfast.web.work").work(library, kind, choice, tell)
    return done


class Stopped(Exception):  # noqa: N818 - no error: somebody asked for it
    """The work was asked to stop."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is."""

    done: int = 0
    total: int = 1

    @property
    def percent(self) -> int:
        """In whole percent, never more than 99 before it is done."""
        return min(99, int(100 * self.done / max(1, self.total)))


class Jobs:
    """The queue and its threads.

    Parameters
    ----------
    library : of cases.
    workers : threads; 0 leaves the queue to `one`, for tests.
    waiting : most jobs that may wait.
    does : the work itself.
    keep : how long answers are kept.
    """

    def __init__(
        self,
        library: Library,
        workers: int = 1,
        waiting: int = 20,
        does: Work = _work,
        *,
        keep: Keep = Keep(),  # noqa: B008  frozen
    ) -> None:
        self._library, self._does, self._most = library, does, waiting
        self._keep = keep
        self._store: Store = library.store
        self._queue: SimpleQueue[str] = SimpleQueue()
        self._progress: dict[str, Progress] = {}
        self._stop: set[str] = set()
        self._here: set[str] = set()  # worked on by a thread of this process
        self._lock = Lock()
        self._workers = workers

    def start(self) -> None:
        """Begin to work; what a crash or a restart has cut off is begun again."""
        self._store.prune(self._keep.days, self._keep.each)
        for job in self._store.open_jobs():
            says = AGAIN if job.state == "working" else job.says
            self._store.mark_job(replace(job, state="waiting", says=says))
            self._queue.put(job.id)
        for _ in range(self._workers):
            Thread(target=self._run, daemon=True, name="holdfast-job").start()

    def ask(self, kind: str, choice: Choice) -> Job:
        """Have this worked out, unless that is under way already.

        Raises
        ------
        HoldfastError
            HF466 where too much is waiting.
        """
        key: str = import_module("holdfast.web.work").key_of(self._library, kind, choice)
        with self._lock:
            known = self._store.job_for(key)
            if known is not None and (known.state in OPEN or self._fresh(known)):
                return known
            if len(self._store.open_jobs()) >= self._most:
                remedy = "wait until some are done, or cancel one"
                raise bad_input("HF466", "too many answers are being worked out", remedy=remedy)
            asked = {"kind": kind, **asdict(choice)}
            job = Job(secrets.token_hex(8), key, asked, "waiting", "", "")
            self._store.put_job(job)
        self._queue.put(job.id)
        return job

    def progress(self, job: Job) -> Progress:
        """How far is this job?"""
        return self._progress.get(job.id, Progress())

    def cancel(self, job: Job) -> None:
        """Stop this job; what it has found is dropped."""
        with self._lock:
            now = self._store.job(job.id)
            if now is None or now.state not in OPEN:
                return
            if now.id not in self._here:  # waiting, or its end could not be written down
                self._store.mark_job(replace(now, state="cancelled"))
            else:
                self._stop.add(job.id)

    def forget(self, about: str, id: str) -> None:
        """Stop every job that was asked about this: `case` or `article`, by id."""
        for job in self._store.open_jobs():
            if job.asked.get(about) == id:
                self.cancel(job)

    def one(self) -> None:
        """Do the next job of the queue."""
        job = self._begun(self._queue.get())
        if job is None:
            return
        try:
            ended, body = self._ended(job)
            with self._lock:
                self._store.mark_job(ended, body)
        finally:
            self._stop.discard(job.id)
            self._here.discard(job.id)
            self._progress.pop(job.id, None)
        self._store.prune(self._keep.days, self._keep.each)

    def _run(self) -> None:
        while True:
            try:
                self.one()
            except Exception:  # the thread goes on whatever happened to one job
                LOG.exception("a job could not be ended")

    def _begun(self, id: str) -> Job | None:
        with self._lock:
            job = self._store.job(id)
            if job is None or job.state != "waiting":
                return None
            job = replace(job, state="working")
            if not self._store.mark_job(job):
                return None
            self._here.add(id)
        return job

    def _ended(self, job: Job) -> tuple[Job, str | None]:
        """What becomes of the job, and the answer that it has found."""
        body = None
        try:
            if self._store.result(job.key) is None:
                kind, choice = _asked(job.asked)
                body = self._does(self._library, kind, choice, self._teller(job.id))
        except Stopped:
            return replace(job, state="cancelled"), None
        except HoldfastError as error:
            return replace(job, state="failed", says=str(error)), None
        except Exception:
            LOG.exception("job %s failed", job.id)
            return replace(job, state="failed", says=FAULT), None
        return replace(job, state="done"), body

    def _teller(self, id: str) -> Tell:
        def tell(done: int, total: int) -> None:
            if id in self._stop:
                raise Stopped
            self._progress[id] = Progress(done, total)

        return tell

    def _fresh(self, job: Job) -> bool:
        return job.state == "done" and self._store.result(job.key) is not None


def _asked(asked: Mapping[str, object]) -> tuple[str, Choice]:
    names = {one.name for one in fields(Choice)}
    given = {name: value for name, value in asked.items() if name in names}
    return str(asked["kind"]), Choice(**given)  # type: ignore[arg-type]
