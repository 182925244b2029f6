"""What went wrong, where, what was expected and what to do: errors written for analysts."""

from dataclasses import dataclass
from enum import IntEnum
from types import MappingProxyType


class ExitCode(IntEnum):
    """What the process tells its caller."""

    ANSWERED = 0
    ANSWERED_NO = 1
    BAD_INPUT = 2
    GAVE_UP = 3


CODES = MappingProxyType(
    {
        "HF101": "The file cannot be read",
        "HF102": "The file is not text",
        "HF103": "The file is too large",
        "HF104": "The YAML cannot be parsed",
        "HF105": "A key stands twice in one mapping",
        "HF106": "A YAML feature that case files do not use",
        "HF107": "The file is nested too deeply",
        "HF201": "Unknown key",
        "HF202": "Missing key",
        "HF203": "A value of the wrong kind",
        "HF204": "Unknown or unfitting unit",
        "HF205": "A quantity is not written in one of the two ways",
        "HF206": "A number without source or judge",
        "HF207": "A number outside its range",
        "HF301": "A name that the file does not declare",
        "HF302": "A condition that cannot be parsed",
        "HF303": "Cited before it was published",
        "HF304": "The start is impossible",
        "HF305": "A guarantee that can never trigger",
        "HF306": "A variant that does not fit its case",
        "HF307": "An unchecked machine coding feeds a number",
        "HF308": "Preferences that do not cover every state",
        "HF309": "No state is possible",
        "HF310": "The state space is too large",
        "HF311": "A comparison that the order contradicts",
        "HF312": "A belief that nobody can hold",
        "HF313": "A move that nobody can make",
        "HF401": "The case lacks what the question needs",
        "HF402": "Unknown case",
        "HF403": "An option of the command does not fit",
        "HF404": "The output folder cannot be written",
        "HF405": "The run folder cannot be read",
        "HF406": "The run has no such number",
        "HF420": "What the dataset work needs is not installed",
        "HF421": "No dataset has this name",
        "HF422": "holdfast cannot read this dataset",
        "HF423": "There is no one file to take",
        "HF424": "The file is not a table",
        "HF425": "The file is truncated or damaged",
        "HF426": "A column is missing",
        "HF427": "A cell or a row cannot be read",
        "HF428": "The file is of another version",
        "HF429": "The licence was not acknowledged",
        "HF430": "The address cannot be used",
        "HF431": "The server does not answer",
        "HF432": "The download was cut off",
        "HF433": "The file is not the one that it should be",
        "HF434": "The file is too large",
        "HF435": "The file cannot be stored",
        "HF436": "The survival model has no answer",
        "HF437": "The ledger of forecasts is broken",
        "HF438": "This forecast cannot be resolved",
        "HF439": "There are no forecasts here",
        "HF440": "What the search for packages needs is not installed",
        "HF441": "No instrument has this name",
        "HF442": "An instrument of the case says too little",
        "HF443": "A package that cannot be read",
        "HF444": "The journal of a search cannot be used",
        "HF445": "No objective has this name",
        "HF446": "Promises that contradict each other",
        "HF450": "Steps that wait for each other",
        "HF451": "No step, or more than one, stops the fighting",
        "HF452": "An order that the steps do not allow",
        "HF453": "A step that cannot be cut like that",
        "HF454": "Too many situations on the way",
        "HF455": "An election that is over",
        "HF456": "A war that has not begun",
        "HF457": "These forecasts are written down already",
        "HF460": "Others could reach the app without a password",
        "HF461": "The app cannot listen there",
        "HF462": "The app's database cannot be used",
        "HF463": "There is no such thing in the app",
        "HF464": "Somebody else was first",
        "HF465": "A value in the address or the form does not fit",
        "HF466": "Too much at once",
        "HF467": "A decision needs a name",
        "HF468": "This answer is not there as a file",
        "HF469": "The web app is not installed",
        "HF470": "What a Word document needs is not installed",
        "HF471": "There is nothing here to forget",
        "HF501": "Gave up",
        "HF601": "There is nothing to read",
        "HF602": "No case can be drafted from this article",
        "HF603": "Nothing can be added to this case file",
        "HF604": "The article is in the case already",
        "HF701": "What a second opinion needs is not installed",
        "HF702": "The endpoint does not answer",
        "HF703": "The endpoint's answer cannot be used",
        "HF801": "Not a save file of GMCR+",
        "HF802": "The save file says what no case can hold",
        "HF803": "The save file lacks an order of preference",
        "HF804": "The other format cannot hold this case",
    }
)
"""Every error code with its title; docs/reference/errors.md has a paragraph for each."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands in a text file.

    Parameters
    ----------
    file : the name as the user gave it.
    line, column : int, >= 1.
    """

    file: str
    line: int
    column: int = 1

    def __str__(self) -> str:
        """Write it as file:line:column, which editors and terminals can open."""
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, with its place and its remedy.

    Parameters
    ----------
    code : a key of `CODES`.
    what : what is wrong, in one clause.
    place : where; absent for problems that no file has (a missing case, a full disk).
    expected : what would have been right.
    remedy : what to do about it.
    """

    code: str
    what: str
    place: Place | None = None
    expected: str = ""
    remedy: str = ""

    def __str__(self) -> str:
        """Write the problem as one line, whatever signs the file put into it."""
        where = f"{self.place}: " if self.place else ""
        expected = f"; expected {self.expected}" if self.expected else ""
        remedy = f"; {self.remedy}" if self.remedy else ""
        return printable(f"{where}error {self.code}: {self.what}{expected}{remedy}")


class HoldfastError(Exception):
    """Something the user can mend; raised early, caught once at the edge.

    Parameters
    ----------
    problems : one or more, the first is the one to mend first.
    exit_code : what the process answers with.
    """

    def __init__(self, *problems: Problem, exit_code: ExitCode = ExitCode.BAD_INPUT) -> None:
        if not problems:
            raise ValueError("HoldfastError needs at least one problem")
        super().__init__(str(problems[0]))
        self.problems = problems
        self.exit_code = exit_code


def printable(text: str) -> str:
    r"""How is this text shown so that it cannot move the cursor or turn the reading direction?

    A key of a hostile file ends up in a message, and a terminal obeys what it is sent.

    Examples
    --------
    >>> print(printable("one line\nand \x1b[31mred"))
    one line\nand \x1b[31mred
    """
    return "".join(
        sign if sign.isprintable() else sign.encode("unicode_escape").decode("ascii")
        for sign in text
    )


def bad_input(code: str, what: str, *, expected: str = "", remedy: str = "") -> HoldfastError:
    """Which error says that the input, not the program, is wrong?

    Examples
    --------
    >>> print(bad_input("HF402", "no case 'korae'", remedy="did you mean 'korea-1953'?"))
    error HF402: no case 'korae'; did you mean 'korea-1953'?
    """
    return HoldfastError(Problem(code, what, expected=expected, remedy=remedy))
