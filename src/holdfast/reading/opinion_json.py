"""Strict reading of JSON that somebody else wrote, and safe printing of what it holds."""

import json
import re
from dataclasses import dataclass

from holdfast.core.errors import printable

DEEPEST = 12
"""Levels of nesting that are read; an answer has four, the frame around it six."""

_STRING = re.compile(r'"(?:[^"\\]++|\\.?)*+(?:"|\Z)', re.DOTALL)
_BRACKET = re.compile(r"[\[\]{}]")
_DIGITS = 15  # whole numbers up to here are exact in every program that reads JSON
_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Odd:
    """A value that JSON text can spell and no answer may hold.

    Parameters
    ----------
    why : what is odd about it.
    """

    why: str


class NotJSONError(ValueError):
    """The text is no JSON that is read here; the message says why, printable."""


def strict_json(text: str) -> object:
    r"""Which value does this text stand for?

    Objects with a key twice, NaN, infinities and huge numbers become `Odd`, so that only what
    holds them is refused, and not what stands beside it.

    Raises
    ------
    NotJSONError
        When it is no JSON, or nested deeper than `DEEPEST`.

    Examples
    --------
    >>> strict_json('[1, NaN, {"a": 1, "a": 2}]')
    [1, Odd(why='NaN is no number'), Odd(why="the key 'a' stands twice")]
    """
    if _depth(text) > DEEPEST:
        raise NotJSONError(f"it is nested more than {DEEPEST} levels deep")
    try:
        return json.loads(
            text,
            object_pairs_hook=_object,
            parse_int=_whole,
            parse_float=_real,
            parse_constant=lambda name: Odd(f"{name} is no number"),
        )
    except (ValueError, RecursionError) as error:
        where = f" at character {error.pos}" if isinstance(error, json.JSONDecodeError) else ""
        raise NotJSONError(f"it is not JSON{where}") from None


def shown(value: object, longest: int = _SHOWN) -> str:
    r"""How is this value printed on one line, whatever it holds?

    Examples
    --------
    >>> print(shown("red \x1b[31m"), shown({"a": [1]}), shown("long words", 6))
    red \x1b[31m {"a": [1]} long …
    """
    if isinstance(value, Odd):
        text = value.why
    elif isinstance(value, str):
        text = value[: longest + 1]
    else:
        text = json.dumps(value, ensure_ascii=False, default=lambda odd: f"({odd.why})")
    flat = printable(text)
    return flat if len(flat) <= longest else f"{flat[: longest - 1]}…"


def _depth(text: str) -> int:
    depth = deepest = 0
    for bracket in _BRACKET.findall(_STRING.sub("", text)):
        depth += 1 if bracket in "[{" else -1
        deepest = max(deepest, depth)
    return deepest


def _object(pairs: list[tuple[str, object]]) -> object:
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            return Odd(f"the key {shown(key, 40)!r} stands twice")
        found[key] = value
    return found


def _whole(digits: str) -> object:
    if len(digits.lstrip("-")) > _DIGITS:
        return Odd(f"{shown(digits, 24)} is too large a number")
    return int(digits)


def _real(digits: str) -> object:
    value = float(digits)
    return value if abs(value) < float("inf") else Odd("a number beyond all bounds")
