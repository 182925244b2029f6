"""What the past says about a pair of lever and outcome, where a finding is known."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from holdfast.casefile.tree import parse


@dataclass(frozen=True, slots=True)
class Precedent:
    """A finding about the past.

    Parameters
    ----------
    direction : + - 0, or mixed where findings differ.
    says : in a clause, with sizes and intervals where they are known.
    source : who found it.
    """

    direction: str
    says: str
    source: str

    def to_dict(self) -> dict[str, str]:
        """Give it as plain data."""
        return {"direction": self.direction, "says": self.says, "source": self.source}


def precedents(lever: str, outcome: str) -> tuple[Precedent, ...]:
    """What is known of the past about this pair? Often nothing.

    Parameters
    ----------
    lever, outcome : ids of the vocabulary.
    """
    return tuple(
        Precedent(str(row["direction"]), str(row["says"]), str(row["source"]))
        for row in _rows()
        if lever in _listed(row, "levers") and outcome in _listed(row, "outcomes")
    )


def _listed(row: Mapping[str, object], key: str) -> list[object]:
    found = row[key]
    assert isinstance(found, list)
    return found


@cache
def _rows() -> tuple[Mapping[str, object], ...]:
    path = files("holdfast.study.audit").joinpath("precedents.yaml")
    data = parse(path.read_text(encoding="utf-8"), "precedents.yaml").data
    assert isinstance(data, dict)
    return tuple(data["precedents"])
