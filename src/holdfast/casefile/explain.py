"""Validation errors turned into problems an analyst can act on."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from types import MappingProxyType

from pydantic import ValidationError

from holdfast.casefile.fields import ID_PATTERN, SOME_TEXT, hint, shown
from holdfast.casefile.schema import GRADE_PATTERN
from holdfast.casefile.tree import Path, Tree
from holdfast.core.errors import Problem

MOST_PROBLEMS = 100
"""Most problems that one answer lists; who has mended them asks again."""

_SORTED = 5_000  # problems looked at before the first by line are taken
_KEY_MARK = "[key]"
_PATTERNS = MappingProxyType(
    {
        ID_PATTERN: "small letters, digits and hyphens",
        GRADE_PATTERN: "a letter A to F and a digit 1 to 6, as B2",
        SOME_TEXT: "some text",
    }
)
_EXPECTED = MappingProxyType(
    {
        "string_too_short": "some text",
        "string_too_long": "at most {max_length} signs",
        "too_short": "{min_length} or more entries",
        "too_long": "at most {max_length} entries",
        "float_type": "a number",
        "int_type": "a whole number",
        "list_type": "a list",
        "dict_type": "keys with values",
        "greater_than": "more than {gt}",
        "greater_than_equal": "at least {ge}",
        "less_than_equal": "at most {le}",
    }
)


def explain(error: ValidationError, tree: Tree) -> tuple[Problem, ...]:
    """What is wrong with the file, in the order of its lines?

    Parameters
    ----------
    error : from validating the tree's data against the schema.
    tree : for the places.

    Returns
    -------
    tuple of Problem
        The first `MOST_PROBLEMS` by line.
    """
    problems = islice(_problems(error.errors(include_url=False), tree), _SORTED)
    ordered = sorted(problems, key=lambda problem: (problem.place is None, problem.place))
    return tuple(ordered[:MOST_PROBLEMS])


def _problems(details: Sequence[Mapping[str, object]], tree: Tree) -> Iterator[Problem]:
    for detail in details:
        location = detail["loc"]
        assert isinstance(location, tuple)
        path: Path = tuple(part for part in location if part != _KEY_MARK)
        yield _problem(str(detail["type"]), path, detail, tree)


def _problem(kind: str, path: Path, detail: Mapping[str, object], tree: Tree) -> Problem:
    found = detail.get("ctx")
    context = found if isinstance(found, dict) else {}
    given = detail.get("input")
    if kind.startswith("HF"):
        key = context["key"]
        place = tree.place((*path, key) if key else path)
        what = f"{_where(path)}{context['what']}"
        return Problem(kind, what, place, context["expected"], context["remedy"])
    place = tree.place(path)
    if kind == "missing":
        return Problem("HF202", f"{_where(path[:-1])}missing key '{path[-1]}'", place)
    if kind == "literal_error":
        what = f"{_where(path)}{shown(given)} is not known here"
        known = re.findall("'([^']*)'", str(context["expected"]))
        return Problem("HF203", what, place, **hint(str(given), known))
    if context.get("pattern") == ID_PATTERN:
        return Problem("HF203", f"{shown(given)} is not an id", place, _PATTERNS[ID_PATTERN])
    clause = "nothing is given" if given is None else f"{shown(given)} does not fit"
    expected = _expected(kind, context, given) or str(detail["msg"])
    return Problem("HF203", f"{_where(path)}{clause}", place, expected)


def _expected(kind: str, context: Mapping[str, object], given: object) -> str:
    if kind == "string_type":
        return "text; put quotes around it" if isinstance(given, int | float) else "text"
    if kind == "string_pattern_mismatch":
        return _PATTERNS.get(str(context["pattern"]), "")
    return _EXPECTED.get(kind, "").format_map(context)


def _where(path: Path) -> str:
    shortened = (part if len(str(part)) <= 80 else f"{str(part)[:77]}..." for part in path)
    return f"{'.'.join(str(part) for part in shortened)}: " if path else ""
