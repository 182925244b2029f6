"""Sources, declared once in a case and cited by id."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Source:
    """Something published that a case rests on.

    Parameters
    ----------
    id : the name it is cited by.
    title, publisher : as a reader would look it up.
    kind : primary, news, survey, dataset, paper, book, report or reference.
    published : the day it appeared; never later than the case's `as_of`.
    url, identifier : where it is found; at least one of the two is given.
    archived : address of an archived copy; empty where there is none.
    note : what a reader should know (seen only second-hand, say).
    """

    id: str
    title: str
    publisher: str
    kind: str
    published: date
    url: str = ""
    identifier: str = ""
    archived: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """One use of a source, with the place in it and what it says.

    Parameters
    ----------
    ref : id of a declared source.
    at : the place in the source (page, paragraph, table).
    says : what it says, in our own words.
    quote : at most 25 words, in users' own files only.
    value, unit : the figure this source gives, where several sources differ.
    """

    ref: str
    at: str = ""
    says: str = ""
    quote: str = ""
    value: float | None = None
    unit: str = ""
