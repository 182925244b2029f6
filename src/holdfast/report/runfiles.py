"""The files of a run: findings, report in every form, figures, lineage, bibliography."""

from collections.abc import Mapping

from holdfast.conflict.conflict import Conflict
from holdfast.core.finding import Finding
from holdfast.report.document import Document, document
from holdfast.report.html import html
from holdfast.report.markdown import markdown
from holdfast.study.run import FINDINGS, as_json, findings_json, findings_of

LINEAGE = "numbers.json"
REPORT = "report.html"
BRIEF = "brief.txt"
BIBLIOGRAPHY = "references.bib"
CASE = "case.yaml"


def run_files(
    conflict: Conflict, findings: Mapping[str, Finding], case: str = ""
) -> tuple[Document, dict[str, bytes]]:
    """Which files make up the run of these findings, and which report do they hold?

    The report is that of the findings as the file keeps them, so that it can be written again.

    Parameters
    ----------
    conflict : the case.
    findings : by name.
    case : text of the case file, which the run keeps.
    """
    kept = findings_json(findings)
    report = document(conflict, findings_of(kept))
    files = {
        FINDINGS: kept,
        LINEAGE: as_json(report.lineage.to_dict()),
        REPORT: html(report).encode("utf-8"),
        "report.md": markdown(report).encode("utf-8"),
        BRIEF: (report.brief.marked() + "\n").encode("utf-8"),
        BIBLIOGRAPHY: report.bibtex.encode("utf-8"),
    }
    if case:
        files[CASE] = case.encode("utf-8")
    for section in report.sections:
        for picture in section.pictures:
            files[f"figures/{picture.name}.svg"] = picture.svg.encode("utf-8")
    return report, files
