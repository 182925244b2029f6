"""A commented case file to start from."""

import re
from importlib.resources import files

from holdfast.casefile.fields import ID_PATTERN
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
        HF203 when the id has other signs than small letters, digits and hyphens.
    """
    if not re.fullmatch(ID_PATTERN, slug):
        what = f"'{slug}' is not an id"
        raise bad_input("HF203", what, expected="small letters, digits and hyphens")
    text = files("holdfast.casefile").joinpath("template.yaml").read_text(encoding="utf-8")
    return text.replace(_ID_LINE, f"id: {slug} ", 1)
