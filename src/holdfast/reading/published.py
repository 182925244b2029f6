"""When was an article published, and what says so?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from holdfast.reading.tokens import normal

NOT_STATED = "not stated"
"""The basis where nothing says when the text was published."""

LONGEST_LINE = 300
"""No by-line, heading or line of a web form is longer; so no pattern sees a longer one."""

_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_MONTH = "|".join(f"{name[:3]}(?:{name[3:]}|t?\\.?)" for name in _MONTHS)
_DAY = re.compile(
    rf"\b(?:(?P<m1>{_MONTH}) (?P<d1>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y1>(?:19|20)\d\d)"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<m2>{_MONTH}),? (?P<y2>(?:19|20)\d\d)"
    r"|(?P<y3>(?:19|20)\d\d)-(?P<m3>\d\d)-(?P<d3>\d\d))(?!\d)",
    re.IGNORECASE,
)
_CLOCK = r"(?:at |t)?\d{1,2}[:.]\d\d(?::\d\d)? ?(?:[ap]\.?m\.?)?(?: ?[a-z]{2,4}\b|z\b)?"
_FILLER = re.compile(
    rf"(?:{_CLOCK}|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:mon|tue|wed|thu|fri|sat|sun)\b"
    r"|\b(?:first|last|originally|date|on|at|and|the|by|gmt|utc|est|edt|cet|ist)\b"
    r"|(?P<verb>\b(?:published|posted|issued|released|updated|modified)\b)|[\W_])+"
)
_BY = re.compile(r"(?:written |reported |posted |published )?by\b(?P<rest>.*)", re.IGNORECASE)
_CALENDAR = re.compile(
    rf"(?:{_MONTH}|(?:mon|tues|wednes|thurs|fri|satur|sun)day),?", re.IGNORECASE
)
_FIGURES = re.compile(r"\d[\w:.,-]*")
_MOST_NAMES = 20
_NAME_WORD = re.compile(
    r"[A-Z\u00c0-\u00de][\w.,'\u2019-]*|and|of|for|in|the|de|van|von|bin|al|el|la|with|\W+"
)
_AGENCY = r"\([A-Z][\w ./-]{1,30}\)"
_TOWN = r"[A-Z\u00c0-\u00de][\w.'\u2019-]*(?: [A-Z\u00c0-\u00de][\w.'\u2019-]*){0,3}"
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?"
_DATE = rf"(?i:(?:{_MONTH}) \d{{1,2}}|\d{{1,2}} (?:{_MONTH}))(?:,? (?:19|20)\d\d)?"
_DATELINE = re.compile(
    r"(?:[A-Z][A-Z.'\u2019 /-]{2,40}(?:, [A-Z0-9][\w. ]{2,30}){0,2}(?:, (?:19|20)\d\d)?"
    rf" ?(?:{_AGENCY} ?)?"
    rf"|{_TOWN}(?:, {_TOWN}){{0,2}}(?: {_AGENCY})?,? {_WEEKDAY}{_DATE} ?(?:{_AGENCY} ?)?)"
    r"(?:\u2014|\u2013|--|- ) ?"
)
_PLACE = re.compile(rf"^\s*{_TOWN}(?:, {_TOWN})?(?: {_AGENCY})?, ")


@dataclass(frozen=True, slots=True)
class Published:
    """When a text was published.

    Parameters
    ----------
    day : None where the text does not say.
    basis : what says so: meta, structured data, time element, front matter, by-line,
        date line, dateline; or `NOT_STATED`.
    """

    day: date | None = None
    basis: str = NOT_STATED


def days(text: str) -> Iterator[date]:
    """Which full dates does this text name, left to right?

    Dates in figures count only in the order year, month, day: 01/03/2025 means two days.

    Examples
    --------
    >>> [str(day) for day in days("from 1 March 2025 to Mar. 4, 2025, not 01/03/2025")]
    ['2025-03-01', '2025-03-04']
    """
    for match in _DAY.finditer(text):
        parts = {key[0]: value for key, value in match.groupdict().items() if value}
        month = parts["m"]
        number = int(month) if month.isdigit() else _month(month.lower())
        try:
            yield date(int(parts["y"]), number, int(parts["d"]))
        except ValueError:  # 31 February
            continue


def byline(line: str) -> bool:
    """Whether the line names the author, and says nothing else.

    Examples
    --------
    >>> [byline(line) for line in ("By | March 1, 2025", "By Ann Lee", "By Friday they left")]
    [True, True, False]
    """
    match = _BY.fullmatch(line) if len(line) <= LONGEST_LINE else None
    if match is None or match["rest"].rstrip().endswith((".", "?", "!", ":")):
        return False
    rest = _DAY.sub(" ", match["rest"])
    names = [word for word in _FIGURES.sub(" ", rest).split() if not _CALENDAR.fullmatch(word)]
    dated = rest != match["rest"]
    if len(names) > _MOST_NAMES or not all(_NAME_WORD.fullmatch(word) for word in names):
        return False
    return dated or bool(names) or not rest.strip()


def date_line(line: str) -> bool:
    """Whether the line says when the text was published, and nothing else.

    Examples
    --------
    >>> date_line("Updated: 1 March 2025, 10:30 GMT"), date_line("It began on 1 March 2025.")
    (True, False)
    >>> date_line("KYIV, 1 March 2025")
    True
    """
    if len(line) > LONGEST_LINE or not any(days(line)):
        return False
    left = _DAY.sub(" ", _PLACE.sub("", line)).lower()
    return _FILLER.fullmatch(left) is not None


def dateline(line: str) -> int:
    """How long is the dateline that the paragraph starts with, as agencies' do? 0 for none.

    A place in capitals and a dash; or a place, a day and a dash.

    Examples
    --------
    >>> dateline("KYIV, March 1 (Agency) \u2014 The ministry said no.")
    25
    >>> dateline("Yerevan, 12 May 2024 - It said no."), dateline("Ukraine - it said - left.")
    (23, 0)
    """
    match = _DATELINE.match(line[:LONGEST_LINE])
    return match.end() if match else 0


def published(lines: list[str]) -> Published:
    """When do the head lines of an article say that it was published?

    Only by-lines, date lines and datelines count: a date in a sentence is the date of what the
    sentence tells.

    Parameters
    ----------
    lines : of the head of one article, in order.

    Examples
    --------
    >>> published(["Talks off", "By Ann Lee | March 1, 2025", "War began on 2 May 2014."]).basis
    'by-line'
    """
    dated = [said for line in lines if (said := _dated(line)) is not None]
    first = [found for found, updated in dated if not updated]
    return next(iter([*first, *(found for found, _ in dated)]), Published())


def _dated(line: str) -> tuple[Published, bool] | None:
    """Which day does this head line give, and is it only that of an update?"""
    match = _DATELINE.match(line[:LONGEST_LINE])
    basis = "by-line" if byline(line) else "date line" if date_line(line) else ""
    day = next(days(line if basis else match.group() if match else ""), None)
    if day is None:
        return None
    return Published(day, basis or "dateline"), bool(basis) and "updated" in normal(line)


def _month(word: str) -> int:
    return next(n for n, name in enumerate(_MONTHS, 1) if name.startswith(word[:3]))
