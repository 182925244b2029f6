"""The page about the past: promises like the case's packages, and what became of them."""

from starlette.responses import Response

from holdfast.core.errors import HoldfastError
from holdfast.core.finding import Finding
from holdfast.report.answers import mapping
from holdfast.report.history import became, comparable_picture, precedents_table
from holdfast.report.tables import Table
from holdfast.study.past.comparable import comparable
from holdfast.web.ask import Ask
from holdfast.web.documents import Data
from holdfast.web.drawing import inert
from holdfast.web.pages.result import found as worked_out
from holdfast.web.pages.result import frame
from holdfast.web.work import DRAWING


def show(ask: Ask) -> Response:
    """Which promises of the past are like this, and what became of them?"""
    conflict = ask.rooms.library.conflict(ask.choice())
    found = answer(ask)
    told = [
        (package["title"], became(package), precedents_table(package))
        for package in map(mapping, mapping(found.answer["packages"]).values())
    ]
    frames, chart = frame(ask, conflict, "history"), charts(found)
    data = worked_out(ask)
    beside = data["report"]["sections"].get("past") if data else None
    return ask.page(
        "history.html", **frames, told=told, found=found, charts=chart, beside=beside
    )


def answer(ask: Ask) -> Finding:
    """The finding behind the page."""
    return comparable(ask.rooms.library.conflict(ask.choice()))


def charts(found: Finding) -> list[Data]:
    """How long those promises stood, as a chart; none where nobody followed them."""
    try:
        with DRAWING:
            drawn = comparable_picture(found)
    except HoldfastError:
        return []
    return [{"name": drawn.name, "says": drawn.says, "svg": inert(drawn.svg)}]


def tables(found: Finding) -> list[Table]:
    """The tables of the page."""
    packages = map(mapping, mapping(found.answer["packages"]).values())
    return [precedents_table(package) for package in packages]
