"""Entries put into the text of a case file, everything else left as its author wrote it."""

import re

from holdfast.casefile.tree import Tree
from holdfast.core.errors import HoldfastError, Place, bad_input
from holdfast.study.draft.yamltext import block

_LINE = re.compile(
    "[^\r\n\x85\u2028\u2029]*(?:\r\n|[\r\n\x85\u2028\u2029])|[^\r\n\x85\u2028\u2029]+"
)
_EMPTY = re.compile(r"(?P<key>[^\s:]+:)\s*(?:\[\s*\]|\{\s*\}|null|~)?\s*(?P<note>#.*)?$")
_END = re.compile(r"\s*(?:#.*)?$|\.\.\.\s*$")
_INDENT = 2


def with_source(text: str, tree: Tree, source: str, entry: dict[str, object]) -> str:
    """How does the file read with one more source, after those that it has?"""
    return _inserted(text, tree, "sources", block({source: entry}))


def with_evidence(text: str, tree: Tree, entries: list[dict[str, object]]) -> str:
    """How does the file read with these items of evidence after those that it has?"""
    if not entries:
        return text
    whole = block({"evidence": entries})
    return _inserted(text, tree, "evidence", _dedented(whole.split("\n", 1)[1]))


def _inserted(text: str, tree: Tree, key: str, entry: str) -> str:
    """Put the entry, written without indentation, at the end of a section of the file.

    Lines are told apart as YAML does and keep their ends, whatever those are.
    """
    lines = _LINE.findall(text)
    at, indent, head = _place(lines, tree, key)
    newline = _newline(lines[: max(1, at)])
    if at and not _ended(lines[at - 1]):
        lines[at - 1] += newline
    body = [f"{' ' * indent}{line}" if line else line for line in entry.split("\n")]
    added = "".join(f"{line}{newline}" for line in (*head, *body[: len(body) - (not body[-1])]))
    return "".join((*lines[:at], added, *lines[at:]))


def _place(lines: list[str], tree: Tree, key: str) -> tuple[int, int, tuple[str, ...]]:
    """Behind how many lines do entries go, how far indented, and with which lines before them?

    A section that is there but empty loses its brackets.
    """
    data = tree.data
    assert isinstance(data, dict)
    if key not in data:
        return _before_end(lines, 0, len(lines)), _INDENT, ("", f"{key}:")
    start = tree.keys[(key,)].line
    if not data[key]:
        found = _EMPTY.match(lines[start - 1])
        if found is None:
            raise _one_line(tree.file, start, key)
        end = lines[start - 1][len(lines[start - 1].rstrip()) :]
        lines[start - 1] = " ".join(filter(None, (found["key"], found["note"]))) + end
        return start, _INDENT, ()
    first = min(place.line for path, place in _entries(tree, key).items() if len(path) == 2)
    opening = lines[start - 1].split(":", 1)[-1].split("#", 1)[0].strip()
    if first == start or opening[:1] in ("[", "{"):
        raise _one_line(tree.file, start, key)
    later = [p.line for path, p in tree.keys.items() if len(path) == 1 and p.line > start]
    end_line = _before_end(lines, start, min(later, default=len(lines) + 1) - 1)
    return end_line, len(lines[first - 1]) - len(lines[first - 1].lstrip()), ()


def _before_end(lines: list[str], start: int, end: int) -> int:
    """Where the last line with something in it ends: comments at the margin belong below."""
    while end > start and _END.match(lines[end - 1]) and not lines[end - 1].startswith(" #"):
        end -= 1
    return end


def _newline(lines: list[str]) -> str:
    last = next((line for line in reversed(lines) if _ended(line)), "\n")
    return "\r\n" if last.endswith("\r\n") else last[-1]


def _ended(line: str) -> bool:
    return line[-1:] in ("\r", "\n", "\x85", "\u2028", "\u2029")


def _entries(tree: Tree, key: str) -> dict[tuple[str | int, ...], Place]:
    data = tree.data
    assert isinstance(data, dict)
    places = tree.values if isinstance(data[key], list) else tree.keys
    return {path: place for path, place in places.items() if path[:1] == (key,)}


def _one_line(file: str, line: int, key: str) -> HoldfastError:
    what = f"{file}:{line}: {key}: is written in brackets, and nothing can be added to it"
    return bad_input("HF603", what, remedy=f"write the entries of {key}: one below the other")


def _dedented(text: str) -> str:
    lines = text.split("\n")
    indent = len(lines[0]) - len(lines[0].lstrip())
    return "\n".join(line[indent:] for line in lines)
