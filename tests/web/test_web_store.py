"""What is kept survives: revisions, decisions, jobs, and a process that is killed."""

import subprocess
import sys
import textwrap
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from holdfast.core.errors import HoldfastError
from holdfast.web.records import Article, Change, Decision, Job
from holdfast.web.store import Store

ADA = Change("Ada", "tried")


def test_every_change_is_kept_with_who_and_when():
    clock = iter(f"2025-03-0{day}T00:00:00+00:00" for day in range(1, 9))
    store = Store(now=lambda: next(clock))
    store.add_case("a", "one", ADA)
    assert store.add_revision("a", "two", Change("Bob", "better"), 1) == 2
    kept = [(r.number, r.text, r.who, r.note) for r in store.revisions("a")]
    assert kept == [(2, "two", "Bob", "better"), (1, "one", "Ada", "tried")]
    assert store.revision("a").at > store.revision("a", 1).at
    assert store.revision("a", 7) is None
    assert store.revision("b") is None
    store.close()


def test_who_comes_second_is_refused(store):
    store.add_case("a", "one", ADA)
    store.add_revision("a", "two", ADA, 1)
    with pytest.raises(HoldfastError, match="HF464"):
        store.add_revision("a", "other", ADA, 1)
    with pytest.raises(HoldfastError, match="HF464"):
        store.add_case("a", "one", ADA)
    assert store.revision("a").text == "two"


def test_a_decision_and_its_revision_are_kept_together_or_not_at_all(store):
    store.add_case("a", "one", ADA)
    decision = Decision("a", "item", "says", "accepted", "Ada")
    with pytest.raises(HoldfastError):
        store.decide(decision, "two", after=9)
    assert store.decisions("a") == []
    store.decide(decision, "two", after=1)
    assert [one.item for one in store.decisions("a")] == ["item"]


def test_articles_and_results_are_kept_once(store):
    article = Article("x", "name", "Title", b"\x00\xff", "Ada", "")
    store.add_article(article)
    store.add_article(article)
    assert store.articles() == [("x", "Title")]
    assert store.article("x").content == b"\x00\xff"
    job = Job("j", "k", {"case": "a"}, "working", "", "")
    store.put_job(job)
    for body in ("one", "two"):
        assert store.mark_job(replace(job, state="done"), body)
    assert store.result("k") == "two"
    assert store.result("other") is None


def test_all_of_it_is_there_when_the_file_is_opened_again(tmp_path):
    path = tmp_path / "deep" / "web.sqlite3"
    store = Store(str(path))
    store.add_case("a", "one", ADA)
    store.put_job(Job("j", "k", {"case": "a"}, "working", "", ""))
    secret = store.secret("seal")
    store.close()
    again = Store(str(path))
    assert again.cases() == ["a"]
    assert again.secret("seal") == secret
    assert [job.asked for job in again.open_jobs()] == [{"case": "a"}]
    assert again.sound()
    assert path.stat().st_mode & 0o077 == 0
    again.close()


@pytest.mark.parametrize("content", [b"not a database at all" * 100, None])
def test_a_file_that_is_no_database_is_refused(tmp_path, content):
    path = tmp_path / "x"
    if content is None:
        path.mkdir()
    else:
        path.write_bytes(content)
    with pytest.raises(HoldfastError, match="HF462"):
        Store(str(path))


KILLER = """
import os, random, signal, sys, time
from holdfast.web.records import Change, Decision
from holdfast.web.store import Store
path, rounds = sys.argv[1], int(sys.argv[2])
first = Store(path); first.add_case("a", "1", Change("x", "")); first.close()
choose = random.Random(8)
for turn in range(rounds):
    hear, tell = os.pipe()
    child = os.fork()
    if child == 0:
        store = Store(path)
        while True:
            last = store.revision("a").number
            text = str(last + 1) * 2000
            store.decide(Decision("a", "i", "", "accepted", "x"), text, last)
            os.write(tell, f"{last + 1} ".encode())
    os.close(tell)
    time.sleep(choose.uniform(0.004, 0.03))
    os.kill(child, signal.SIGKILL); os.waitpid(child, 0)
    said = b""
    while piece := os.read(hear, 65536):
        said += piece
    os.close(hear)
    store = Store(path)
    assert store.sound()
    kept = store.revisions("a")
    promised = max((int(n) for n in said.split()), default=1)
    assert kept[0].number >= promised, (kept[0].number, promised)
    assert [r.number for r in kept] == list(range(len(kept), 0, -1))
    assert all(r.text == str(r.number) * (2000 if r.number > 1 else 1) for r in kept)
    assert len(store.decisions("a")) == len(kept) - 1
    store.close()
print(len(kept))
"""


