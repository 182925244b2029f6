"""How a cell of a published file becomes a value: text, a number, a day, a code in words."""

import math
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime

Value = str | int | float | date | None
"""What a cell holds in the end; None where the file has nothing or says that it is unknown."""

Reader = Callable[[object], Value]
"""Turns a cell into a value; raises CellError where it cannot."""

_NOTHING = frozenset({"", ".", "na", "n/a", "nan", "#n/a"})
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T].*)?")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})")
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_YES = frozenset({"true", "yes", "1", "1.0"})
_NO = frozenset({"false", "no", "0", "0.0"})
_LONG = 16  # digits of which not every number is exact as a float
_EARLIEST, _LATEST = 1400, 2200  # years that a dataset of states and wars can hold
_MOST_DAYS = 73_415  # from 1900 to the end of 2100; up to _LATEST a number may be a year
_FAULTS = frozenset({"#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"})


class CellError(ValueError):
    """A cell that cannot be read.

    Parameters
    ----------
    cell : what stands in it.
    expected : what would have been right.
    """

    def __init__(self, cell: object, expected: str) -> None:
        super().__init__(f"{cell!r} is not {expected}")
        self.cell = cell
        self.expected = expected


class Fault(str):
    """What a sheet shows in a cell that it could not work out, as #N/A."""

    __slots__ = ()


def fault(cell: object) -> bool:
    """Whether a cell holds an error of a spreadsheet, there or in a text saved from one.

    Examples
    --------
    >>> fault(Fault("#N/A")), fault("#REF!"), fault("#N/A")
    (True, True, False)
    """
    if not isinstance(cell, str) or not cell.startswith("#"):
        return False
    return isinstance(cell, Fault) or cell.strip() in _FAULTS


def empty(cell: object) -> bool:
    """Whether a cell says nothing: blank, a lone dot (Stata) or NA (R).

    Examples
    --------
    >>> [empty(cell) for cell in (None, " ", ".", "NA", 0)]
    [True, True, True, True, False]
    """
    return cell is None or (isinstance(cell, str) and cell.strip().casefold() in _NOTHING)


def text(cell: object) -> str | None:
    """Which words stand in the cell? White space is made one space.

    Examples
    --------
    >>> text("  Hizb-i  Wahdat ")
    'Hizb-i Wahdat'
    """
    if empty(cell):
        return None
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))  # a sheet holds the id 333 as 333.0
    return " ".join(str(cell).split())


def version(cell: object) -> str | None:
    """Which version of a dataset does the cell name? A number of single precision is rounded.

    Examples
    --------
    >>> version("4.0100002"), version(22.1), version("gml-2.1.1")
    ('4.01', '22.1', 'gml-2.1.1')
    """
    said = text(cell)
    try:
        return None if said is None else f"{float(said):.6g}"
    except ValueError:
        return said


def labelled(labels: Mapping[str, str]) -> Reader:
    """Which reader gives versions the names under which the registry has them?

    Examples
    --------
    >>> read = labelled({"3": "3-2021"})
    >>> read(3.0), read("5")
    ('3-2021', '5')
    """

    def read(cell: object) -> str | None:
        said = version(cell)
        return None if said is None else labels.get(said, said)

    return read


def number(cell: object) -> float | None:
    """Which number stands in the cell?

    Raises
    ------
    CellError
        Where it is none, or not finite.
    """
    if empty(cell):
        return None
    said = str(cell)
    try:
        found = math.nan if "_" in said else float(said)  # 1_000 is a number in Python only
    except ValueError:
        found = math.nan
    if not math.isfinite(found):
        raise CellError(cell, "a number")
    return found


def integer(cell: object) -> int | None:
    """Which whole number stands in the cell? 10.0, as sheets write it, is 10.

    Raises
    ------
    CellError
        Where it is none.

    Examples
    --------
    >>> integer("10.0"), integer(".")
    (10, None)
    """
    if isinstance(cell, str) and cell.isdecimal() and len(cell) < _LONG:
        return int(cell)  # nearly all cells of the largest files
    try:
        found = number(cell)
    except CellError:
        raise CellError(cell, "a whole number") from None
    if found is None:
        return None
    if not found.is_integer():
        raise CellError(cell, "a whole number")
    return int(found)


def year(cell: object) -> int | None:
    """Which year stands in the cell?

    Raises
    ------
    CellError
        Where it is none that a dataset of states and wars can hold.
    """
    found = integer(cell)
    if found is not None and not _EARLIEST <= found <= _LATEST:
        raise CellError(cell, f"a year from {_EARLIEST} to {_LATEST}")
    return found


def flag(cell: object) -> int | None:
    """Does the cell say yes (1) or no (0)?

    Raises
    ------
    CellError
        Where it says neither.

    Examples
    --------
    >>> flag("True"), flag(0.0), flag("")
    (1, 0, None)
    """
    if empty(cell):
        return None
    said = str(cell).strip().casefold()
    if said not in _YES | _NO:
        raise CellError(cell, "yes (1) or no (0)")
    return int(said in _YES)


def day(cell: object) -> date | None:
    """Which day stands in the cell: a date, 1992-04-24, or 4/24/1992 with the month first?

    Raises
    ------
    CellError
        Where it is none, or its year has two digits only (see `day_near`).
    """
    return day_near(cell, None)


def moment(cell: object) -> Value:
    """Which day stands in the cell? Its words where the century is not written (7/21/46).

    Raises
    ------
    CellError
        Where it is none.
    """
    try:
        return day(cell)
    except CellError:
        if slashed(cell) is None:
            raise
        return text(cell)


