"""With which words can a match of a form start? So that most forms need not be tried."""

from collections.abc import Iterator

ANY = "*"
"""Ends an opening of which only the start is known; a blank ends one that is a whole word."""

_ENDED = (" ", ANY)
_MANY = "*+{"
_COUNTS = "?*+{"
_LAZY = "?+"


def openings(form: str) -> frozenset[str]:
    r"""Which first words can a match of this form have?

    Understands what forms are written with: groups, alternatives, sets of letters, wild signs
    and counts. Never leaves an opening out; may give too many.

    Parameters
    ----------
    form : a regular expression on words with single blanks between.

    Examples
    --------
    >>> sorted(openings(r"refus(?:e|ed) to|s[ck]eptic\w*|(?:a )?loss"))
    ['a ', 'loss ', 'refuse ', 'refused ', 'sceptic ', 'sceptic*', 'skeptic ', 'skeptic*']
    """
    found, _ = _alternatives(form, 0)
    return frozenset(one if one.endswith(_ENDED) else f"{one} " for one in found)


def _alternatives(form: str, at: int) -> tuple[set[str], int]:
    """Openings of the alternatives from here to the end of their group, and where that is."""
    found: set[str] = set()
    begun = {""}
    while at < len(form) and form[at] != ")":
        if form[at] == "|":
            found |= begun
            begun, at = {""}, at + 1
            continue
        piece, at = _piece(form, at)
        begun = {one for start in begun for one in _continued(start, piece)}
    return found | begun, at


def _continued(start: str, piece: set[str]) -> Iterator[str]:
    if start.endswith(_ENDED):
        yield start
        return
    for more in piece:
        yield f"{start}{more}"


def _piece(form: str, at: int) -> tuple[set[str], int]:
    """Openings of a sign or a group with its count, and where the next one starts."""
    piece, at = _atom(form, at)
    count = form[at] if at < len(form) else ""
    if not count or count not in _COUNTS:
        return piece, at
    optional = count in "?*" or form[at : at + 2] == "{0"
    at = form.index("}", at) + 1 if count == "{" else at + 1
    at += at < len(form) and form[at] in _LAZY
    if count in _MANY:
        piece = {one if one.endswith(_ENDED) else f"{one}{ANY}" for one in piece}
    return piece | {""} if optional else piece, at


def _atom(form: str, at: int) -> tuple[set[str], int]:
    if form.startswith("(?:", at):
        found, end = _alternatives(form, at + 3)
        return found, end + 1
    if form[at] == "[":
        end = form.index("]", at)
        letters = form[at + 1 : end]
        return (set(letters) if letters.isalpha() else {ANY}), end + 1
    if form[at] == "\\":
        sign = form[at + 1]
        return {ANY if sign.isalpha() else sign}, at + 2
    return {ANY if form[at] == "." else form[at]}, at + 1
