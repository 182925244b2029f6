"""The report as one HTML page that needs nothing from anywhere."""

from importlib.resources import files

from holdfast.report.document import Document
from holdfast.report.notice import NOTICE


def html(document: Document) -> str:
    """Which page is this report? Styles and charts stand in it; it asks no other host."""
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
    page = environment.get_template("report.html")
    return page.render(document=document, notice=NOTICE, style=style)
