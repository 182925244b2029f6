"""How long the foundation takes, beside straightforward references."""

import json
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import yaml
from reference import window_by_loops

from holdfast.casefile.catalogue import bundled_text, open_case
from holdfast.casefile.loader import load
from holdfast.commitment.window import Settlement, challenger_leaves, target_enters
from holdfast.core.errors import HoldfastError
from holdfast.reading.document import read_document
from holdfast.reading.reading import read
from holdfast.report.runfiles import run_files
from holdfast.study.assess import assess
from holdfast.study.ensemble import ensemble
from holdfast.study.run import write_run

DRAWS = 1000


def test_edges_of_the_window(benchmark, against):
    """Exact edges in closed form, against a scan of 41 strengths in Python loops."""
    random = np.random.default_rng(1)
    ranges = [(0.2, 0.5), (0.3, 0.8), (0.02, 0.1), (0.02, 0.1), (0.1, 0.4), (0.05, 0.5)]
    ranges += [(0.1, 0.9), (0.05, 0.3), (0.0, 0.15), (0.2, 0.8), (0.0, 0.03), (0.5, 1.0)]
    columns = [random.uniform(low, high, DRAWS) for low, high in ranges]
    settlement = Settlement(*columns)
    benchmark(lambda: (target_enters(settlement), challenger_leaves(settlement)))
    against("edges of the window, 1,000 draws", benchmark, lambda: window_by_loops(columns))


def test_a_file_made_to_hurt(benchmark, against, tmp_path):
    """Forty thousand bad names in one case file, against parsing it alone; goal 2 s."""
    bad = "actors:\n" + "".join(f"  Bad {n}: {{}}\n" for n in range(40_000))
    file = tmp_path / "hostile.yaml"
    file.write_text(bundled_text("elmira").replace("actors:\n", bad), encoding="utf-8")

    def refused():
        with pytest.raises(HoldfastError):
            load(file)

    benchmark.pedantic(refused, rounds=3, warmup_rounds=1)
    text = file.read_text(encoding="utf-8")
    against(
        "a hostile case file of 500 kB", benchmark, lambda: list(yaml.parse(text, yaml.CLoader))
    )


def test_reading_an_article(benchmark, against):
    """A hundred kilobytes of dense news, against cutting it into words; goal 0.1 s."""
    corpus = Path(__file__).parents[1] / "tests/reading/corpus/development.jsonl"
    lines = corpus.read_text("utf-8")
    text = "\n\n".join(json.loads(line)["text"] for line in lines.splitlines())
    content = (text * 4)[:100_000].encode()

    def whole():
        read(read_document(content, "a.txt"))

    benchmark.pedantic(whole, rounds=3, warmup_rounds=1)
    words = re.compile(r"\w+|[^\w\s]")
    against("reading 100 kB", benchmark, lambda: words.findall(content.decode()))


def test_assess_after_start(benchmark, tmp_path):
    """The whole answer with 1,000 draws, report and run folder included; goal 3 s."""
    conflict = open_case("ukraine-2025-03-01")

    def whole():
        drawn = ensemble(conflict, 1, DRAWS)
        _, files = run_files(conflict, assess(drawn))
        write_run(tmp_path / "run", drawn, files)

    benchmark.pedantic(whole, rounds=3, warmup_rounds=1)


@pytest.mark.parametrize("words", [["--help"], ["assess", "ukraine-2025-03-01", "--fresh"]])
def test_whole_process(benchmark, against, tmp_path, words):
    """From the shell, against Python importing NumPy; --help has a goal of 0.3 s."""
    program = str(Path(sys.executable).with_name("holdfast"))

    def run(command):
        subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)

    benchmark.pedantic(lambda: run([program, *words]), rounds=5, warmup_rounds=1)
    name = f"holdfast {words[0]}, whole process, against python -c 'import numpy'"
    against(name, benchmark, lambda: run([sys.executable, "-c", "import numpy"]))
