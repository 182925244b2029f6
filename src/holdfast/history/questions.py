"""Questions that others forecast in public, what they said, and what came."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

import yaml


@dataclass(frozen=True, slots=True)
class Question:
    """A question with ordered outcomes, and what was said of it on one day.

    Parameters
    ----------
    id, asks : short name, and the question in our words.
    case : slug of the bundled case of that day.
    as_of : the day of the forecasts.
    elapsed : whole years that the war had lasted then.
    outcomes : in order; each is a quarter but for the last, which is all that comes later.
    came : place of the outcome that came.
    resolved : the day on which that was known.
    forecasts : chances of the outcomes by forecaster, as printed.
    note : where they are from.
    """

    id: str
    asks: str
    case: str
    as_of: date
    elapsed: int
    outcomes: tuple[str, ...]
    came: int
    resolved: date
    forecasts: Mapping[str, tuple[float, ...]]
    note: str


@cache
def questions() -> Mapping[str, Question]:
    """Which questions are kept, by id?"""
    text = files("holdfast.history").joinpath("data", "questions.yaml").read_text("utf-8")
    return {
        entry["id"]: Question(
            **{
                **entry,
                "outcomes": tuple(entry["outcomes"]),
                "forecasts": {name: tuple(said) for name, said in entry["forecasts"].items()},
            }
        )
        for entry in yaml.safe_load(text)["questions"]
    }
