"""The one module that opens the database: cases, revisions, articles, decisions, jobs, log.

SQLite with a write-ahead log: every change is one transaction, so a process killed at any
moment leaves either the change or what was before it. What is deleted is overwritten.
"""

import json
import secrets
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import RLock

from holdfast.core.errors import bad_input
from holdfast.web import retention
from holdfast.web.records import Article, Change, Decision, Job, Revision

_SCHEMA = """
CREATE TABLE IF NOT EXISTS secrets (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS articles (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, title TEXT NOT NULL, content BLOB NOT NULL,
  who TEXT NOT NULL, at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS cases (
  id TEXT PRIMARY KEY, article TEXT REFERENCES articles(id), at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS revisions (
  "case" TEXT NOT NULL REFERENCES cases(id), number INTEGER NOT NULL, text TEXT NOT NULL,
  who TEXT NOT NULL, note TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY ("case", number));
CREATE TABLE IF NOT EXISTS decisions (
  id INTEGER PRIMARY KEY, "case" TEXT NOT NULL, item TEXT NOT NULL, says TEXT NOT NULL,
  verdict TEXT NOT NULL, who TEXT NOT NULL, at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS jobs (
  id TEXT PRIMARY KEY, key TEXT NOT NULL, asked TEXT NOT NULL, state TEXT NOT NULL,
  says TEXT NOT NULL, at TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS jobs_by_key ON jobs (key, at);
CREATE TABLE IF NOT EXISTS results (key TEXT PRIMARY KEY, body TEXT NOT NULL, at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS log (
  id INTEGER PRIMARY KEY, who TEXT NOT NULL, what TEXT NOT NULL, at TEXT NOT NULL);
"""


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


