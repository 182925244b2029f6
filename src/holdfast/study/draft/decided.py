"""What a person decides about an item of evidence, written into the text of its case."""

import re

from holdfast.casefile.loader import load_text
from holdfast.casefile.tree import Tree, parse
from holdfast.core.errors import bad_input
from holdfast.study.draft.yamltext import block

_LINE = re.compile(
    "[^\r\n\x85\u2028\u2029]*(?:\r\n|[\r\n\x85\u2028\u2029])|[^\r\n\x85\u2028\u2029]+"
)
_BY_HAND = "edit the case by hand"


def accepted(text: str, name: str, item: str, who: str) -> str:
    """How does the case read with this item checked by this person?

    Parameters
    ----------
    text : of the case file; it stays as it is but for the one line.
    name : of the file, for messages.
    item : id of the evidence.
    who : the person's name.

    Raises
    ------
    HoldfastError
        HF603 where there is no such item, or its layout leaves no place for the name.
    """
    tree = parse(text, name)
    lines, number = _LINE.findall(text), _number(tree, item)
    said = block({"checked_by": who}).rstrip("\n")
    known = tree.keys.get(("evidence", number, "checked_by"))
    first = tree.keys[("evidence", number, "id")]
    if known is not None:
        at, indent = known.line - 1, known.column - 1
        lines[at : at + 1] = [f"{' ' * indent}{said}{_end(lines[at])}"]
    else:
        at, indent = first.line, first.column - 1
        lines[at:at] = [f"{' ' * indent}{said}{_end(lines[at - 1])}"]
    return _checked("".join(lines), name)


def rejected(text: str, name: str, item: str) -> str:
    """How does the case read without this item? See `accepted`."""
    tree = parse(text, name)
    lines, number = _LINE.findall(text), _number(tree, item)
    start = min(p.line for path, p in tree.keys.items() if path[:2] == ("evidence", number))
    more = [p.line for path, p in tree.keys.items() if path[:2] == ("evidence", number + 1)]
    after = [p.line for path, p in tree.keys.items() if len(path) == 1 and p.line > start]
    end = min(more) if more else min(after, default=len(lines) + 1)
    while not more and end - 1 > start and not lines[end - 2].startswith(" "):
        end -= 1  # a comment at the margin belongs to what follows
    alone = number == 0 and not more
    if alone:
        start = tree.keys[("evidence",)].line
    return _checked("".join((*lines[: start - 1], *lines[end - 1 :])), name)


def _number(tree: Tree, item: str) -> int:
    data = tree.data
    found = data.get("evidence") if isinstance(data, dict) else None
    entries = found if isinstance(found, list) else []
    ids = [entry.get("id") for entry in entries if isinstance(entry, dict)]
    if item not in ids:
        raise bad_input("HF603", "the case has no such item of evidence")
    number = ids.index(item)
    places = [p for path, p in tree.keys.items() if path[:2] == ("evidence", number)]
    opening = tree.keys[("evidence",)].line
    if len({place.line for place in places}) < len(places) or places[0].line == opening:
        what = f"{item} is written on one line, and nothing can be changed in it"
        raise bad_input("HF603", what, remedy=_BY_HAND)
    return number


def _end(line: str) -> str:
    return line[len(line.rstrip("\r\n\x85\u2028\u2029")) :] or "\n"


def _checked(text: str, name: str) -> str:
    load_text(text, name)
    return text
