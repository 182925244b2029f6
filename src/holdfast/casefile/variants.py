"""Variants: named differences from a case on dotted paths, one level deep."""

from copy import deepcopy

from holdfast.casefile.fields import nearest
from holdfast.casefile.tree import Path, Tree
from holdfast.core.errors import HoldfastError, Problem

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
        expected = nearest(name, known) if known else "the case has no variants"
        place = tree.place(("variants",))
        raise HoldfastError(Problem("HF306", f"no variant is called '{name}'", place, expected))
    data = deepcopy(tree.data)
    assert isinstance(data, dict)
    changed = Tree(tree.file, data, dict(tree.values), dict(tree.keys))
    change = data["variants"][name]["change"]
    for dotted, value in change.items():
        origin: Path = ("variants", name, "change", dotted)
        path = _apply(changed, dotted, value, origin)
        _move_places(changed, origin, path)
    return changed


def _apply(tree: Tree, dotted: str, value: object, origin: Path) -> Path:
    """Set the value; returns its path from the root."""
    parts = dotted.split(".")
    if parts[0] in _FIXED:
        what = f"a variant cannot change '{parts[0]}'"
        raise HoldfastError(Problem("HF306", what, tree.place(origin)))
    here = tree.data
    for depth, part in enumerate(parts[:-1]):
        if not isinstance(here, dict) or part not in here:
            options = list(here) if isinstance(here, dict) else []
            what = f"'{dotted}' leads nowhere: no '{part}' under '{'.'.join(parts[:depth])}'"
            expected = nearest(part, options) if options else "a path to a key of the case"
            raise HoldfastError(Problem("HF306", what, tree.place(origin), expected))
        here = here[part]
    if not isinstance(here, dict):
        what = f"'{dotted}' leads into something that has no keys"
        raise HoldfastError(Problem("HF306", what, tree.place(origin)))
    here[parts[-1]] = value
    return tuple(parts)


def _move_places(tree: Tree, origin: Path, path: Path) -> None:
    """Let the changed keys and values stand where the variant wrote them."""
    for places in (tree.keys, tree.values):
        for old in [p for p in places if p[: len(path)] == path]:
            del places[old]
        for new in [p for p in places if p[: len(origin)] == origin]:
            places[path + new[len(origin) :]] = places[new]
