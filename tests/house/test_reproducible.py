"""Same case, version and seed: the same bytes, whatever the threads and the process."""

import os
import subprocess
import sys

import numpy as np
import pytest

from holdfast.casefile.catalogue import open_case, slugs
from holdfast.report.runfiles import run_files
from holdfast.study.assess import assess
from holdfast.study.ensemble import ensemble
from holdfast.study.run import findings_json

CASE = "ukraine-2025-03-31"
DRAWS = 30
COMMAND = "import sys; from holdfast.cli.main import run; sys.argv[0] = 'holdfast'; run()"


def started(folder, *options, hashing):
    """A fresh process that assesses the case; hash seeds differ, as they do between users."""
    words = ["assess", CASE, "-o", str(folder), "--draws", str(DRAWS), *options]
    return subprocess.Popen(
        [sys.executable, "-c", COMMAND, *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONHASHSEED": hashing},
    )


def contents(folder):
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    """Three runs in processes of their own: one thread, two threads, another seed."""
    root = tmp_path_factory.mktemp("runs")
    asked = {
        "one": (["--threads", "1"], "1"),
        "two": (["--threads", "2"], "20"),
        "other": (["--seed", "4"], "1"),
    }
    processes = {
        name: started(root / name, *options, hashing=hashing)
        for name, (options, hashing) in asked.items()
    }
    for process in processes.values():
        _, errors = process.communicate(timeout=120)
        assert (process.returncode, errors) == (0, b"")
    return {name: contents(root / name) for name in asked}


def test_a_run_is_the_same_on_one_thread_and_two_and_in_any_process(runs):
    one, two = runs["one"], runs["two"]
    assert sorted(one) == sorted(two)
    assert [name for name in one if one[name] != two[name]] == []
    assert {"findings.json", "report.html", "manifest.json"} <= set(one)


def test_this_process_gives_those_bytes_too(runs):
    conflict = open_case(CASE)
    seed = dict(conflict.asks[-1].options)["seed"]
    findings = assess(ensemble(conflict, seed, DRAWS))
    _, files = run_files(conflict, findings)
    assert {name: files[name] == runs["one"][name] for name in files} == dict.fromkeys(
        files, True
    )


def test_another_seed_gives_another_answer(runs):
    one, other = runs["one"], runs["other"]
    assert one["findings.json"] != other["findings.json"]
    assert one["references.bib"] == other["references.bib"]


@pytest.mark.parametrize("bundled", slugs())
def test_the_first_draws_of_a_thousand_are_the_draws_of_a_hundred(bundled):
    conflict = open_case(bundled)
    few, many = ensemble(conflict, 9, 100), ensemble(conflict, 9, 1000)
    assert list(few.values) == list(many.values)
    for name, values in few.values.items():
        assert np.array_equal(values, many.values[name][:100]), name


def test_answers_do_not_depend_on_what_was_asked_before():
    """No state is left behind by one study that another could pick up."""
    korea, minsk = (open_case(slug) for slug in ("korea-1953", "minsk-2015"))
    alone = findings_json(assess(ensemble(korea, 2, 10)))
    assess(ensemble(minsk, 3, 10))
    assert findings_json(assess(ensemble(korea, 2, 10))) == alone
