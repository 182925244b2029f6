"""Two thousand broken case files: each loads, or is refused with a place."""

import importlib.util
import os
import signal
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from math import ceil
from pathlib import Path

import pytest

from holdfast.casefile.catalogue import bundled_text, slugs
from holdfast.casefile.loader import LARGEST, load
from holdfast.conflict.conflict import Conflict
from holdfast.core.errors import CODES, ExitCode, HoldfastError


def mutations():
    """The module beside this one; test folders are no packages."""
    path = Path(__file__).with_name("case_mutations.py")
    spec = importlib.util.spec_from_file_location("case_mutations", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


MUTATIONS = mutations()
SLUGS = slugs()
EACH = ceil(1000 / len(SLUGS))  # of each kind and file, two thousand in all
KINDS = {"parts": MUTATIONS.by_parts, "bytes": MUTATIONS.by_bytes}
HUNG = 2.0  # seconds of processor time after which a file hangs: an acceptance line
NAME = "case.yaml"


@pytest.fixture
def empty_cwd(tmp_path, monkeypatch):
    """A working folder that must stay empty, beside the one with the broken files."""
    folder = tmp_path / "cwd"
    folder.mkdir()
    monkeypatch.chdir(folder)
    yield folder
    assert list(folder.iterdir()) == []


def outcome(file: Path) -> str:
    """What loading leads to: the first code, or nothing; anything else fails the test."""
    signal.signal(signal.SIGPROF, hangs)
    signal.setitimer(signal.ITIMER_PROF, HUNG)
    try:
        conflict = load(file, shown=NAME)
    except HoldfastError as error:
        told(error, file)
        code = error.problems[0].code
    else:
        assert isinstance(conflict, Conflict)
        code = ""
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return code


def hangs(*_given):
    raise AssertionError("loading hangs")


def told(error: HoldfastError, file: Path) -> None:
    first = error.problems[0]
    assert error.exit_code is ExitCode.BAD_INPUT
    assert 1 <= len(error.problems) <= 100
    for problem in error.problems:
        assert problem.code in CODES
        assert str(problem).isprintable()
        assert len(str(problem)) < 2000
    if first.code == "HF101":
        return
    lines = len(file.read_bytes().splitlines())
    assert first.place is not None
    assert first.place.file == NAME
    assert 1 <= first.place.line <= lines + 2
    assert first.place.column >= 1


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_mutated_case_loads_or_is_refused_with_a_place(kind, slug, tmp_path, empty_cwd):
    found = Counter()
    for number in range(EACH):
        file = tmp_path / f"{number}.yaml"
        file.write_bytes(KINDS[kind](slug, number))
        found[outcome(file)] += 1
    # the mutations bite, and not always in the same place
    assert found.total() == EACH
    assert found[""] < EACH / 2
    assert len(found) >= 8


def test_mutations_are_the_same_every_time():
    for kind in KINDS.values():
        assert kind("elmira", 7) == kind("elmira", 7)
        assert len({kind("elmira", number) for number in range(50)}) > 40


def test_the_unbroken_files_load(tmp_path, empty_cwd):
    for slug in SLUGS:
        file = tmp_path / f"{slug}.yaml"
        file.write_text(bundled_text(slug), encoding="utf-8")
        assert outcome(file) == ""


def checked(file: Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("holdfast")), "check", str(file)]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=60)


def test_the_command_line_says_the_same(tmp_path, empty_cwd):
    files = []
    for number in range(40):
        kind, slug = list(KINDS)[number % 2], SLUGS[number % len(SLUGS)]
        files.append(tmp_path / f"{number}.yaml")
        files[-1].write_bytes(KINDS[kind](slug, number))
    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(lambda file: checked(file, empty_cwd), files))
    codes = Counter(result.returncode for result in results)
    assert set(codes) == {0, 2}
    for file, result in zip(files, results, strict=True):
        assert "Traceback" not in result.stderr
        if result.returncode == 2:
            assert result.stdout == ""
            first = result.stderr.splitlines()[0]
            assert f"{file}:" in first
            assert "error HF" in first
        else:
            assert "no errors" in result.stdout


