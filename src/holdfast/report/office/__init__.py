"""The brief and the comparison of packages as Word documents."""

from collections.abc import Mapping, Sequence
from importlib.util import find_spec

from holdfast.conflict.conflict import Conflict
from holdfast.core.errors import bad_input
from holdfast.core.finding import Finding


def brief_docx(conflict: Conflict, findings: Mapping[str, Finding]) -> bytes:
    """Which Word document is the report of these findings?

    A4, in British English; headings, captions and tables are real ones, every picture has a
    text that stands in for it, and every number of the brief leads to where it comes from.
    The same input gives the same bytes.

    Parameters
    ----------
    conflict : the case.
    findings : by name.

    Raises
    ------
    HoldfastError
        HF470 without the extra `office`.
    """
    _installed()
    # late: python-docx is an extra, and nothing else needs it
    from holdfast.report.office.pages import brief_pages

    return brief_pages(conflict, findings)


def comparison_docx(conflict: Conflict, findings: Mapping[str, Finding]) -> bytes:
    """Which one A4 page compares the packages of this case?

    Parameters
    ----------
    conflict : the case.
    findings : by name.

    Raises
    ------
    HoldfastError
        HF401 for a case without packages; HF470 without the extra `office`.
    """
    _installed()
    from holdfast.report.office.pages import comparison_page

    return comparison_page(conflict, findings)


def packages_docx(conflict: Conflict, found: Finding) -> bytes:
    """Which one A4 page sets these packages side by side?

    Parameters
    ----------
    conflict : the case.
    found : the comparison of packages, or what a search found.

    Raises
    ------
    HoldfastError
        HF470 without the extra `office`.
    """
    _installed()
    from holdfast.report.office.pages import packages_sheet

    return packages_sheet(conflict, found)


def section_docx(
    conflict: Conflict, findings: Mapping[str, Finding], names: Sequence[str]
) -> bytes:
    """Which Word document has these sections of the report alone, as an annex?

    Parameters
    ----------
    conflict : the case.
    findings : by name.
    names : ids of the sections.

    Raises
    ------
    HoldfastError
        HF470 without the extra `office`.
    """
    _installed()
    from holdfast.report.office.pages import section_pages

    return section_pages(conflict, findings, names)


def _installed() -> None:
    if find_spec("docx") is None:
        remedy = "pip install 'holdfast[office]'"
        raise bad_input("HF470", "a Word document needs the extra office", remedy=remedy)
