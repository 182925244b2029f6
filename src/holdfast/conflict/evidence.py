"""What was said or done, when, according to whom, and who coded it."""

from dataclasses import dataclass
from datetime import date

MACHINE = "reader"
"""The name under which a program codes; it needs a person's check before it feeds a number."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One item of evidence.

    Parameters
    ----------
    id, date : its name in the file, and the day of what it reports.
    source : id of a declared source.
    says : in our own words.
    bears_on : dotted paths in the case.
    grade : admiralty code, letter for the source and digit for the information.
    coded_by, checked_by : who read it out of the source, and who confirmed that.
    quote, at : the words it rests on and their place, in users' own files.
    """

    id: str
    date: date
    source: str
    says: str
    bears_on: tuple[str, ...]
    grade: str
    coded_by: str
    checked_by: str = ""
    quote: str = ""
    at: str = ""

    @property
    def machine_only(self) -> bool:
        """Whether a program coded it and nobody has checked it."""
        return self.coded_by == MACHINE and not self.checked_by
