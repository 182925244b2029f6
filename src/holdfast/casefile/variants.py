"""Variants: named differences from a case on dotted paths, one level deep."""

from copy import deepcopy
from dataclasses import replace

from holdfast.casefile.fields import hint, shown
from holdfast.casefile.tree import Path, Tree
from holdfast.core.errors import HoldfastError, Place, Problem

_FIXED = frozenset({"holdfast", "id", "as_of", "variants"})


def variant_names(tree: Tree) -> list[str]:
    """Which variants does the file name?"""
    data = tree.data
    variants = data.get("variants") if isinstance(data, dict) else None
    return list(variants) if isinstance(variants, dict) else []


def with_variant(tree: Tree, name: str) -> Tree:
    """What does the file hold with this variant's differences applied?

    Parameters
    ----------
    tree : of a file whose base passed its schema.
    name : a variant of it.

    Returns
    -------
    Tree
        A new one; places of changed values are those in the variant.

    Raises
    ------
    HoldfastError
        HF306 when the variant is unknown, moves what may not move, or has a path that leads
        nowhere.
    """
    known = variant_names(tree)
    if name not in known:
        near = hint(name, known) if known else {"expected": "a case that has variants"}
        what = f"no variant is called {shown(name)}"
        raise HoldfastError(Problem("HF306", what, tree.place(("variants",)), **near))
    data = deepcopy(tree.data)
    assert isinstance(data, dict)
    change: Path = ("variants", name, "change")
    written = dict(data["variants"][name]["change"])
    for dotted, value in written.items():
        _apply(data, dotted, value, tree.place((*change, dotted)))
    paths = {tuple(dotted.split(".")): (*change, dotted) for dotted in written}
    return Tree(tree.file, data, _moved(tree.values, paths), _moved(tree.keys, paths))


def in_variant(problem: Problem, variant: str) -> Problem:
    """How is the problem told when it arises with this variant only? As it is for none."""
    if not variant:
        return problem
    return replace(problem, what=f"with the variant '{variant}': {problem.what}")


def _apply(data: dict[str, object], dotted: str, value: object, place: Place) -> None:
    """Set the value at this path, which leads through mappings that the case has."""
    *parents, last = dotted.split(".")
    if (parents or [last])[0] in _FIXED:
        what = f"a variant cannot change {shown(dotted)}"
        raise HoldfastError(Problem("HF306", what, place, "another key of the case"))
    here: object = data
    for part in parents:
        if not isinstance(here, dict) or part not in here:
            raise _leads_nowhere(dotted, part, here, place)
        here = here[part]
    if not isinstance(here, dict):
        raise _leads_nowhere(dotted, last, here, place)
    here[last] = value


def _leads_nowhere(dotted: str, part: str, here: object, place: Place) -> HoldfastError:
    what = f"{shown(dotted)} leads nowhere: there is no {shown(part)}"
    options = list(here) if isinstance(here, dict) else []
    near = hint(part, options) if options else {"expected": "a path to a key of the case"}
    return HoldfastError(Problem("HF306", what, place, **near))


def _moved(places: dict[Path, Place], paths: dict[Path, Path]) -> dict[Path, Place]:
    """Let changed keys and values stand where the variant wrote them."""
    origins = {origin: path for path, origin in paths.items()}
    kept = {path: place for path, place in places.items() if _start_in(path, paths) is None}
    for path, place in places.items():
        origin = _start_in(path, origins)
        if origin is not None:
            kept[origins[origin] + path[len(origin) :]] = place
    return kept


def _start_in(path: Path, starts: dict[Path, Path]) -> Path | None:
    """Which of these paths is the start of this one? The longest, if any is."""
    shorter = (path[:length] for length in range(len(path), -1, -1))
    return next((start for start in shorter if start in starts), None)
