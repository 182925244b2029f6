"""Packages side by side: who comes, what is kept, what it costs, what breaks first."""

from starlette.responses import Response

from holdfast.report.answers import listing, mapping
from holdfast.report.packages import frontier_sentence, packages_tables
from holdfast.report.packages_why import failing_sentences
from holdfast.report.tables import Table
from holdfast.web.ask import Ask
from holdfast.web.documents import Data
from holdfast.web.pages.result import found, frame, waiting
from holdfast.web.work import PACKAGES


def show(ask: Ask) -> Response:
    """Which packages bring both sides and keep the peace, and at what cost?"""
    conflict = ask.rooms.library.conflict(ask.choice())
    frames = frame(ask, conflict, "packages")
    if not frames["has_contest"]:
        return ask.page("silent.html", **frames, articles=[])
    data = found(ask, PACKAGES)
    if data is None:
        return waiting(ask, conflict, "packages", PACKAGES)
    answer = data["findings"]["packages"]["answer"]
    lines = [
        line
        for one in map(mapping, listing(answer["packages"]))
        for line in failing_sentences(conflict, one)
    ]
    return ask.page(
        "packages.html",
        **frames,
        found=data["findings"]["packages"],
        word=found(ask) is not None,
        says=frontier_sentence(answer),
        tables=tables(ask, data),
        failing=[(line.strip(), line != line.lstrip()) for line in lines],
    )


def tables(ask: Ask, data: Data) -> list[Table]:
    """The tables of the page."""
    conflict = ask.rooms.library.conflict(ask.choice())
    return list(packages_tables(conflict, data["findings"]["packages"]["answer"]))
