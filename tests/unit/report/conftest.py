"""One case with packages and one without, answered once a session with few draws."""

from dataclasses import dataclass

import pytest

from holdfast.casefile.catalogue import open_case
from holdfast.conflict.conflict import Conflict
from holdfast.core.finding import Finding
from holdfast.report.document import Document, document
from holdfast.study.assess import assess
from holdfast.study.ensemble import ensemble


@dataclass(frozen=True)
class Told:
    """A case, its findings and its report."""

    conflict: Conflict
    findings: dict[str, Finding]
    document: Document


def _told(slug):
    conflict = open_case(slug)
    findings = assess(ensemble(conflict, 5, 40, game_draws=12))
    return Told(conflict, findings, document(conflict, findings))


@pytest.fixture(scope="session")
def contested():
    """A case with three packages and with issues."""
    return _told("minsk-2015")


@pytest.fixture(scope="session")
def coded():
    """A case of states and preferences alone."""
    return _told("prisoners-dilemma")
