"""The journal of a search: packages that were looked at, one a line, so that it can go on."""

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from holdfast.core.errors import bad_input

FILE = "evaluated.jsonl"

Looked = tuple[str, int]
"""A package by its name, and the draws that it was looked at in."""


@dataclass(frozen=True, slots=True)
class Journal:
    """A file in a folder, to which lines are only ever added.

    Parameters
    ----------
    folder : where it lies; made where it is not there.
    key : of the search; lines of other searches in the same file are left alone.
    """

    folder: Path
    key: str

    def read(self) -> dict[Looked, list[float]]:
        """What was found so far, by package and draws? A torn line counts for nothing.

        Raises
        ------
        HoldfastError
            HF444 where the file cannot be read.
        """
        try:
            text = self._path.read_text(encoding="utf-8") if self._path.exists() else ""
        except (OSError, UnicodeDecodeError) as error:
            raise self._unusable(error) from error
        return {
            (str(line["package"]), int(line["draws"])): list(line["scores"])
            for line in _lines(text)
            if line.get("key") == self.key
        }

    def add(self, found: Mapping[Looked, list[float]]) -> None:
        """Add what was found, each line whole or not at all.

        Raises
        ------
        HoldfastError
            HF444 where the file cannot be written.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._append([self._line(looked, scores) for looked, scores in found.items()])
        except OSError as error:
            raise self._unusable(error) from error

    def _append(self, lines: list[bytes]) -> None:
        """One write a line; a torn last line of an earlier run is closed first."""
        file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
        try:
            size = os.fstat(file).st_size
            if size and os.pread(file, 1, size - 1) != b"\n":
                os.write(file, b"\n")
            for line in lines:
                os.write(file, line)
        finally:
            os.close(file)

    def _line(self, looked: Looked, scores: list[float]) -> bytes:
        package, draws = looked
        entry = {"key": self.key, "package": package, "draws": draws, "scores": scores}
        return (json.dumps(entry) + "\n").encode()

    @property
    def _path(self) -> Path:
        return self.folder / FILE

    def _unusable(self, error: Exception) -> Exception:
        what = f"{self._path} cannot be used: {type(error).__name__}"
        return bad_input("HF444", what, expected="a folder that can be read and written")


def _lines(text: str) -> Iterator[dict[str, Any]]:
    for line in text.splitlines():
        try:
            found = json.loads(line)
        except ValueError:
            continue
        if isinstance(found, dict) and {"package", "draws", "scores"} <= found.keys():
            yield found
