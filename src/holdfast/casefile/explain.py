"""Validation errors turned into problems an analyst can act on."""

from collections.abc import Iterator, Mapping, Sequence

from pydantic import ValidationError

from holdfast.casefile.fields import nearest
from holdfast.casefile.tree import Path, Tree
from holdfast.core.errors import Problem

_KEY_MARK = "[key]"


def explain(error: ValidationError, tree: Tree) -> tuple[Problem, ...]:
    """What is wrong with the file, in the order of its lines?

    Parameters
    ----------
    error : from validating the tree's data against the schema.
    tree : for the places.
    """
    problems = list(_problems(error.errors(include_url=False), tree))
    return tuple(sorted(problems, key=lambda problem: (problem.place is None, problem.place)))


def _problems(details: Sequence[Mapping[str, object]], tree: Tree) -> Iterator[Problem]:
    for detail in details:
        location = detail["loc"]
        assert isinstance(location, tuple)
        path: Path = tuple(part for part in location if part != _KEY_MARK)
        yield _problem(str(detail["type"]), path, detail, tree)


def _problem(kind: str, path: Path, detail: Mapping[str, object], tree: Tree) -> Problem:
    found = detail.get("ctx")
    context = found if isinstance(found, dict) else {}
    if kind.startswith("HF"):
        key = context.get("key")
        place = tree.place((*path, key) if key else path)
        return Problem(kind, f"{_where(path)}{context['what']}", place, context["expected"])
    place = tree.place(path)
    if kind == "missing":
        return Problem("HF202", f"{_where(path[:-1])}missing key '{path[-1]}'", place)
    if kind == "string_pattern_mismatch" and "a-z0-9" in str(context.get("pattern")):
        what = f"'{_shown(detail)}' is not an id"
        return Problem("HF203", what, place, "small letters, digits and hyphens")
    if kind == "literal_error":
        known = [
            word.strip(" '")
            for word in str(context["expected"]).replace(" or ", ",").split(",")
        ]
        expected = nearest(str(detail.get("input")), known)
        return Problem(
            "HF203", f"{_where(path)}'{_shown(detail)}' is not known here", place, expected
        )
    message = str(detail["msg"]).removeprefix("Input should be ").removeprefix("Value should ")
    what = f"{_where(path)}the value {_shown(detail)} does not fit"
    return Problem("HF203", what, place, message)


def _where(path: Path) -> str:
    return f"{'.'.join(str(part) for part in path)}: " if path else ""


def _shown(detail: Mapping[str, object]) -> str:
    shown = str(detail.get("input"))
    return shown if len(shown) <= 60 else f"{shown[:57]}..."
