"""One case with every section, and a way to break it in one place and see what is said."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from holdfast.casefile.loader import load_text
from holdfast.core.errors import ExitCode, HoldfastError, Place, Problem

HERE = "# HERE"


@dataclass(frozen=True)
class Shape:
    """The text of shape.yaml, to be changed and loaded."""

    text: str

    def swap(self, old: str, new: str) -> "Shape":
        """The same case with the only occurrence of `old` replaced."""
        assert self.text.count(old) == 1, f"{old!r} stands {self.text.count(old)} times"
        return Shape(self.text.replace(old, new))

    def cut(self, first: str, after: str) -> "Shape":
        """The same case without the lines from the one that is `first` up to `after`."""
        lines = self.text.split("\n")
        start = lines.index(first)
        stop = lines.index(after, start)
        return Shape("\n".join([*lines[:start], *lines[stop:]]))

    def load(self, variant: str = ""):
        return load_text(self.text, "case.yaml", variant)

    def problems(self) -> tuple[Problem, ...]:
        with pytest.raises(HoldfastError) as caught:
            self.load()
        assert caught.value.exit_code is ExitCode.BAD_INPUT
        return caught.value.problems

    def problem(self, code: str) -> Problem:
        """The only problem, which has this code and, if the text says so, stands HERE."""
        problems = self.problems()
        assert [p.code for p in problems] == [code], "\n".join(map(str, problems))
        marked = [n for n, line in enumerate(self.text.split("\n"), 1) if line.endswith(HERE)]
        assert isinstance(problems[0].place, Place)
        assert problems[0].place.file == "case.yaml"
        if marked:
            assert [problems[0].place.line] == marked, str(problems[0])
        return problems[0]


@pytest.fixture(scope="session")
def shape() -> Shape:
    return Shape((Path(__file__).parent / "shape.yaml").read_text(encoding="utf-8"))
