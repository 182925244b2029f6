"""The page about the past: promises like the case's packages, and what became of them."""

from starlette.responses import Response

from holdfast.core.finding import Finding
from holdfast.report.answers import mapping
from holdfast.report.history import became, precedents_table
from holdfast.report.tables import Table
from holdfast.study.past.comparable import comparable
from holdfast.web.ask import Ask
from holdfast.web.pages.result import frame


def show(ask: Ask) -> Response:
    """Which promises of the past are like this, and what became of them?"""
    conflict = ask.rooms.library.conflict(ask.choice())
    found = answer(ask)
    told = [
        (package["title"], became(package), precedents_table(package))
        for package in map(mapping, mapping(found.answer["packages"]).values())
    ]
    return ask.page("history.html", **frame(ask, conflict, "history"), told=told, found=found)


def answer(ask: Ask) -> Finding:
    """The finding behind the page."""
    return comparable(ask.rooms.library.conflict(ask.choice()))


def tables(found: Finding) -> list[Table]:
    """The tables of the page."""
    packages = map(mapping, mapping(found.answer["packages"]).values())
    return [precedents_table(package) for package in packages]
