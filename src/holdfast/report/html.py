"""The report, and the comparison of packages, as HTML pages that need nothing from anywhere."""

from importlib.resources import files

from holdfast.report.document import Document
from holdfast.report.lineage import input_names
from holdfast.report.notice import NOTICE
from holdfast.report.onepage import OnePage

SHORT = 16
"""Rows up to which a table is printed whole on one page."""


def html(document: Document) -> str:
    """Which page is this report? Styles and charts stand in it; it asks no other host."""
    return _page(
        "report.html",
        document=document,
        shared=document.lineage.shared(),
        input_names=input_names,
        short=SHORT,
    )


def one_page_html(page: OnePage) -> str:
    """Which page compares the packages? It prints on one sheet of A4."""
    return _page("onepage.html", page=page)


def _page(template: str, **given: object) -> str:
    # late: only a page needs the template engine
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("holdfast.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style = files("holdfast.report").joinpath("templates", "report.css").read_text("utf-8")
    return environment.get_template(template).render(notice=NOTICE, style=style, **given)
