"""The brief and the comparison of packages in every form in which people pass them on."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from holdfast.conflict.conflict import Conflict
from holdfast.core.finding import Finding
from holdfast.report.brief import brief
from holdfast.report.document import document, setting
from holdfast.report.html import html, one_page_html
from holdfast.report.markdown import markdown
from holdfast.report.notice import NOTICE
from holdfast.report.office import brief_docx, comparison_docx
from holdfast.report.onepage import one_page, one_page_markdown, one_page_text

FORMS = ("docx", "md", "html", "txt")
"""Endings of the forms that there are."""

Findings = Mapping[str, Finding]


def brief_in(
    form: str, conflict: Conflict, findings: Findings, figures: str = "figures"
) -> bytes:
    """Which bytes are the brief of these findings in this form?

    Parameters
    ----------
    form : one of `FORMS`. As text it is the paragraph alone; else the whole report.
    conflict, findings : what it tells of.
    figures : where Markdown finds the figures.

    Raises
    ------
    HoldfastError
        HF470 for a Word document without the extra `office`.
    """
    if form == "md":
        return markdown(document(conflict, findings), figures).encode("utf-8")
    return _BRIEFS[form](conflict, findings)


def comparison_in(form: str, conflict: Conflict, findings: Findings) -> bytes:
    """Which bytes are the comparison of packages in this form, one of `FORMS`?

    Raises
    ------
    HoldfastError
        HF401 for a case without packages; HF470 as for the brief.
    """
    return _COMPARISONS[form](conflict, findings)


def _text(conflict: Conflict, findings: Findings) -> bytes:
    said = brief(conflict, findings).marked()
    parts = (conflict.title, setting(conflict, findings), said, NOTICE)
    return ("\n\n".join(parts) + "\n").encode("utf-8")


_Writer = Callable[[Conflict, Findings], bytes]
_BRIEFS: Mapping[str, _Writer] = MappingProxyType(
    {
        "docx": brief_docx,
        "html": lambda conflict, findings: html(document(conflict, findings)).encode("utf-8"),
        "txt": _text,
    }
)
_COMPARISONS: Mapping[str, _Writer] = MappingProxyType(
    {
        "docx": comparison_docx,
        "md": lambda case, found: one_page_markdown(one_page(case, found)).encode("utf-8"),
        "html": lambda case, found: one_page_html(one_page(case, found)).encode("utf-8"),
        "txt": lambda case, found: one_page_text(one_page(case, found)).encode("utf-8"),
    }
)
