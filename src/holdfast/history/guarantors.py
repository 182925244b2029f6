"""Guarantors by name: which are organisations, and which the casebook does not name."""

import re

ORGANISATIONS = frozenset(
    {
        "AU", "ASEAN", "Arab League", "Commonwealth", "E3", "ECCAS", "ECOMOG", "ECOWAS", "EU",
        "HDC", "ICC", "ICCS", "IGAD", "MFO", "NATO", "OAS", "OAU", "OSCE", "UN", "UNIFIL",
        "UNSC",
    }
)  # fmt: skip
"""Guarantors that are no state; whose resolve is nobody's in particular."""

UNNAMED = frozenset(
    {
        "13 conference powers", "18 states", "American states", "Friends group",
        "about 35 coalition states", "conference powers", "members",
    }
)  # fmt: skip
"""Guarantors that the casebook does not name one by one; several each."""

_BRACKETS = re.compile(r"\s*\([^)]*\)")
_PARTS = re.compile(r"[\s/]+")


def bare(name: str) -> str:
    """The name without what stands in brackets.

    Examples
    --------
    >>> bare("UN (UNEF II)")
    'UN'
    """
    return _BRACKETS.sub("", name).strip()


def organised(name: str) -> bool:
    """Whether this guarantor is an organisation, a part of one, or a coalition.

    Examples
    --------
    >>> [organised(one) for one in ("UN Command", "Malaysia/ASEAN observers", "US observer")]
    [True, True, False]
    """
    short = bare(name)
    parts = set(_PARTS.split(short))
    return short in ORGANISATIONS or bool(parts & (ORGANISATIONS | {"coalition"}))
