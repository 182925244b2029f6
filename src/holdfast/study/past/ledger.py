"""A ledger of forecasts: written down before and scored after, in a chain of lines.

A line is one JSON object. It carries the hash of the line before it and its own, so that a
line taken out, put in or changed breaks the chain from there on.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from holdfast.core.errors import HoldfastError, Place, Problem

FIRST = "0" * 16
"""What the first line of a ledger carries in place of a hash before it."""

YES, NO, VOID = "yes", "no", "void"
"""What can come of a forecast."""

_HASH = 16


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a ledger: a forecast, or what came of one.

    Parameters
    ----------
    content : what it says.
    previous : hash of the line before.
    """

    content: Mapping[str, object]
    previous: str

    @property
    def hash(self) -> str:
        """The line's own hash: of what it says, and of the hash before."""
        whole = json.dumps(dict(self.content), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(f"{self.previous}{whole}".encode()).hexdigest()[:_HASH]

    @property
    def text(self) -> str:
        """As it stands in the file, without the line's end."""
        whole = {**self.content, "previous": self.previous, "hash": self.hash}
        return json.dumps(whole, ensure_ascii=False)


def chained(contents: Iterable[Mapping[str, object]], last: str = FIRST) -> list[Line]:
    """Which lines carry this on, after a line with this hash?"""
    lines = []
    for content in contents:
        lines.append(Line(content, last))
        last = lines[-1].hash
    return lines


def _check_forecast(content: Mapping[str, object]) -> None:
    """ValueError or KeyError for what no forecast of ours says."""
    chances = [float(str(content[name])) for name in ("low", "probability", "high")]
    chances += [float(str(content["base_rate"]))] if "base_rate" in content else []
    if not 0.0 < min(chances) <= max(chances) < 1.0:
        raise ValueError(chances)
    for day in ("made_on", "resolves_on"):
        date.fromisoformat(str(content[day]))


def _check_resolution(content: Mapping[str, object]) -> None:
    """ValueError or KeyError for what no resolution of ours says."""
    date.fromisoformat(str(content["on"]))
    if not content["of"] or content["came"] not in (YES, NO, VOID):
        raise ValueError(content["came"])


_MUST_HOLD: Mapping[str, Callable[[Mapping[str, object]], None]] = {
    "forecast": _check_forecast,
    "resolution": _check_resolution,
}


def read(text: str, name: str) -> list[Line]:
    """Which lines does this ledger hold, its chain unbroken?

    Raises
    ------
    HoldfastError
        HF437 at the first line that is no line of a ledger, or whose hash is not its own.

    Notes
    -----
    Nothing in a chain says where it ends: lines taken off its end are noticed only by who
    knows the hash of the last one (`check_holds`).
    """
    lines: list[Line] = []
    rows = text.removesuffix("\n").split("\n") if text else []  # nothing else ends a line
    for number, row in enumerate(rows, start=1):
        try:
            whole = json.loads(row, object_pairs_hook=_each_once)
            previous, own = whole.pop("previous"), whole.pop("hash")
            _MUST_HOLD[whole["kind"]](whole)
        except (ValueError, KeyError, AttributeError, TypeError):
            if number == len(rows) and not text.endswith("\n"):
                remedy = "writing it was cut off: delete it, the lines before it are whole"
                raise _broken(name, number, "this is half a line", remedy) from None
            raise _broken(name, number, "this is no line of a ledger") from None
        line = Line(whole, str(previous))
        before = lines[-1].hash if lines else FIRST
        if line.hash != own or line.previous != before:
            raise _broken(name, number, "this line, or one before it, was changed")
        lines.append(line)
    return lines


def _each_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """The object; ValueError where a key stands in it twice and one would hide the other."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError(pairs)
    return found


def check_holds(lines: Sequence[Line], known: str, name: str) -> None:
    """Does the ledger still hold the line of this hash, so that its end was not taken off?

    Raises
    ------
    HoldfastError
        HF437 where it does not.
    """
    if not any(line.hash == known for line in lines):
        what = f"no line has the hash {known}: lines were taken off its end, or put anew"
        raise _broken(name, len(lines), what)


def _broken(name: str, number: int, what: str, remedy: str = "") -> HoldfastError:
    remedy = remedy or "take the ledger from where it was last whole"
    return HoldfastError(Problem("HF437", what, Place(name, number), remedy=remedy))
