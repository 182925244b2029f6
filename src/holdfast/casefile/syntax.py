"""What stands in the way of reading a text as YAML, in words that an analyst can act on."""

import re

import yaml

from holdfast.core.errors import HoldfastError, Place, Problem

_UNREADABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TAB = ("a tab where only spaces may stand", "indent with spaces")
_ESCAPE = ("a backslash that starts no known escape", "use single quotes, or write \\\\")
_WORDED = {
    "mapping values are not allowed in this context": (
        "a colon that makes no sense here",
        "put quotes around a text with ': ' in it, or check the indentation",
    ),
    "did not find expected key": (
        "this line does not fit the lines above it",
        "give keys that belong together the same indentation, and close every quote",
    ),
    "did not find expected '-' indicator": (
        "this line does not fit the list above it",
        "start each item with '- ' at the same indentation",
    ),
    "did not find expected node content": (
        "nothing stands where a value should",
        "write the value, or put quotes around a text that starts with a sign",
    ),
    "found unknown escape character": _ESCAPE,
    "did not find expected hexdecimal number": _ESCAPE,
    "found invalid Unicode character escape code": _ESCAPE,
}
_UNCLOSED = {
    "while parsing a flow sequence": ("'[' is not closed as it should be", "close it with ']'"),
    "while parsing a flow mapping": ("'{' is not closed as it should be", "close it with '}'"),
    "while scanning a quoted scalar": ("a quote is never closed", "close it"),
}
_USUAL = "check indentation, colons and quotes"


def reject_unreadable(text: str, file: str) -> None:
    """Is every sign one that YAML allows?

    Raises
    ------
    HoldfastError
        HF104 with the place of the first control character or half of a surrogate pair.
    """
    found = _UNREADABLE.search(text)
    if found is None:
        return
    lines = text[: found.end()].splitlines() or [""]
    place = Place(file, len(lines), max(1, len(lines[-1])))
    what = f"the sign U+{ord(found[0]):04X}, which no text should hold"
    raise HoldfastError(Problem("HF104", what, place, remedy="remove it"))


def explained(error: yaml.MarkedYAMLError, text: str, file: str) -> HoldfastError:
    """Which problem is this, and at which place should the user look?

    Parameters
    ----------
    error : from the YAML parser.
    text : what was parsed.
    file : its name, for the message.
    """
    problem, context = str(error.problem or ""), str(error.context or "")
    mark = error.problem_mark or error.context_mark
    code, (what, remedy) = "HF104", _wording(problem, context, _sign_at(text, mark))
    if "nesting" in problem:
        code, what, remedy = "HF107", "nested too deeply", "a case needs about eight levels"
    elif (what, remedy) in _UNCLOSED.values() and error.context_mark and mark:
        if mark.line > error.context_mark.line:
            what = f"{what}, as line {mark.line + 1} shows"
        mark = error.context_mark
    place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file, 1)
    return HoldfastError(Problem(code, what, place, remedy=remedy))


def _wording(problem: str, context: str, sign: str) -> tuple[str, str]:
    if "cannot start any token" in problem:
        quoted = (f"'{sign}' cannot stand at the start of a value", "put quotes around it")
        return _TAB if sign == "\t" else quoted
    if problem in _WORDED:
        return _WORDED[problem]
    ends_early = "end of stream" in problem or "did not find expected ','" in problem
    if context in _UNCLOSED and ends_early:
        return _UNCLOSED[context]
    return " ".join(f"{context} {problem}".split()) or "not YAML", _USUAL


def _sign_at(text: str, mark: yaml.Mark | None) -> str:
    if mark is None:
        return ""
    lines = text.splitlines()
    line = lines[mark.line] if mark.line < len(lines) else ""
    return line[mark.column : mark.column + 1]
