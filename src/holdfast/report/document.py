"""Everything a report says, before it takes a form."""

from collections.abc import Mapping
from dataclasses import dataclass

from holdfast.conflict.conflict import Conflict
from holdfast.core.finding import Finding
from holdfast.report.bibliography import bibtex, used
from holdfast.report.brief import brief
from holdfast.report.lineage import Lineage, lineage
from holdfast.report.numbers import Brief
from holdfast.report.sections import Section, sections


@dataclass(frozen=True, slots=True)
class Document:
    """A report.

    Parameters
    ----------
    title : the case's.
    setting : date, variant, draws, seed and version, in a line.
    brief : the paragraph.
    sections : one a question.
    lineage : where each number of the brief comes from.
    bibtex : what a user of this run has to cite.
    """

    title: str
    setting: str
    brief: Brief
    sections: tuple[Section, ...]
    lineage: Lineage
    bibtex: str


def document(conflict: Conflict, findings: Mapping[str, Finding]) -> Document:
    """What does the report of these findings say?"""
    said = brief(conflict, findings)
    return Document(
        title=conflict.title,
        setting=setting(conflict, findings),
        brief=said,
        sections=sections(conflict, findings),
        lineage=lineage(conflict, findings, said),
        bibtex=bibtex(used(findings.values(), conflict.sources)),
    )


def setting(conflict: Conflict, findings: Mapping[str, Finding]) -> str:
    """Which line says what was run: case, date, variant, draws, seed, version and content?"""
    first = max(findings.values(), key=lambda found: found.draws)
    drawn = f"{first.draws} draws, seed {first.seed}, " if first.draws else ""
    variant = f", variant {conflict.variant}" if conflict.variant else ""
    return (
        f"Case {conflict.id}{variant}, as of {conflict.as_of}; {drawn}"
        f"holdfast {first.version}, content {conflict.content_hash[:12]}."
    )
