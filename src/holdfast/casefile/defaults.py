"""Numbers that a case may leave out, marked as assumed by holdfast wherever they are used."""

from functools import cache
from importlib.resources import files

from holdfast.casefile.fields import QuantityIn
from holdfast.casefile.schema_sequence import SequenceIn
from holdfast.casefile.tree import parse

DEFAULT_JUDGE = "holdfast defaults"
"""Who judged a number that the case leaves out."""


@cache
def conduct() -> dict[str, QuantityIn]:
    """Which numbers does the commitment game assume about how everybody acts?

    Returns
    -------
    By name under `contest.conduct`; wide ranges, the same for all cases.
    """
    return {
        name: QuantityIn.model_validate({**given, "basis": "assumed", "by": DEFAULT_JUDGE})
        for name, given in _listed("conduct.yaml").items()
    }


@cache
def defaults() -> dict[str, QuantityIn]:
    """Which quantities have a default, and which is it?

    Returns
    -------
    By dotted name without the ids of the case: `contest.decided`, `guarantees.force`.
    """
    return {
        n: QuantityIn.model_validate(given) for n, given in _listed("defaults.yaml").items()
    }


@cache
def plan() -> SequenceIn:
    """Which steps does a settlement take, where the case does not say it?"""
    return SequenceIn.model_validate(_listed("sequence.yaml"))


def _listed(name: str) -> dict[str, dict[str, object]]:
    text = files("holdfast.casefile").joinpath(name).read_text(encoding="utf-8")
    data = parse(text, name).data
    assert isinstance(data, dict)
    return data
