"""Pages that show sections of the report: who comes, does it hold, what is stable, claims."""

from collections.abc import Iterator

from starlette.responses import Response

from holdfast.conflict.conflict import Conflict
from holdfast.core.errors import bad_input
from holdfast.report.answers import mapping, real
from holdfast.report.phrases import listed, share_of_draws
from holdfast.report.tables import Table, comparison_table
from holdfast.web.ask import Ask
from holdfast.web.documents import Data
from holdfast.web.pages.result import found, frame, needed, waiting
from holdfast.web.work import COMPARE

SECTIONS = {
    "window": ("window", "supply"),
    "table": ("table",),
    "hold": ("hold", "unfold"),
    "sequence": ("sequence",),
    "stable": ("stable",),
    "claims": ("claims", "article"),
}
"""Which sections of the report a page shows; the first asks its question."""

CHANGES = {"window": "decides", "table": "decides", "hold": "decides"}
"""Which section says what would change the answer."""


def table(ask: Ask) -> Response:
    """Who would come to the table, and why not?"""
    return _show(ask, "table")


def hold(ask: Ask) -> Response:
    """Would it be kept, and for how long?"""
    return _show(ask, "hold")


def sequence(ask: Ask) -> Response:
    """In which order can the steps be taken, and who is exposed?"""
    return _show(ask, "sequence")


def stable(ask: Ask) -> Response:
    """Which agreements are stable?"""
    return _show(ask, "stable")


def claims(ask: Ask) -> Response:
    """Which of the article's claims stand up?"""
    return _show(ask, "claims")


def _show(ask: Ask, page: str) -> Response:
    conflict = ask.rooms.library.conflict(ask.choice())
    data = found(ask)
    if data is None:
        return waiting(ask, conflict, page)
    shown = shown_on(page, data)
    frames = frame(ask, conflict, page)
    if not shown:
        return ask.page("silent.html", **frames, articles=ask.rooms.library.articles())
    change = data["report"]["sections"].get(CHANGES.get(page, ""))
    return ask.page("sections.html", **frames, sections=shown, change=change)


def shown_on(page: str, data: Data) -> list[Data]:
    """Which sections of this report stand on this page?"""
    every = data["report"]["sections"]
    return [every[name] for name in SECTIONS[page] if name in every]


def numbers(ask: Ask) -> Response:
    """Where does each number of the brief come from?"""
    conflict = ask.rooms.library.conflict(ask.choice())
    data = found(ask)
    if data is None:
        return waiting(ask, conflict, "why")
    return ask.page("numbers.html", **frame(ask, conflict, "why"), report=data["report"])


def why(ask: Ask) -> Response:
    """Where does this number come from?"""
    conflict = ask.rooms.library.conflict(ask.choice())
    report = needed(ask)["report"]
    wanted = int(ask.place("number"))
    entry = next((one for one in report["numbers"] if one["id"] == wanted), None)
    if entry is None:
        expected = f"1 to {len(report['numbers'])}"
        raise bad_input("HF463", f"the brief has no number {wanted}", expected=expected)
    inputs = [report["inputs"][name] for name in entry["inputs"] if name in report["inputs"]]
    frames = frame(ask, conflict, "why")
    return ask.page("why.html", **frames, entry=entry, inputs=inputs)


def compare(ask: Ask) -> Response:
    """How do the variants of the case differ?"""
    conflict = ask.rooms.library.conflict(ask.choice())
    frames = frame(ask, conflict, "compare")
    if not conflict.variants or not frames["has_contest"]:
        return ask.page("silent.html", **frames, articles=[])
    data = found(ask, COMPARE)
    if data is None:
        return waiting(ask, conflict, "compare", COMPARE)
    says = list(_differences(ask, conflict, data))
    return ask.page(
        "compare.html",
        **frames,
        word=found(ask) is not None,
        says=says,
        tables=compared(ask, data),
    )


def _differences(ask: Ask, conflict: Conflict, data: Data) -> Iterator[str]:
    """How often the window of each package is open, in the case and under each variant."""
    variants = data["findings"]["compare"]["answer"]["variants"]
    for guarantee in conflict.packages:
        shares = {
            name: share_of_draws(real(found[guarantee.id]["window_open"]))
            for name, found in variants.items()
            if guarantee.id in found
        }
        first, *others = shares.items()
        under = [ask.words("%(share)s under '%(name)s'", share=s, name=n) for n, s in others]
        yield ask.words(
            "'%(package)s': some strength of it brings both sides in %(share)s of draws; in"
            " %(others)s.",
            package=guarantee.title,
            share=first[1],
            others=listed(under),
        )


def compared(ask: Ask, data: Data) -> list[Table]:
    """One table a package: its headlines under each variant."""
    conflict = ask.rooms.library.conflict(ask.choice())
    answer = data["findings"]["compare"]["answer"]
    packages = mapping(next(iter(mapping(answer["variants"]).values())))
    titles = {g.id: g.title for g in conflict.packages}
    return [comparison_table(answer, name, titles.get(name, name)) for name in packages]
