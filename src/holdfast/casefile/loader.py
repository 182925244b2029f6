"""From a file to a conflict: read, parse, validate, build; the first thing wrong stops it."""

import hashlib
import json
from pathlib import Path as FilePath

from pydantic import ValidationError

from holdfast.casefile.build import build
from holdfast.casefile.context import Context
from holdfast.casefile.explain import explain
from holdfast.casefile.schema import CaseFile
from holdfast.casefile.tree import Tree, parse
from holdfast.casefile.variants import in_variant, variant_names, with_variant
from holdfast.conflict.conflict import Conflict
from holdfast.core.errors import HoldfastError, Place, Problem

LARGEST = 2**20
"""Most bytes a case file may have; a long real one has thirty thousand."""


def load(path: FilePath, variant: str = "", *, shown: str = "") -> Conflict:
    """Which conflict does this file describe, with this variant?

    Parameters
    ----------
    path : the file.
    variant : a variant's id; empty for the case as it stands, which checks all its variants.
    shown : the name for messages; the path as given by default.

    Raises
    ------
    HoldfastError
        With one problem or more, each with file and line.
    """
    name = shown or str(path)
    return load_text(read_text(path, name), name, variant)


def load_text(text: str, name: str, variant: str = "") -> Conflict:
    """Which conflict does this text describe? See `load`."""
    tree = parse(text, name)
    validated(tree)
    if variant:
        return _built(with_variant(tree, variant), variant)
    conflict = _built(tree, "")
    for other in variant_names(tree):
        _built(with_variant(tree, other), other)
    return conflict


def read_text(path: FilePath, name: str) -> str:
    """What text does this file hold?

    Raises
    ------
    HoldfastError
        HF101 when it cannot be read, HF102 when it is not UTF-8, HF103 when it is too large.
    """
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        reason = getattr(error, "strerror", None) or "cannot be read"
        raise HoldfastError(Problem("HF101", f"{name}: {reason}")) from None
    if len(content) > LARGEST:
        what = f"the file has more than {LARGEST} bytes"
        raise HoldfastError(Problem("HF103", what, Place(name, 1), "one case of one conflict"))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        what = f"byte {error.start} is not UTF-8"
        place = Place(name, line)
        raise HoldfastError(Problem("HF102", what, place, remedy="save as UTF-8")) from None


def validated(tree: Tree, variant: str = "") -> CaseFile:
    """Does the data fit the schema? The validated file, or every problem with its place."""
    try:
        return CaseFile.model_validate(tree.data)
    except ValidationError as error:
        problems = explain(error, tree)
    raise HoldfastError(*(in_variant(problem, variant) for problem in problems))


def content_hash(data: object) -> str:
    """Which hash stands for everything in the case that can change an answer?

    Comments, layout, private keys and the list of variants do not count. The order of keys
    does: the first option of an issue is its fallback.
    """
    assert isinstance(data, dict)
    kept = {key: value for key, value in data.items() if key != "variants"}
    canonical = json.dumps(kept, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


def _built(tree: Tree, variant: str) -> Conflict:
    context = Context(tree, validated(tree, variant), variant)
    conflict = build(context, content_hash(tree.data))
    if context.problems:
        raise HoldfastError(*context.problems)
    return conflict
