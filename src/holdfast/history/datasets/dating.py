"""Days whose order or count only their whole column tells: 4/5/1999, and a sheet's 34035."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from holdfast.core.errors import HoldfastError
from holdfast.history.datasets.cells import count_of_days, slashed, text
from holdfast.history.datasets.tables import Table, wrong_row

_MONTHS = 12
_ZERO = date(1899, 12, 30)  # sheets hold 1900 for a leap year, and count one more from March on

_Row = tuple[int, list[object]]


@dataclass(frozen=True, slots=True)
class _Order:
    """What the days of a column say of their order.

    Parameters
    ----------
    at : where the column stands.
    day_first, month_first : the number of the first row that says so, and what it says; None
        where no row does.
    open : whether a row could mean two days.
    """

    at: int
    day_first: tuple[int, str] | None
    month_first: tuple[int, str] | None
    open: bool


def settled(table: Table, columns: Sequence[int]) -> tuple[Table, tuple[str, ...]]:
    """Which table is it with its days plain, and what was taken for that?

    A column with a day above 12 in the first place only has the day first; one that does not
    tell is read like the others, and with the month first where none of them does.

    Parameters
    ----------
    table : as a file holds it.
    columns : where those with days stand; without any, rows are left for later.

    Raises
    ------
    HoldfastError
        HF427 where a column has days in both orders.
    """
    if not columns:
        return table, ()
    rows = [(number, list(cells)) for number, cells in table.rows]
    counted = [at for at in columns if table.counts_days and _count(rows, at)]
    orders = [_order(rows, at) for at in columns]
    for order in orders:
        _check(table, order)
    turned, taken = _turned(orders)
    for at in turned:
        _turn(rows, at)
    said = (
        *_said(table, counted, "that stand as numbers were counted from 1900"),
        *_said(table, turned, "were read with the day first, as 24/4/1992"),
        *_said(table, taken, "were read with the month first; nothing in them tells"),
    )
    return replace(table, rows=iter(rows)), said


def _count(rows: Sequence[_Row], at: int) -> bool:
    """Put days in the place of a sheet's numbers of days; whether there were any."""
    found = False
    for _, cells in rows:
        days = None if isinstance(cells[at], str) else count_of_days(cells[at])
        if days is not None:
            cells[at], found = _ZERO + timedelta(days), True
    return found


def _order(rows: Sequence[_Row], at: int) -> _Order:
    told = list(_slashed(rows, at))
    day_first = (where for where, first, second in told if first > _MONTHS >= second)
    month_first = (where for where, first, second in told if second > _MONTHS >= first)
    unsure = any(_MONTHS >= first != second <= _MONTHS for _, first, second in told)
    return _Order(at, next(day_first, None), next(month_first, None), unsure)


def _slashed(rows: Sequence[_Row], at: int) -> Iterator[tuple[tuple[int, str], int, int]]:
    for number, cells in rows:
        if parts := slashed(cells[at]):
            yield (number, str(text(cells[at]))), *parts


def _check(table: Table, order: _Order) -> None:
    if order.day_first is None or order.month_first is None:
        return
    (there, one), (number, other) = sorted((order.day_first, order.month_first))
    what = f"'{table.header[order.at]}' holds '{other}', and in {table.unit} {there} '{one}'"
    raise _mixed(table, number, what)


def _mixed(table: Table, number: int, what: str) -> HoldfastError:
    return wrong_row(table, number, what, "days of one order, as 24/4/1992 or as 4/24/1992")


def _turned(orders: Sequence[_Order]) -> tuple[list[int], list[int]]:
    """The columns to read with the day first, and those taken to have the month first."""
    first = {order.at for order in orders if order.day_first}
    second = {order.at for order in orders if order.month_first}
    unsure = [order.at for order in orders if order.open and order.at not in first | second]
    if first and not second:
        return sorted([*first, *unsure]), []
    return sorted(first), [] if second and not first else unsure


def _turn(rows: Sequence[_Row], at: int) -> None:
    for _, cells in rows:
        if slashed(cells[at]):
            first, second, rest = str(cells[at]).strip().split("/")
            cells[at] = f"{second}/{first}/{rest}"


def _said(table: Table, columns: Sequence[int], how: str) -> Iterator[str]:
    if columns:
        named = ", ".join(f"'{table.header[at]}'" for at in columns)
        yield f"the days in {named} {how}"
