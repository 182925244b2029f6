"""The graph model that an export is about, and what all exports say the same way."""

from dataclasses import dataclass

from holdfast.conflict.preferences import FromContest
from holdfast.core.errors import HoldfastError, bad_input
from holdfast.stability.model import GraphModel, model_of
from holdfast.study.contest_order import contest_ranks
from holdfast.study.ensemble import Ensemble


@dataclass(frozen=True, slots=True)
class Exported:
    """A case as files of another tool.

    Parameters
    ----------
    files : text by file name.
    notes : what the other format cannot hold, or holds in another way, in clauses.
    """

    files: dict[str, str]
    notes: tuple[str, ...] = ()


def export_model(ensemble: Ensemble) -> GraphModel:
    """Which graph model is exported?

    Parameters
    ----------
    ensemble : the draws; only orders that follow from the contest use them.

    Raises
    ------
    HoldfastError
        HF401 where the case has no issues.
    """
    conflict = ensemble.conflict
    if conflict.space is None:
        what = f"{conflict.id} has no issues, so there are no states to export"
        raise bad_input("HF401", what, remedy="add issues: to the case")
    return model_of(conflict, contest_ranks(ensemble))


def drawn_note(ensemble: Ensemble) -> tuple[str, ...]:
    """What is to be said where an order follows from draws?"""
    preferences = ensemble.conflict.preferences
    names = [p.actor for p in preferences if isinstance(p.order, FromContest)]
    if not names:
        return ()
    who = " and ".join(names)
    how = f"{ensemble.draws} draws, seed {ensemble.seed}"
    return (f"the order of {who} follows from the contest ({how})",)


def refused(case: str, tool: str, what: str, remedy: str = "") -> HoldfastError:
    """Which error says that the other format cannot hold this case?"""
    return bad_input("HF804", f"{case} cannot be written for {tool}: {what}", remedy=remedy)
