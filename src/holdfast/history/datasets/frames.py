"""Tables of data frames, as pandas and rdata give them; neither is imported for it."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from holdfast.history.datasets.tables import Cells, Table


def frame_table(source: str, frame: Any) -> Table:  # noqa: ANN401 - a library's own type
    """Which table is this data frame? Missing values of any kind become None."""
    header = tuple(str(name) for name in frame.columns)
    columns = [_column(frame[name]) for name in frame.columns]
    return Table(source, header, _numbered(columns), "observation")


def _numbered(columns: list[list[object]]) -> Iterator[tuple[int, Cells]]:
    yield from enumerate(zip(*columns, strict=True), 1)


def _column(series: Any) -> list[object]:  # noqa: ANN401 - as above
    values, missing = series.tolist(), series.isna().tolist()
    return [
        None if gone else _plain(value) for value, gone in zip(values, missing, strict=True)
    ]


def _plain(value: object) -> object:
    """A day where it is a point in time, as Stata's dates become."""
    return value.date() if isinstance(value, date) and hasattr(value, "date") else value
