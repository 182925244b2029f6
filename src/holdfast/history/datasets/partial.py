"""What has come of a file so far, beside the place where it will lie, and how to go on."""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Partial:
    """The first bytes of a file, with a note from where and of which state of it they are.

    Parameters
    ----------
    path, note : files; without a note one cannot go on from what is here.
    """

    path: Path
    note: Path

    def held(self, url: str) -> tuple[int, str]:
        """How many bytes are here of this address, and of which state? 0 where not known."""
        try:
            note = json.loads(self.note.read_text(encoding="utf-8"))
            if note["url"] == url:
                return self.path.stat().st_size, str(note["state"])
        except (OSError, ValueError, TypeError, KeyError):
            pass
        return 0, ""

    def begin(self, url: str, headers: Mapping[str, str]) -> None:
        """Note what the server says of the file's state, where one can go on from it.

        Parameters
        ----------
        url : the address that was asked for.
        headers : of the answer, names in small letters: a strong ETag or a day of change.
        """
        state = headers.get("etag", "")
        if not state or state.startswith("W/"):
            state = headers.get("last-modified", "")
        if state and headers.get("accept-ranges", "").lower() != "none":
            self.note.write_text(json.dumps({"url": url, "state": state}), encoding="utf-8")
        else:
            self.note.unlink(missing_ok=True)

    def size(self) -> int:
        """How many bytes are here?"""
        return self.path.stat().st_size if self.path.exists() else 0

    def resumable(self) -> bool:
        """Whether the next try can go on from what is here."""
        return self.note.exists() and self.size() > 0

    def drop(self) -> None:
        """Leave nothing."""
        self.path.unlink(missing_ok=True)
        self.note.unlink(missing_ok=True)

    def settle(self) -> None:
        """Leave nothing that one cannot go on from."""
        with suppress(OSError):
            if not self.resumable():
                self.drop()


def partial_of(target: Path) -> Partial:
    """Where does a file lie while it is fetched?

    Examples
    --------
    >>> partial_of(Path("ged.zip")).path.name
    'ged.zip.part'
    """
    name = target.name
    return Partial(target.with_name(f"{name}.part"), target.with_name(f"{name}.part.json"))