@pytest.mark.skipif(not hasattr(__import__("os"), "fork"), reason="needs os.fork")
def test_a_hundred_kills_during_writes_lose_nothing(tmp_path):
    """Every write that was acknowledged is there, whole, and the file holds together."""
    code = textwrap.dedent(KILLER)
    args = [sys.executable, "-W", "ignore", "-c", code, str(tmp_path / "k.sqlite3"), "100"]
    done = subprocess.run(args, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 50  # it was writing


def clock(days):
    """A clock that can be put forward."""
    return lambda: (datetime(2025, 1, 1, tzinfo=UTC) + timedelta(days=days[0])).isoformat(
        timespec="seconds"
    )


def test_old_answers_go_and_the_newest_of_each_case_stay():
    days = [0]
    store = Store(now=clock(days))
    store.add_case("a", "one", ADA)
    store.decide(Decision("a", "item", "says", "accepted", "Ada"), "two", after=1)
    for day in range(10):
        days[0] = day
        for case in "ab":
            name = f"{case}{day}"
            store.put_job(Job(name, name, {"case": case}, "working", "", ""))
            store.mark_job(Job(name, name, {"case": case}, "done", "", ""), "answer")
    store.put_job(Job("open", "x", {"case": "a"}, "waiting", "", ""))
    days[0] = 100
    store.put_job(Job("new", "n", {"case": "a"}, "working", "", ""))
    store.mark_job(Job("new", "n", {"case": "a"}, "done", "", ""), "answer")
    # by hand: of a the new one and two more, of b three; the other 8 + 7 go
    assert store.prune(days=30, each=3) == 15
    kept = [n for n in ("n", "a9", "a8", "a7", "b9", "b8", "b7", "b6") if store.result(n)]
    assert kept == ["n", "a9", "a8", "b9", "b8", "b7"]
    assert [job.id for job in store.open_jobs()] == ["open"]
    assert store.job("a9") is not None
    assert store.job("a1") is None
    assert [r.number for r in store.revisions("a")] == [2, 1]
    assert len(store.decisions("a")) == 1
    assert store.prune(days=30, each=3) == 0
    assert store.sound()
    store.close()


SECRET = "the-words-of-a-source-who-fears"


def bytes_of(path):
    return b"".join(one.read_bytes() for one in path.parent.glob(path.name + "*"))


def test_what_is_forgotten_is_in_no_file(tmp_path):
    """Neither in the database nor in its log, also where it was large or changed."""
    path = tmp_path / "w.sqlite3"
    store = Store(str(path))
    article = Article("aaaa", f"{SECRET}.txt", SECRET, SECRET.encode() * 9_000, SECRET, "")
    store.add_article(article)
    store.add_case("mine", SECRET * 3_000, Change("Ada", SECRET), "aaaa")
    store.add_case("other", "quiet", Change("Ada", "stays"))
    store.decide(Decision("mine", "i", SECRET, "accepted", "Ada"), f"{SECRET} two", after=1)
    asked = {"case": "mine", "article": "aaaa"}
    store.put_job(Job("j", "k", asked, "working", SECRET, ""))
    store.mark_job(Job("j", "k", asked, "done", "", ""), SECRET * 5_000)
    assert SECRET.encode() in bytes_of(path)
    assert store.drafted_from("aaaa") == ["mine"]
    assert store.forget_article("aaaa", "Ada")
    assert store.article("aaaa") is None
    assert store.result("k") is None
    assert store.revision("mine") is not None
    assert store.article_of("mine") == ""
    assert store.forget_case("mine", "Ada")
    left = bytes_of(path)
    # the name that the person gave herself stands in the log, with what she did
    assert left.count(SECRET.encode()) == 1
    assert store.cases() == ["other"]
    said = [(who, what) for _, who, what in store.log()]
    assert said[0] == ("Ada", "case mine forgotten")
    assert ("Ada", "an article forgotten") in said
    assert ("Ada", "case other added: stays") in said
    assert not any("aaaa" in what for _, what in said)
    assert store.sound()
    assert not store.forget_case("mine", "Ada")
    store.close()
    assert bytes_of(path).count(SECRET.encode()) == 1


def test_a_file_is_served_once(tmp_path):
    path = str(tmp_path / "w.sqlite3")
    first, second = Store(path), Store(path)
    first.claim()
    with pytest.raises(HoldfastError, match="HF462"):
        second.claim()
    first.close()
    second.claim()
    second.close()
