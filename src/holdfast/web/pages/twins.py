"""The same answers as files: JSON, tables, drawings, Markdown and, where it can be, Word."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from starlette.responses import PlainTextResponse, Response

from holdfast.conflict.conflict import Conflict
from holdfast.core.errors import bad_input
from holdfast.report.markdown import inert, section_text, table_text
from holdfast.report.office import brief_docx, comparison_docx, packages_docx, section_docx
from holdfast.report.tables import Table
from holdfast.report.tables_inputs import quantities_table
from holdfast.report.twins import csv_text
from holdfast.study.run import as_json
from holdfast.web.ask import Ask
from holdfast.web.documents import findings_of, section_of
from holdfast.web.pages import packages as of_packages
from holdfast.web.pages import past, window
from holdfast.web.pages.result import found, needed
from holdfast.web.pages.sections import SECTIONS, compared, shown_on
from holdfast.web.work import COMPARE, DRAWING

FINDINGS = {
    "window": "window",
    "table": "table",
    "hold": "futures",
    "sequence": "sequence",
    "stable": "stability",
    "claims": "claims",
}
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


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
        every = [p["svg"] for one in shown_on(page, data) for p in one["pictures"]]
        return _svg(_nth(ask, every, page))
    return _text("\n".join(map(section_text, shown)), "markdown")


def compare(ask: Ask) -> Response:
    """The comparison of the variants as a file."""
    data = needed(ask, COMPARE)
    return _tables(ask, data["findings"]["compare"], compared(ask, data))


def packages(ask: Ask) -> Response:
    """Packages side by side, as a file."""
    data = of_packages.answer_of(ask)
    if ask.place("end") == "svg":
        return _svg(_nth(ask, [one["svg"] for one in of_packages.pictures(data)], "packages"))
    return _tables(ask, data["findings"]["packages"], of_packages.tables(ask, data))


def packages_word(ask: Ask) -> Response:
    """Packages side by side on one page, as a Word document."""
    found = findings_of(of_packages.answer_of(ask))
    return _word(ask, lambda conflict: packages_docx(conflict, found["packages"]), "packages")


def history(ask: Ask) -> Response:
    """Promises of the past like the case's, as a file."""
    answer = past.answer(ask)
    if ask.place("end") == "svg":
        return _svg(_nth(ask, [one["svg"] for one in past.charts(answer)], "history"))
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
    """The brief as a Word document, where the extra `office` is installed."""
    found = findings_of(needed(ask))
    return _word(ask, lambda conflict: brief_docx(conflict, found), "brief")


def comparison_word(ask: Ask) -> Response:
    """The packages on one page, as a Word document."""
    found = findings_of(needed(ask))
    return _word(ask, lambda conflict: comparison_docx(conflict, found), "comparison")


def section_word(ask: Ask) -> Response:
    """A page as a Word document: an annex to whatever it is put behind."""
    page, data = ask.place("page"), needed(ask)
    if not shown_on(page, data):
        raise _nothing(page)
    found, names = findings_of(data), SECTIONS[page]
    return _word(ask, lambda conflict: section_docx(conflict, found, names), page)


_Maker = Callable[[Conflict], bytes]


def _word(ask: Ask, make: _Maker, name: str) -> Response:
    conflict = ask.rooms.library.conflict(ask.choice())
    with DRAWING:
        content = make(conflict)
    disposition = f'attachment; filename="{conflict.id}-{name}.docx"'
    return Response(content, media_type=WORD, headers={"content-disposition": disposition})


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


def _svg(drawing: str) -> Response:
    if "xmlns=" not in drawing[:400]:
        drawing = drawing.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
    return Response(drawing, media_type="image/svg+xml")


def _text(text: str, kind: str) -> Response:
    return Response(text, media_type=f"text/{kind}; charset=utf-8")


def _csv(table: Table) -> Response:
    return _text(csv_text(table), "csv")
