"""Work in the background: asked for once, watched, cancelled, begun again after a crash."""

import sqlite3
import threading

import pytest

from holdfast.core.errors import HoldfastError, bad_input
from holdfast.web.jobs import Jobs
from holdfast.web.library import Choice, Library
from holdfast.web.records import Change, Job

ELMIRA = Choice("elmira", draws=10)


def jobs_of(store, does, workers=0, waiting=20):
    return Jobs(Library(store), workers, waiting, does)


def test_what_is_asked_twice_is_worked_out_once(store):
    seen = []
    jobs = jobs_of(store, lambda lib, kind, choice, tell: seen.append(choice) or "answer")
    one, two = jobs.ask("assess", ELMIRA), jobs.ask("assess", ELMIRA)
    assert one.id == two.id
    jobs.one()
    assert store.result(one.key) == "answer"
    assert jobs.ask("assess", ELMIRA).state == "done"
    assert seen == [ELMIRA]


def test_another_seed_is_another_answer(store):
    jobs = jobs_of(store, lambda *_: "answer")
    keys = {jobs.ask("assess", Choice("elmira", draws=10, seed=seed)).key for seed in (1, 2)}
    assert len(keys) == 2


def test_progress_is_told_and_a_cancel_stops_the_work(store):
    reached, go_on = threading.Event(), threading.Event()

    def slow(library, kind, choice, tell):
        tell(1, 4)
        reached.set()
        go_on.wait(10)
        tell(2, 4)
        return "never"

    jobs = jobs_of(store, slow)
    job = jobs.ask("assess", ELMIRA)
    worker = threading.Thread(target=jobs.one)
    worker.start()
    assert reached.wait(10)
    assert jobs.progress(job).percent == 25
    jobs.cancel(job)
    go_on.set()
    worker.join(10)
    assert store.job(job.id).state == "cancelled"
    assert store.result(job.key) is None
    again = jobs.ask("assess", ELMIRA)
    assert (again.id != job.id, again.state) == (True, "waiting")


def test_a_waiting_job_that_was_cancelled_is_never_begun(store):
    jobs = jobs_of(store, lambda *_: pytest.fail("it was begun"))
    jobs.cancel(jobs.ask("assess", ELMIRA))
    jobs.one()


def test_what_goes_wrong_is_told(store, caplog):
    def mend(*_):
        raise bad_input("HF401", "no contest")

    def broken(*_):
        raise RuntimeError("inside")

    for seed, does, says in ((1, mend, "no contest"), (2, broken, "should not")):
        jobs = jobs_of(store, does)
        job = jobs.ask("assess", Choice("elmira", draws=10, seed=seed))
        jobs.one()
        assert store.job(job.id).state == "failed"
        assert says in store.job(job.id).says
        assert "inside" not in store.job(job.id).says


def test_the_queue_has_an_end(store):
    jobs = jobs_of(store, lambda *_: "", waiting=2)
    for seed in (1, 2):
        jobs.ask("assess", Choice("elmira", seed=seed))
    with pytest.raises(HoldfastError, match="HF466"):
        jobs.ask("assess", Choice("elmira", seed=3))


def test_a_job_cut_off_by_a_crash_is_begun_again_and_says_so(store):
    from dataclasses import replace

    dead = jobs_of(store, lambda *_: "")
    job = dead.ask("assess", ELMIRA)
    store.put_job(replace(job, state="working"))  # and the process is gone
    jobs = jobs_of(store, lambda *_: "answer")
    jobs.start()
    assert "Begun again from the start" in store.job(job.id).says
    jobs.one()
    assert store.result(job.key) == "answer"


def test_threads_work_the_queue_off(store):
    jobs = jobs_of(store, lambda *_: "answer", workers=2)
    jobs.start()
    keys = [jobs.ask("assess", Choice("elmira", seed=seed)).key for seed in range(5)]
    waited = threading.Event()
    for _ in range(200):
        if not store.open_jobs():
            break
        waited.wait(0.02)
    assert [store.result(key) for key in keys] == ["answer"] * 5


def test_the_work_itself_is_that_of_assess(answered, store):
    """A second way: the same findings as the study gives, through the database and back."""
    from holdfast.casefile.catalogue import open_case
    from holdfast.report.document import document
    from holdfast.study.assess import assess, settings
    from holdfast.study.ensemble import ensemble
    from holdfast.web.documents import findings_of, read_back

    client, _ = answered
    conflict = open_case("elmira")
    direct = assess(ensemble(conflict, settings(conflict, None, None)[1], 24, 2))
    text = client.get("/c/elmira/brief.json?draws=24&game_draws=2").json()
    assert text["brief"] == document(conflict, direct).brief.plain()
    kept = findings_of({"findings": text["findings"]})
    assert document(conflict, kept).sections == document(conflict, direct).sections
    assert read_back('{"a": 1}') == {"a": 1}


def test_a_job_is_worked_on_by_one_thread_alone(store):
    """However often it stands in the queue, and whoever else takes from it."""
    seen, go_on = [], threading.Event()

    def slow(*_):
        seen.append(1)
        go_on.wait(5)
        return "answer"

    jobs = jobs_of(store, slow, workers=3)
    job = jobs.ask("assess", ELMIRA)
    for _ in range(5):
        jobs._queue.put(job.id)
    jobs.start()  # puts it in once more
    again = [jobs.ask("assess", ELMIRA).id for _ in range(3)]
    go_on.set()
    for _ in range(200):
        if store.job(job.id).state == "done":
            break
        threading.Event().wait(0.02)
    assert again == [job.id] * 3
    assert seen == [1]


def test_what_is_forgotten_while_it_is_worked_on_leaves_nothing(store):
    reached, go_on = threading.Event(), threading.Event()

    def slow(library, kind, choice, tell):
        reached.set()
        go_on.wait(10)
        return "what the article says"

    jobs = jobs_of(store, slow)
    store.add_case("elmira", "text", Change("Ada", ""))
    store.revision("elmira")
    store.put_job(Job("j", "k", {"kind": "assess", "case": "elmira"}, "waiting", "", ""))
    jobs._queue.put("j")
    worker = threading.Thread(target=jobs.one)
    worker.start()
    assert reached.wait(10)
    jobs.forget("case", "elmira")
    assert store.forget_case("elmira", "Ada")
    go_on.set()
    worker.join(10)
    assert store.job("j") is None
    assert store.result("k") is None
    assert store.open_jobs() == []


def test_a_job_whose_end_could_not_be_kept_can_be_cancelled_and_asked_again(store, monkeypatch):
    """As on a full disk: nobody works on it any more, and the database says somebody does."""
    jobs = jobs_of(store, lambda *_: "answer")
    job = jobs.ask("assess", ELMIRA)
    keep = store.mark_job

    def full(job, body=None):
        if job.state == "done":
            raise sqlite3.OperationalError("database or disk is full")
        return keep(job, body)

    monkeypatch.setattr(store, "mark_job", full)
    with pytest.raises(sqlite3.OperationalError):
        jobs.one()
    monkeypatch.undo()
    assert store.job(job.id).state == "working"
    jobs.cancel(job)
    assert store.job(job.id).state == "cancelled"
    again = jobs.ask("assess", ELMIRA)
    jobs.one()
    assert store.result(again.key) == "answer"
