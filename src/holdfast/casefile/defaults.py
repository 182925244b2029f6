"""Numbers that a case may leave out, marked as assumed by holdfast wherever they are used."""

from functools import cache
from importlib.resources import files

from holdfast.casefile.fields import QuantityIn
from holdfast.casefile.tree import parse

DEFAULT_JUDGE = "holdfast defaults"
"""Who judged a number that the case leaves out."""


@cache
def defaults() -> dict[str, QuantityIn]:
    """Which quantities have a default, and which is it?

    Returns
    -------
    By dotted name without the ids of the case: `contest.decided`, `guarantees.force`.
    """
    text = files("holdfast.casefile").joinpath("defaults.yaml").read_text(encoding="utf-8")
    data = parse(text, "defaults.yaml").data
    assert isinstance(data, dict)
    return {name: QuantityIn.model_validate(given) for name, given in data.items()}