class Store:
    """Everything that outlives a request.

    Parameters
    ----------
    database : the file; empty for memory alone.
    now : the time, as text.
    """

    def __init__(self, database: str = "", now: Callable[[], str] = _now) -> None:
        self._lock, self._now = RLock(), now
        self._database = database
        self._claim: sqlite3.Connection | None = None
        try:
            if database:
                Path(database).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                Path(database).touch(mode=0o600)
            self._link = sqlite3.connect(
                database or ":memory:", check_same_thread=False, isolation_level=None
            )
            self._link.execute("PRAGMA auto_vacuum=INCREMENTAL")
            self._link.execute("PRAGMA secure_delete=ON")
            self._link.execute("PRAGMA journal_mode=WAL")
            self._link.execute("PRAGMA synchronous=FULL")
            self._link.execute("PRAGMA foreign_keys=ON")
            self._link.execute("PRAGMA busy_timeout=5000")
            self._link.executescript(_SCHEMA)
        except (OSError, sqlite3.Error) as error:
            what = f"cannot keep cases in {database}: {error}"
            raise bad_input("HF462", what, remedy="name another file with --data") from None

    def claim(self) -> None:
        """Have the file to ourselves while this process lives, so that no job is done twice.

        Raises
        ------
        HoldfastError
            HF462 where another process has it.
        """
        if not self._database:
            return
        claim = sqlite3.connect(f"{self._database}-serving", timeout=0.0, isolation_level=None)
        try:
            claim.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error:
            claim.close()
            what = f"another holdfast serves the cases in {self._database}"
            remedy = "stop that one, or name another file with --data"
            raise bad_input("HF462", what, remedy=remedy) from None
        self._claim = claim

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._link.close()
            if self._claim is not None:
                self._claim.close()

    def sound(self) -> bool:
        """Whether the database holds together."""
        return [str(row[0]) for row in self._rows("PRAGMA integrity_check")] == ["ok"]

    def secret(self, name: str) -> str:
        """A random secret of this installation, made when it is first asked for."""
        with self._changing() as link:
            made = secrets.token_hex(32)
            link.execute("INSERT OR IGNORE INTO secrets VALUES (?, ?)", (name, made))
        return str(self._rows("SELECT value FROM secrets WHERE name=?", name)[0][0])

    # cases and their revisions

    def cases(self) -> list[str]:
        """Ids of all cases, the newest first."""
        return [str(row[0]) for row in self._rows("SELECT id FROM cases ORDER BY at DESC, id")]

    def add_case(self, case: str, text: str, change: Change, article: str = "") -> None:
        """Keep a new case; its text is revision 1. HF464 where the id is taken."""
        with self._changing() as link:
            if link.execute("SELECT 1 FROM cases WHERE id=?", (case,)).fetchone():
                raise bad_input("HF464", f"there is a case '{case}' already")
            at = self._now()
            link.execute("INSERT INTO cases VALUES (?, ?, ?)", (case, article or None, at))
            row = (case, 1, text, change.who, change.note, at)
            link.execute("INSERT INTO revisions VALUES (?, ?, ?, ?, ?, ?)", row)
            self._note(link, change.who, f"case {case} added: {change.note}")

    def add_revision(self, case: str, text: str, change: Change, after: int) -> int:
        """Keep a change of a case; returns its number.

        Raises
        ------
        HoldfastError
            HF464 where somebody else has changed the case since revision `after`.
        """
        with self._changing() as link:
            return self._revise(link, case, text, change, after)

    def revisions(self, case: str) -> list[Revision]:
        """Every state that the case has had, the latest first."""
        rows = self._rows('SELECT * FROM revisions WHERE "case"=? ORDER BY number DESC', case)
        return [Revision(*row) for row in rows]

    def revision(self, case: str, number: int = 0) -> Revision | None:
        """One state of the case, the latest by default; None where there is none."""
        rows = self._rows(
            'SELECT * FROM revisions WHERE "case"=? AND (?=0 OR number=?)'
            " ORDER BY number DESC LIMIT 1",
            case,
            number,
            number,
        )
        return Revision(*rows[0]) if rows else None

    def article_of(self, case: str) -> str:
        """Id of the article that the case was drafted from; empty where there is none."""
        rows = self._rows("SELECT article FROM cases WHERE id=?", case)
        return str(rows[0][0] or "") if rows else ""

    # articles and decisions about evidence

    def add_article(self, article: Article) -> None:
        """Keep an article; the same words are kept once."""
        with self._changing() as link:
            row = (
                article.id,
                article.name,
                article.title,
                article.content,
                article.who,
                self._now(),
            )
            link.execute("INSERT OR IGNORE INTO articles VALUES (?, ?, ?, ?, ?, ?)", row)
            self._note(link, article.who, f"article {article.id} added")

    def article(self, id: str) -> Article | None:
        """The article of this id; None where there is none."""
        rows = self._rows("SELECT * FROM articles WHERE id=?", id)
        return Article(*rows[0]) if rows else None

    def articles(self) -> list[tuple[str, str]]:
        """Id and title of every article, the newest first."""
        rows = self._rows("SELECT id, title FROM articles ORDER BY at DESC, id")
        return [(str(id), str(title)) for id, title in rows]

    def decide(self, decision: Decision, text: str, after: int) -> int:
        """Keep a decision with the revision that carries it out, both or neither."""
        change = Change(decision.who, f"{decision.verdict}: {decision.item}")
        with self._changing() as link:
            link.execute(
                'INSERT INTO decisions ("case", item, says, verdict, who, at)'
                " VALUES (?, ?, ?, ?, ?, ?)",
                (
                    decision.case,
                    decision.item,
                    decision.says,
                    decision.verdict,
                    decision.who,
                    self._now(),
                ),
            )
            return self._revise(link, decision.case, text, change, after)

    def decisions(self, case: str) -> list[Decision]:
        """Every decision about the case's evidence, the latest first."""
        rows = self._rows(
            'SELECT "case", item, says, verdict, who, at FROM decisions WHERE "case"=?'
            " ORDER BY id DESC",
            case,
        )
        return [Decision(*row) for row in rows]

    # jobs and results

    def put_job(self, job: Job) -> None:
        """Keep a new job."""
        with self._changing() as link:
            asked = json.dumps(dict(job.asked), sort_keys=True)
            row = (job.id, job.key, asked, job.state, job.says, job.at or self._now())
            link.execute("INSERT OR REPLACE INTO jobs VALUES (?, ?, ?, ?, ?, ?)", row)

    def job(self, id: str) -> Job | None:
        """The job of this id; None where there is none."""
        return self._job(self._rows("SELECT * FROM jobs WHERE id=?", id))

    def job_for(self, key: str) -> Job | None:
        """The latest job that makes this result; None where there was none."""
        return self._job(
            self._rows("SELECT * FROM jobs WHERE key=? ORDER BY at DESC, rowid DESC", key)
        )

    def open_jobs(self) -> list[Job]:
        """Jobs that still have something to do, the oldest first."""
        rows = self._rows(
            "SELECT * FROM jobs WHERE state IN ('waiting', 'working') ORDER BY at, rowid"
        )
        return [job for row in rows if (job := self._job([row])) is not None]

    def mark_job(self, job: Job, body: str | None = None) -> bool:
        """Keep what has become of a job, with its result; False where it was forgotten."""
        with self._changing() as link:
            row = (job.state, job.says, job.id)
            known = link.execute("UPDATE jobs SET state=?, says=? WHERE id=?", row).rowcount
            if known and body is not None:
                new = (job.key, body, self._now())
                link.execute("INSERT OR REPLACE INTO results VALUES (?, ?, ?)", new)
        return bool(known)

    def result(self, key: str) -> str | None:
        """The result of this hash; None where it is not there yet."""
        rows = self._rows("SELECT body FROM results WHERE key=?", key)
        return str(rows[0][0]) if rows else None

    # what leaves the database

    def prune(self, days: int, each: int) -> int:
        """Drop answers older than so many days, but for the newest of each case; how many?"""
        before = datetime.fromisoformat(self._now()) - timedelta(days=days)
        with self._changing() as link:
            gone = retention.prune(link, before.isoformat(timespec="seconds"), each)
        self._shrink()
        return gone

    def forget_case(self, case: str, who: str) -> bool:
        """Forget a case and all that was done about it; whether there was one."""
        with self._changing() as link:
            if found := retention.forget_case(link, case):
                self._note(link, who, f"case {case} forgotten")
        self._shrink()
        return found

    def forget_article(self, article: str, who: str) -> bool:
        """Forget an article and what was answered about it; whether there was one."""
        with self._changing() as link:
            if found := retention.forget_article(link, article):
                self._note(link, who, "an article forgotten")
        self._shrink()
        return found

    def drafted_from(self, article: str) -> list[str]:
        """Ids of the cases that were drafted from this article."""
        rows = self._rows("SELECT id FROM cases WHERE article=? ORDER BY id", article)
        return [str(row[0]) for row in rows]

    def _shrink(self) -> None:
        """Give free pages back, and leave nothing of them in the write-ahead log."""
        self._rows("PRAGMA incremental_vacuum")
        self._rows("PRAGMA wal_checkpoint(TRUNCATE)")

    def log(self) -> list[tuple[str, str, str]]:
        """Who did what and when, the latest 200 first."""
        rows = self._rows("SELECT at, who, what FROM log ORDER BY id DESC LIMIT 200")
        return [(str(at), str(who), str(what)) for at, who, what in rows]

    @staticmethod
    def _job(rows: list[tuple]) -> Job | None:  # type: ignore[type-arg]
        if not rows:
            return None
        id, key, asked, *rest = rows[0]
        return Job(id, key, json.loads(asked), *rest)

    def _revise(
        self, link: sqlite3.Connection, case: str, text: str, change: Change, after: int
    ) -> int:
        """The next revision, if `after` is still the last."""
        row = link.execute('SELECT max(number) FROM revisions WHERE "case"=?', (case,))
        if row.fetchone()[0] != after:
            what = f"somebody has changed {case} since revision {after}"
            raise bad_input("HF464", what, remedy="look at the latest and change it again")
        new = (case, after + 1, text, change.who, change.note, self._now())
        link.execute("INSERT INTO revisions VALUES (?, ?, ?, ?, ?, ?)", new)
        self._note(link, change.who, f"case {case} revision {after + 1}: {change.note}")
        return after + 1

    def _note(self, link: sqlite3.Connection, who: str, what: str) -> None:
        link.execute(
            "INSERT INTO log (who, what, at) VALUES (?, ?, ?)", (who, what, self._now())
        )

    def _rows(self, question: str, *given: object) -> list[tuple]:  # type: ignore[type-arg]
        with self._lock:
            return self._link.execute(question, given).fetchall()

    @contextmanager
    def _changing(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all of it, or nothing."""
        with self._lock:
            self._link.execute("BEGIN IMMEDIATE")
            try:
                yield self._link
            except BaseException:
                self._link.execute("ROLLBACK")
                raise
            self._link.execute("COMMIT")