def nasty() -> dict[str, bytes]:
    """Files made by hand to hurt."""
    elmira = bundled_text("elmira")
    laughs = "\n".join(
        f"{key}: &{key} [{', '.join([f'*{before}'] * 9)}]"
        for before, key in zip("abcdefgh", "bcdefghi", strict=True)
    )
    many = ", ".join(f"a{n}" for n in range(60_000))
    issues = "".join(
        f"  i{n}: {{question: Q?, options: {{a: A, b: B}}, decided_by: [ministry]}}\n"
        for n in range(30)
    )
    return {
        "a billion laughs": f"a: &a [lol]\n{laughs}\n".encode(),
        "one long line": b"title: " + b"x" * (LARGEST - 7),
        "one long key": b"x" * (LARGEST - 3) + b": 1",
        "one long number": b"holdfast: " + b"9" * (LARGEST - 10),
        "too large": b"#" * (LARGEST + 1),
        "brackets": b"[" * 100_000,
        "braces": b"{" * 100_000,
        "flow mappings": b"{a: " * 100_000,
        "dashes": b"- " * 100_000,
        "complex keys": b"? " * 100_000,
        "quotes": b'"' * 100_001,
        "colons": b": " * 100_000,
        "anchors": b"&a " * 1000 + b"x",
        "tags": b"! " * 1000 + b"x",
        "percents": b"%" * 100_000,
        "comments": b"#\n" * 500_000,
        "blank lines": b"\n" * LARGEST,
        "blanks": b" " * LARGEST,
        "tabs": b"\t" * 100_000,
        "NULs": b"\x00" * 1000,
        "a NUL inside": elmira.replace("Elmira", "El\x00mira").encode(),
        "lone line returns": elmira.replace("\n", "\r").encode(),
        "windows lines": elmira.replace("\n", "\r\n").encode(),
        "UTF-16": elmira.encode("utf-16"),
        "UTF-16 without mark": elmira.encode("utf-16-le"),
        "UTF-32": elmira.encode("utf-32"),
        "Latin-1": elmira.replace("Elmira", "Élmira").encode("latin-1"),
        "a surrogate": elmira.replace("Elmira", "\ud800").encode("utf-8", "surrogatepass"),
        "two marks": b"\xef\xbb\xbf\xef\xbb\xbf" + elmira.encode(),
        "a program": Path(sys.executable).read_bytes()[:100_000],
        "random bytes": b"".join(bytes([n * 7919 % 256]) for n in range(50_000)),
        "many deciders": elmira.replace("[company]", f"[{many}]").encode(),
        "many issues": elmira.replace("issues:\n", f"issues:\n{issues}").encode(),
        "many bad names": elmira.replace(
            "actors:\n", "actors:\n" + "".join(f"  Bad {n}: {{}}\n" for n in range(40_000))
        ).encode(),
        "many variants": (
            elmira + "\nvariants:\n" + "".join(
                f"  v{n}: {{title: T, change: {{title: U}}}}\n" for n in range(20_000)
            )
        ).encode(),
        "many keys": "".join(f"k{n}: 1\n" for n in range(80_000)).encode(),
        "the same key": b"a: 1\n" * 100_000,
        "a long condition": elmira.replace(
            "  - response = abandon", "  - " + " or ".join(["response = abandon"] * 240)
        ).encode(),
        "nots": elmira.replace(
            "  - response = abandon", "  - " + "not " * 1200 + "a = b"
        ).encode(),
        "terminal codes": (
            elmira + '\n"\\e]0;owned\\a\\e[2J": 1\n"\\u202e": 2\n'
        ).encode(),
        "nothing": b"",
        "a mark alone": b"\xef\xbb\xbf",
        "dots": b"...",
        "a dash": b"-",
        "documents": b"---\n" * 10_000,
    }  # fmt: skip


NASTY = nasty()
LOADS = {"windows lines", "lone line returns", "two marks"}


@pytest.mark.parametrize("name", NASTY)
def test_a_file_made_to_hurt(name, tmp_path, empty_cwd):
    file = tmp_path / "nasty.yaml"
    file.write_bytes(NASTY[name])
    code = outcome(file)
    assert (code == "") == (name in LOADS)


def test_what_is_no_file_at_all(tmp_path, empty_cwd, monkeypatch):
    folder, loop, gone = tmp_path / "d.yaml", tmp_path / "loop.yaml", tmp_path / "gone.yaml"
    folder.mkdir()
    loop.symlink_to(loop)
    (tmp_path / "dangling.yaml").symlink_to(gone)
    for path in (folder, loop, gone, tmp_path / "dangling.yaml", tmp_path / ("n" * 300)):
        assert outcome(path) == "HF101"
    for path in (folder, loop, gone):
        result = checked(path, empty_cwd)
        assert (result.returncode, result.stdout) == (2, "")
        assert "error HF101" in result.stderr
        assert "Traceback" not in result.stderr

    def shut(*_args, **_more):
        raise PermissionError(13, os.strerror(13))

    # a superuser can read everything, so the refusal is played
    monkeypatch.setattr(Path, "open", shut)
    assert outcome(tmp_path / "shut.yaml") == "HF101"
