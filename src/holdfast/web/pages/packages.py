"""Packages side by side: compared, one more by hand, and a search for others."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from starlette.responses import Response

from holdfast.conflict.conflict import Conflict
from holdfast.core.errors import bad_input
from holdfast.guarantees.catalogue import instruments_of
from holdfast.report.answers import listing, mapping
from holdfast.report.packages import (
    objective_in_words,
    packages_tables,
    search_sentence,
)
from holdfast.report.packages_past import past_table
from holdfast.report.packages_why import failing_sentences, hinges_table
from holdfast.report.sections_packages import glance_table, packages_sentences
from holdfast.report.tables import Table
from holdfast.study.packages.bench import FOUND
from holdfast.study.packages.objectives import ALL_OBJECTIVES, OBJECTIVES
from holdfast.web.ask import Ask
from holdfast.web.documents import Data
from holdfast.web.pages.result import found, frame, needed, state, waiting
from holdfast.web.work import BUDGET, MOST_BUDGET, MOST_MORE, PACKAGES, SEARCH, wanted

LEVELS = {"0": 0, "1": 1, "2": 2}
"""How much of an instrument a form can ask for: none, half, full."""


def show(ask: Ask) -> Response:
    """Which packages bring both sides and keep the peace, and at what cost?"""
    return _show(ask, "packages", PACKAGES)


def searched(ask: Ask) -> Response:
    """Which packages does no other beat, among those that a search looks at?"""
    return _show(ask, "packages/search", SEARCH)


def _show(ask: Ask, page: str, kind: str) -> Response:
    conflict = ask.rooms.library.conflict(ask.choice())
    frames = frame(ask, conflict, page)
    if not frames["has_contest"]:
        return ask.page("silent.html", **frames, articles=[])
    data = answered(ask, kind)
    forms = _forms(ask, conflict)
    if data is None:
        return waiting(ask, conflict, page, kind, **forms)
    answer = data["findings"]["packages"]["answer"]
    lines = [
        line
        for one in map(mapping, listing(answer["packages"]))
        for line in failing_sentences(conflict, one)
    ]
    return ask.page(
        "packages.html",
        **frames,
        **forms,
        found=data["findings"]["packages"],
        says=[*search_sentence(answer), *packages_sentences(conflict, answer)],
        pictures=pictures(data),
        tables=tables(ask, data),
        failing=[(line.strip(), line != line.lstrip()) for line in lines],
        new=_new(answer),
        partly="report" in data and data["findings"]["packages"]["draws"],
        **state(ask, kind),
    )


def answered(ask: Ask, kind: str) -> Data | None:
    """What was worked out about packages, also where the whole answer of the case has it."""
    data = found(ask, kind)
    if data is None and kind == PACKAGES and not ask.listed("with"):
        whole = found(ask)
        return whole if whole and "packages" in whole["findings"] else None
    return data


def answer_of(ask: Ask) -> Data:
    """The same for files, which cannot wait: HF468 where it has not been worked out."""
    kind = SEARCH if "/packages/search." in ask.request.url.path else PACKAGES
    return answered(ask, kind) or needed(ask, kind)


def pictures(data: Data) -> list[Data]:
    """The charts, kept with the comparison or as a section of the whole report."""
    section = data.get("report", {}).get("sections", {}).get("packages", {})
    kept: list[Data] = data.get("pictures", section.get("pictures", []))
    return kept


def tables(ask: Ask, data: Data) -> list[Table]:
    """The tables of the page, the one at a glance first."""
    conflict = ask.rooms.library.conflict(ask.choice())
    answer = data["findings"]["packages"]["answer"]
    packages = [mapping(one) for one in listing(answer["packages"])]
    every = (
        glance_table(conflict, packages),
        *packages_tables(conflict, answer),
        hinges_table(conflict, packages),
        past_table(packages),
    )
    return [table for table in every if table.rows]


def _new(answer: Mapping[str, object]) -> list[tuple[str, str]]:
    """Packages that a search found, which can be set beside the others: name and title."""
    every = map(mapping, listing(answer["packages"]))
    return [(str(p["name"]), str(p["title"])) for p in every if p["kind"] == FOUND]


def _forms(ask: Ask, conflict: Conflict) -> dict[str, Any]:
    """What the forms of the page offer, as the URL has it."""
    choice = ask.choice()
    more = wanted(conflict, PACKAGES, choice).asked
    sought = wanted(conflict, SEARCH, choice).search
    assert sought is not None
    every = instruments_of(conflict.instruments)
    without = {one: ";".join(other for other in more if other != one) for one in more}
    return {
        "instruments": every,
        "used": sought.instruments or tuple(one.id for one in every),
        "objectives": {name: objective_in_words(name) for name in ALL_OBJECTIVES},
        "over": sought.objectives,
        "budget": sought.budget,
        "most_budget": MOST_BUDGET,
        "more": more,
        "without": without,
        "room": len(more) < MOST_MORE,
        "levels": LEVELS,
    }


def add(ask: Ask) -> Response:
    """Set one more package beside the others, and have them compared anew."""
    choice = ask.choice()
    conflict = ask.rooms.library.conflict(choice)
    levels = {
        one.id: ask.said(f"level-{one.id}", 1) for one in instruments_of(conflict.instruments)
    }
    parts = [f"{name}={level}" for name, level in levels.items() if LEVELS.get(level)]
    if not parts:
        expected = "half or full of one instrument at least"
        raise bad_input("HF443", "the package has no instrument", expected=expected)
    known = wanted(conflict, PACKAGES, choice).asked
    more = ";".join(dict.fromkeys([*known, ",".join(parts)]))
    ask.rooms.jobs.ask(PACKAGES, replace(choice, more=more))
    return ask.onward(ask.link(f"/c/{choice.case}/packages", **{"with": more}))


def search(ask: Ask) -> Response:
    """Begin a search, and go on to the page that will show what it finds."""
    choice = ask.choice()
    conflict = ask.rooms.library.conflict(choice)
    every = [one.id for one in instruments_of(conflict.instruments)]
    used = [name for name in every if ask.said(f"use-{name}", 10)]
    over = [name for name in ALL_OBJECTIVES if ask.said(f"for-{name}", 10)]
    for what, given in (("instrument", used), ("objective", over)):
        if not given:
            raise bad_input("HF465", f"no {what} is ticked", expected="one at least")
    state = {
        "instruments": "" if used == every else ",".join(used),
        "objectives": "" if over == list(OBJECTIVES) else ",".join(over),
        "budget": _whole(ask, "budget", BUDGET),
        "game_draws": _whole(ask, "game_draws", choice.game_draws),
    }
    asked = replace(choice, **state)  # type: ignore[arg-type]  # strings and numbers by name
    ask.rooms.jobs.ask(SEARCH, asked)
    return ask.onward(ask.link(f"/c/{choice.case}/packages/search", **state))


def _whole(ask: Ask, name: str, otherwise: int | None) -> int | None:
    given = ask.said(name, 9)
    if not given:
        return otherwise
    if not (given.isascii() and given.isdigit()):
        raise bad_input("HF465", f"{name}={given}", expected="a whole number")
    return int(given)
