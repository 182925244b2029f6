"""The same answers as files: JSON, tables, drawings, Markdown and, where it can be, Word."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import TypeVar

from starlette.responses import PlainTextResponse, Response

from holdfast.core.errors import bad_input
from holdfast.report.figures.style import Picture
from holdfast.report.markdown import inert, section_text, table_text
from holdfast.report.tables import Table, quantities_table
from holdfast.study.run import as_json
from holdfast.web.ask import Ask
from holdfast.web.documents import findings_of, section_of
from holdfast.web.pages import past, window
from holdfast.web.pages.result import found, needed
from holdfast.web.pages.sections import compared, shown_on
from holdfast.web.work import COMPARE

FINDINGS = {
    "window": "window",
    "table": "table",
    "hold": "futures",
    "stable": "stability",
    "claims": "claims",
}
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


def section(ask: Ask) -> Response:
    """A page as a file: its finding, a table, a chart, or its text.

    Of several tables or charts `?n=2` names the second.
    """
    page, end = ask.place("page"), ask.place("end")
    data = needed(ask)
    shown = [section_of(one) for one in shown_on(page, data)]
    if not shown:
        raise _nothing(page)
    if end == "json":
        return _json(data["findings"][FINDINGS[page]])
    if end == "csv":
        return _csv(_nth(ask, [t for one in shown for t in one.tables], page))
    if end == "svg":
        return _svg(_nth(ask, [p for one in shown for p in one.pictures], page))
    return _text("\n".join(map(section_text, shown)), "markdown")


def compare(ask: Ask) -> Response:
    """The comparison of the variants as a file."""
    data = needed(ask, COMPARE)
    return _tables(ask, data["findings"]["compare"], compared(ask, data))


def history(ask: Ask) -> Response:
    """Promises of the past like the case's, as a file."""
    answer = past.answer(ask)
    return _tables(ask, answer.to_dict(), past.tables(answer))


def _tables(ask: Ask, answer: Mapping[str, object], tables: Sequence[Table]) -> Response:
    """A finding whose page is made of tables."""
    end = ask.place("end")
    if end == "json":
        return _json(answer)
    if end == "csv":
        return _csv(_nth(ask, tables, "tables"))
    if end == "md":
        return _text("\n\n".join(map(table_text, tables)) + "\n", "markdown")
    raise _nothing("charts")


def sources_csv(ask: Ask) -> Response:
    """Every quantity of the case with what it rests on."""
    return _csv(quantities_table(ask.rooms.library.conflict(ask.choice())))


def why_json(ask: Ask) -> Response:
    """Every number of the brief with where it comes from."""
    report = needed(ask)["report"]
    return _json({"numbers": report["numbers"], "inputs": report["inputs"]})


def brief_word(ask: Ask) -> Response:
    """The brief as a Word file, where the extra `office` is installed."""
    return _word(ask, "brief_docx")


def comparison_word(ask: Ask) -> Response:
    """The packages on one page, as a Word file."""
    return _word(ask, "comparison_docx")


def _word(ask: Ask, make: str) -> Response:
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


def _svg(picture: Picture) -> Response:
    drawing = picture.svg
    if "xmlns=" not in drawing[:400]:
        drawing = drawing.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
    return Response(drawing, media_type="image/svg+xml")


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
