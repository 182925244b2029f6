"""Twins: every table of a report as csv and Markdown, every figure as SVG and PNG, by name.

Names go into addresses and files, so they do not change with what a table says: the first table
of a section has the section's id, the next ones count on (`window`, `window-2`). Figures have
names of their own (`window-tripwire`).
"""

import csv
import io
import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from holdfast.report.document import Document
from holdfast.report.figures.style import Picture
from holdfast.report.markdown import table_text
from holdfast.report.sections import Section
from holdfast.report.tables import Table

_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?%?")
_STARTS_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def csv_text(table: Table) -> str:
    r"""Which csv is this table? One header line, then the rows, as RFC 4180 has it.

    A cell that a spreadsheet would take for a formula starts with an apostrophe; a plain number
    stays one.

    Examples
    --------
    >>> csv_text(Table("Sums", ("a", "b"), (("-1", "x, y"), ("=A1", "-1 (-2 to 0)"))))
    'a,b\r\n-1,"x, y"\r\n\'=A1,\'-1 (-2 to 0)\r\n'
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows([_inert(cell) for cell in row] for row in (table.columns, *table.rows))
    return out.getvalue()


def tables_of(section: Section) -> dict[str, Table]:
    """Which tables has this section, by name, in order?"""
    return {
        section.id if place == 1 else f"{section.id}-{place}": table
        for place, table in enumerate(section.tables, start=1)
    }


def tables_by_name(document: Document) -> dict[str, Table]:
    """Which tables has this report, by name, in order?"""
    found = (tables_of(section) for section in document.sections)
    return {name: table for tables in found for name, table in tables.items()}


def figures_by_name(document: Document) -> dict[str, Picture]:
    """Which figures has this report, by name, in order?"""
    return {p.name: p for section in document.sections for p in section.pictures}


TABLE_FORMS: Mapping[str, Callable[[Table], bytes]] = MappingProxyType(
    {
        "csv": lambda table: csv_text(table).encode("utf-8"),
        "md": lambda table: f"{table_text(table)}\n".encode(),
    }
)
"""The bytes of a table's twins, by the ending of their files."""

FIGURE_FORMS: Mapping[str, Callable[[Picture], bytes]] = MappingProxyType(
    {
        "svg": lambda picture: picture.svg.encode("utf-8"),
        "png": lambda picture: picture.png(),
    }
)
"""The bytes of a figure's twins, by the ending of their files."""


def _inert(cell: str) -> str:
    """The cell, so that no spreadsheet works it out."""
    formula = cell.lstrip().startswith(_STARTS_FORMULA) or cell.startswith(("\t", "\r", "\n"))
    return f"'{cell}" if formula and not _NUMBER.fullmatch(cell) else cell
