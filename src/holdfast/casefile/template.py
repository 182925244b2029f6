"""A commented case file to start from."""

import re
from importlib.resources import files

from holdfast.casefile.fields import ID_PATTERN, LONGEST_ID, shown
from holdfast.casefile.grammar import JOINERS
from holdfast.casefile.tree import parse
from holdfast.core.errors import bad_input

_ID_LINE = "id: my-case "


def template(slug: str) -> str:
    """Which text does a new case start from?

    Parameters
    ----------
    slug : its id.

    Raises
    ------
    HoldfastError
        HF203 when the id has other signs than small letters, digits and hyphens, or too many.
    """
    if not re.fullmatch(ID_PATTERN, slug) or len(slug) > LONGEST_ID or slug in JOINERS:
        expected = f"small letters, digits and hyphens, at most {LONGEST_ID}"
        raise bad_input("HF203", f"{shown(slug)} is not an id", expected=expected)
    text = files("holdfast.casefile").joinpath("template.yaml").read_text(encoding="utf-8")
    plain = parse(slug, slug).data == slug  # 2025 and true are read as something else
    return text.replace(_ID_LINE, f"id: {slug} " if plain else f'id: "{slug}" ', 1)
