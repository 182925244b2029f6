"""What leaves the database: answers that have grown old, and what a person wants forgotten.

Cases, revisions and decisions about evidence never grow old: only a person takes them out.
"""

import sqlite3

_OWNED = """
SELECT key, at, owner, row_number() OVER (PARTITION BY owner ORDER BY at DESC, key) AS place
FROM (SELECT results.key, results.at, (
  SELECT json_extract(asked, '$.case') FROM jobs WHERE jobs.key = results.key LIMIT 1) AS owner
  FROM results)
"""
_CLOSED = "state NOT IN ('waiting', 'working')"
_ASKED = "SELECT key FROM jobs WHERE json_extract(asked, ?) = ?"
CASE, ARTICLE = "$.case", "$.article"
"""Where a job says what it was asked about."""


def prune(link: sqlite3.Connection, before: str, each: int) -> int:
    """Drop answers made before this time, but for the newest of each case; how many went?

    Parameters
    ----------
    link : to the database, within a transaction.
    before : time as the database writes it.
    each : answers that a case keeps however old they are.
    """
    gone = link.execute(
        f"DELETE FROM results WHERE key IN (SELECT key FROM ({_OWNED})"  # noqa: S608  constant
        " WHERE at < ? AND (owner IS NULL OR place > ?))",
        (before, each),
    ).rowcount
    link.execute(
        f"DELETE FROM jobs WHERE {_CLOSED} AND at < ?"  # noqa: S608  constant
        " AND key NOT IN (SELECT key FROM results)",
        (before,),
    )
    return gone


def forget_answers(link: sqlite3.Connection, about: str, id: str) -> None:
    """Drop every job that was asked about this, done or not, with its answer."""
    link.execute(f"DELETE FROM results WHERE key IN ({_ASKED})", (about, id))  # noqa: S608
    link.execute("DELETE FROM jobs WHERE json_extract(asked, ?) = ?", (about, id))


def forget_case(link: sqlite3.Connection, case: str) -> bool:
    """Drop a case with its revisions, decisions and answers; whether there was one."""
    forget_answers(link, CASE, case)
    link.execute('DELETE FROM decisions WHERE "case" = ?', (case,))
    link.execute('DELETE FROM revisions WHERE "case" = ?', (case,))
    found = link.execute("DELETE FROM cases WHERE id = ?", (case,)).rowcount
    _silence(link, f"case {case} ", f"case {case} changed, since forgotten")
    return bool(found)


def forget_article(link: sqlite3.Connection, article: str) -> bool:
    """Drop an article and the answers that audit it; whether there was one."""
    forget_answers(link, ARTICLE, article)
    link.execute("UPDATE cases SET article = NULL WHERE article = ?", (article,))
    found = link.execute("DELETE FROM articles WHERE id = ?", (article,)).rowcount
    # its id is a hash of its words, which would tell whoever has them that they were here
    _silence(link, f"article {article} ", "an article added, since forgotten")
    return bool(found)


def _silence(link: sqlite3.Connection, start: str, instead: str) -> None:
    """Take what people wrote out of the log's lines about this; who and when stay."""
    link.execute(
        "UPDATE log SET what = ? WHERE substr(what, 1, ?) = ?", (instead, len(start), start)
    )