def slashed(cell: object) -> tuple[int, int] | None:
    """Which two numbers come before the year of a day as 4/24/1992? None: it is not so written.

    Examples
    --------
    >>> slashed("4/24/1992"), slashed("1992-04-24")
    ((4, 24), None)
    """
    parts = _SLASHED.fullmatch(cell.strip()) if isinstance(cell, str) else None
    return None if parts is None else (int(parts[1]), int(parts[2]))


def count_of_days(cell: object) -> int | None:
    """How many days has a sheet counted here? None where the number may be a year, or is none.

    Examples
    --------
    >>> count_of_days(34035.0), count_of_days("34035"), count_of_days(1992)
    (34035, 34035, None)
    """
    try:
        found = None if isinstance(cell, bool | date) else integer(cell)
    except CellError:
        return None
    return found if found is not None and _LATEST < found <= _MOST_DAYS else None


def _no_day(cell: object, example: str) -> CellError:
    counted = count_of_days(cell) is not None
    hint = "; a sheet's count of days has to be shown as a day before it is saved"
    return CellError(cell, f"a day as {example}{hint if counted else ''}")


def day_near(cell: object, known: int | None, *, latest: int | None = None) -> date | None:
    """Which day is meant where a file writes the year with two digits, as 7/21/46?

    Parameters
    ----------
    cell : as for `day`.
    known : a year that is close to it; the century is chosen so that the two are nearest.
    latest : a year after which it cannot be; the last century before it is chosen.

    Raises
    ------
    CellError
        Where no day stands in the cell, or its century cannot be known.

    Examples
    --------
    >>> day_near("7/21/46", 1946), day_near("9/30/69", None, latest=2020)
    (datetime.date(1946, 7, 21), datetime.date(1969, 9, 30))
    """
    if empty(cell):
        return None
    if isinstance(cell, date):  # a datetime is one too
        return cell.date() if isinstance(cell, datetime) else cell
    words = str(cell).strip()
    if iso := _ISO.fullmatch(words):
        return _date(cell, *(int(part) for part in iso.groups()))
    parts = _SLASHED.fullmatch(words)
    if parts is None:
        raise _no_day(cell, "1992-04-24")
    month, day_, short = parts.groups()
    whole = int(short) if len(short) > 2 else _whole(cell, int(short), known, latest)
    return _date(cell, whole, int(month), int(day_))


def _whole(cell: object, short: int, known: int | None, latest: int | None) -> int:
    centuries = [short + century for century in range(1400, 2300, 100)]
    if latest is not None:
        return max(year for year in centuries if year <= latest)
    if known is None:
        raise CellError(cell, "a day with a year of four digits")
    return min(centuries, key=lambda year: abs(year - known))


def day_of_parts(year_: Value, month: Value, day_: Value) -> date | None:
    """Which day is this? None where a part is missing or coded as unknown (below 1).

    Raises
    ------
    CellError
        Where there is no such day.

    Examples
    --------
    >>> day_of_parts(1823, 4, 7), day_of_parts(1823, -9, 7)
    (datetime.date(1823, 4, 7), None)
    """
    parts = (year_, month, day_)
    if not all(isinstance(part, int) and part >= 1 for part in parts):
        return None
    return _date("-".join(map(str, parts)), *(int(str(part)) for part in parts))


def day_in_words(cell: object) -> date | None:
    """Which day stands in words, as 25 May 1918? None where the day or the month is left open.

    Raises
    ------
    CellError
        Where the month is none.

    Examples
    --------
    >>> day_in_words("25 May 1918"), day_in_words(". May 1918")
    (datetime.date(1918, 5, 25), None)
    """
    if isinstance(cell, date):
        return day(cell)
    parts = [] if empty(cell) else str(cell).replace(".", " ").split()
    if count_of_days(cell) is not None:
        raise _no_day(cell, "25 May 1918")
    if len(parts) < 3:
        return None
    if parts[1].casefold() not in _MONTHS or not (parts[0] + parts[2]).isdigit():
        raise CellError(cell, "a day as 25 May 1918")
    return _date(cell, int(parts[2]), _MONTHS.index(parts[1].casefold()) + 1, int(parts[0]))


def _date(cell: object, year_: int, month: int, day_: int) -> date:
    try:
        return date(year_, month, day_)
    except ValueError:
        raise CellError(cell, "a day that exists") from None


def coded(words: Mapping[int, str]) -> Reader:
    """Which reader turns these codes into words? It takes the words themselves, too.

    Examples
    --------
    >>> read = coded({1: "full", 2: "partial"})
    >>> read("2.0"), read("Full"), read("")
    ('partial', 'full', None)
    """
    known = {word.casefold(): word for word in words.values()}

    def read(cell: object) -> str | None:
        said = text(cell)
        if said is None or said.casefold() in known:
            return None if said is None else known[said.casefold()]
        try:
            found = words.get(int(float(said))) if float(said).is_integer() else None
        except (ValueError, OverflowError):
            found = None
        if found is None:
            listed = ", ".join(f"{code} ({word})" for code, word in words.items())
            raise CellError(cell, f"one of the codes {listed}")
        return found

    return read


def without(read: Reader, *unknown: int) -> Reader:
    """Which reader takes these codes for "unknown"?

    Examples
    --------
    >>> without(integer, -9)("-9") is None
    True
    """

    def reader(cell: object) -> Value:
        try:
            said = integer(cell)
        except CellError:
            said = None
        return None if said in unknown else read(cell)

    return reader
