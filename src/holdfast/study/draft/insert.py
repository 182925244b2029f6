"""Entries put into the text of a case file, everything else left as its author wrote it."""

import re

from holdfast.casefile.tree import Tree
from holdfast.core.errors import Place, bad_input
from holdfast.study.draft.yamltext import block

_EMPTY = re.compile(r"^(?P<key>[a-z]+:)\s*(?:\[\s*\]|\{\s*\}|null|~)?\s*(?P<note>#.*)?$")


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
    """Put the entry, written without indentation, at the end of a section of the file."""
    newline = "\r\n" if "\r\n" in text else "\n"
    lines = text.splitlines()
    at, indent = _end(lines, tree, key)
    if at < 0:
        at, indent, head = len(lines), 2, ["", f"{key}:"]
    else:
        head = []
    body = [f"{' ' * indent}{line}" if line else line for line in entry.splitlines()]
    return newline.join([*lines[:at], *head, *body, *lines[at:]]) + newline


def _end(lines: list[str], tree: Tree, key: str) -> tuple[int, int]:
    """Behind which line does the section end, and how far are its entries indented?

    -1 where the file has no such section.
    """
    data = tree.data
    assert isinstance(data, dict)
    if key not in data:
        return -1, 0
    start = tree.keys[(key,)].line
    first = (
        min((p.line, p.column) for path, p in _entries(tree, key).items() if len(path) == 2)
        if data[key]
        else (0, 0)
    )
    if not data[key]:
        found = _EMPTY.match(lines[start - 1])
        if found is None:
            raise _one_line(tree.file, start, key)
        lines[start - 1] = " ".join(filter(None, (found["key"], found["note"])))
        return start, 2
    if first[0] == start:
        raise _one_line(tree.file, start, key)
    later = [p.line for path, p in tree.keys.items() if len(path) == 1 and p.line > start]
    end = min(later, default=len(lines) + 1) - 1
    while end > start and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
        end -= 1
    return end, len(lines[first[0] - 1]) - len(lines[first[0] - 1].lstrip())


def _entries(tree: Tree, key: str) -> dict[tuple[str | int, ...], Place]:
    data = tree.data
    assert isinstance(data, dict)
    places = tree.values if isinstance(data[key], list) else tree.keys
    return {path: place for path, place in places.items() if path[:1] == (key,)}


def _one_line(file: str, line: int, key: str) -> Exception:
    what = f"{file}:{line}: {key}: is written on one line, and nothing can be added to it"
    return bad_input("HF603", what, remedy=f"write the entries of {key}: one below the other")


def _dedented(text: str) -> str:
    lines = text.splitlines()
    indent = len(lines[0]) - len(lines[0].lstrip())
    return "\n".join(line[indent:] for line in lines)
