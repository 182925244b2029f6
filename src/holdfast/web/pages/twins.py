"""The same answers as files: JSON, tables, drawings, Markdown and, where it can be, Word."""

import csv
import io
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from typing import TypeVar

from starlette.responses import PlainTextResponse, Response

from holdfast.core.errors import bad_input
from holdfast.report.markdown import inert, section_text, table_text
from holdfast.report.tables import Table, quantities_table
from holdfast.study.run import as_json
from holdfast.web.ask import Ask
from holdfast.web.documents import findings_of, section_of
from holdfast.web.pages import past, window
from holdfast.web.pages.result import found, needed
from holdfast.web.pages.sections import SECTIONS, compared, shown_on
from holdfast.web.work import COMPARE

FINDINGS = {"table": "table", "hold": "futures", "stable": "stability", "claims": "claims"}
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would work out


def brief_json(ask: Ask) -> Response:
    """Every finding, and the brief."""
    data = needed(ask)
    return _json({"findings": data["findings"], "brief": data["report"]["plain"]})


def brief_md(ask: Ask) -> Response:
    """The brief as Markdown."""
    report = needed(ask)["report"]
    return _text(f"# {inert(report['title'])}\n\n{inert(report['plain'])}\n", "markdown")


def bibtex(ask: Ask) -> Response:
    """What a user of these answers has to cite."""
    return PlainTextResponse(needed(ask)["report"]["bibtex"])


def window_json(ask: Ask) -> Response:
    """The window as the sliders stand, and over the draws where that has been worked out."""
    conflict = ask.rooms.library.conflict(ask.choice())
    data = found(ask)
    over_draws = data["findings"].get("window") if data else None
    return _json({"live": window.look(ask, conflict).to_dict(), "over_draws": over_draws})


def page_json(page: str, ask: Ask) -> Response:
    """The finding behind a page."""
    answer = needed(ask)["findings"].get(FINDINGS[page])
    if answer is None:
        raise _nothing(page)
    return _json(answer)


def page_csv(page: str, ask: Ask) -> Response:
    """A table of a page: `?n=2` for its second."""
    every = [t for data in shown_on(page, needed(ask)) for t in section_of(data).tables]
    return _csv(_nth(ask, every, page))


def page_svg(page: str, ask: Ask) -> Response:
    """A chart of a page: `?n=2` for its second."""
    every = [p for data in shown_on(page, needed(ask)) for p in section_of(data).pictures]
    drawing = _nth(ask, every, page).svg
    if "xmlns=" not in drawing[:400]:
        drawing = drawing.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
    return Response(drawing, media_type="image/svg+xml")


def page_md(page: str, ask: Ask) -> Response:
    """A page as Markdown."""
    shown = shown_on(page, needed(ask))
    if not shown:
        raise _nothing(page)
    return _text("\n".join(section_text(section_of(data)) for data in shown), "markdown")


def compare_json(ask: Ask) -> Response:
    """The comparison of the variants."""
    return _json(needed(ask, COMPARE)["findings"]["compare"])


def compare_csv(ask: Ask) -> Response:
    """A table of the comparison."""
    return _csv(_nth(ask, compared(ask, needed(ask, COMPARE)), "compare"))


def compare_md(ask: Ask) -> Response:
    """The comparison as Markdown."""
    every = compared(ask, needed(ask, COMPARE))
    return _text("\n\n".join(map(table_text, every)) + "\n", "markdown")


def history_json(ask: Ask) -> Response:
    """Promises of the past like the case's."""
    return _json(past.answer(ask).to_dict())


def history_csv(ask: Ask) -> Response:
    """A table of such promises."""
    return _csv(_nth(ask, past.tables(past.answer(ask)), "history"))


def history_md(ask: Ask) -> Response:
    """The same as Markdown."""
    every = past.tables(past.answer(ask))
    return _text("\n\n".join(map(table_text, every)) + "\n", "markdown")


def sources_csv(ask: Ask) -> Response:
    """Every quantity of the case with what it rests on."""
    return _csv(quantities_table(ask.rooms.library.conflict(ask.choice())))


def why_json(ask: Ask) -> Response:
    """Every number of the brief with where it comes from."""
    report = needed(ask)["report"]
    return _json({"numbers": report["numbers"], "inputs": report["inputs"]})


def word(make: str, ask: Ask) -> Response:
    """A Word file, where the extra `office` is installed."""
    try:
        maker: Callable[..., bytes] = getattr(import_module("holdfast.report.office"), make)
    except (ImportError, AttributeError):
        remedy = "install holdfast with the extra office, or take the page as Markdown"
        raise bad_input("HF468", "Word files cannot be made here", remedy=remedy) from None
    conflict = ask.rooms.library.conflict(ask.choice())
    content = maker(conflict, findings_of(needed(ask)))
    name = f'attachment; filename="{conflict.id}-{make.removesuffix("_docx")}.docx"'
    return Response(content, media_type=WORD, headers={"content-disposition": name})


_Thing = TypeVar("_Thing")


def _nth(ask: Ask, things: Sequence[_Thing], page: str) -> _Thing:
    given = ask.query.get("n", "1")
    number = int(given[:4]) if given.isascii() and given.isdigit() else 0
    if not things:
        raise _nothing(page)
    if not 1 <= number <= len(things):
        raise bad_input("HF465", f"n={given[:20]}", expected=f"1 to {len(things)}")
    return things[number - 1]


def _nothing(page: str) -> Exception:
    return bad_input("HF468", f"this case has nothing to say under '{page}'")


def _json(data: object) -> Response:
    return Response(as_json(data), media_type="application/json")


def _text(text: str, kind: str) -> Response:
    return Response(text, media_type=f"text/{kind}; charset=utf-8")


def _csv(table: Table) -> Response:
    """The table; cells that a spreadsheet would work out are made inert."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for row in (table.columns, *table.rows):
        writer.writerow([_cell(cell) for cell in row])
    return _text(out.getvalue(), "csv")


def _cell(cell: str) -> str:
    signed = cell.startswith(_FORMULA) and not cell[1:2].isdigit()
    return f"'{cell}" if signed else cell


LOOKS = {
    "/c/{case:id}/brief.json": brief_json,
    "/c/{case:id}/brief.md": brief_md,
    "/c/{case:id}/brief.docx": partial(word, "brief_docx"),
    "/c/{case:id}/comparison.docx": partial(word, "comparison_docx"),
    "/c/{case:id}/references.bib": bibtex,
    "/c/{case:id}/window.json": window_json,
    "/c/{case:id}/compare.json": compare_json,
    "/c/{case:id}/compare.csv": compare_csv,
    "/c/{case:id}/compare.md": compare_md,
    "/c/{case:id}/history.json": history_json,
    "/c/{case:id}/history.csv": history_csv,
    "/c/{case:id}/history.md": history_md,
    "/c/{case:id}/sources.csv": sources_csv,
    "/c/{case:id}/why.json": why_json,
    **{f"/c/{{case:id}}/{p}.json": partial(page_json, p) for p in FINDINGS},
    **{f"/c/{{case:id}}/{p}.csv": partial(page_csv, p) for p in SECTIONS},
    **{f"/c/{{case:id}}/{p}.md": partial(page_md, p) for p in SECTIONS},
    **{
        f"/c/{{case:id}}/{p}.svg": partial(page_svg, p)
        for p in ("window", "table", "hold", "stable")
    },
}
"""The addresses of all files."""
