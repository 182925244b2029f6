"""The condition language: comparisons with and, or, not and brackets; parsed, never run."""

import re
from dataclasses import dataclass

from holdfast.conflict.conditions import And, Condition, Is, Not, Or

_SIGNS = frozenset({"(", ")", "=", "!="})
_TOKEN = re.compile(r"\s*(?:(?P<sign>!=|=|\(|\))|(?P<word>[^\s()=!]+))")
JOINERS = frozenset({"and", "or", "not"})
"""Words that join conditions, so that no issue and no option can have them as its id."""

MOST_COMPARISONS = 100
"""Most comparisons in one condition; a longer one is better written as several lines."""

DEEPEST = 50
"""Most `not` and brackets inside each other."""


class ConditionError(ValueError):
    """A condition that does not follow the language.

    Parameters
    ----------
    message : what is wrong.
    offset : how many characters into the text, from 0.
    """

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.offset = offset


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    offset: int


def parse_condition(text: str) -> Condition:
    """Which tree does this condition stand for?

    `not` binds tighter than `and`, `and` tighter than `or`; both join to the left.

    Parameters
    ----------
    text : for instance `truce = full and not (arms = paused or pressure != hold)`.

    Raises
    ------
    ConditionError
        With the offset of the word that does not fit.

    Examples
    --------
    >>> str(parse_condition("a = x and not (b = y or c != z)"))
    'a = x and not (b = y or c != z)'
    """
    parser = _Parser(text)
    condition = parser.either(0)
    token = parser.peek()
    if token is not None:
        raise ConditionError(f"'{token.text}' does not fit here", token.offset)
    return condition


class _Parser:
    """Recursive descent over the tokens of one condition."""

    def __init__(self, text: str) -> None:
        self.tokens = _tokens(text)
        self.end = len(text)
        self.at = 0
        self.comparisons = 0

    def peek(self) -> _Token | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def take(self, wanted: str) -> _Token:
        token = self.peek()
        if token is None:
            raise ConditionError(f"the condition ends where {wanted} should follow", self.end)
        self.at += 1
        return token

    def offset(self) -> int:
        token = self.peek()
        return self.end if token is None else token.offset

    def next_is(self, word: str) -> bool:
        token = self.peek()
        if token is None or token.text != word:
            return False
        self.at += 1
        return True

    def either(self, depth: int) -> Condition:
        left = self.both(depth)
        while self.next_is("or"):
            left = Or(left, self.both(depth))
        return left

    def both(self, depth: int) -> Condition:
        left = self.single(depth)
        while self.next_is("and"):
            left = And(left, self.single(depth))
        return left

    def single(self, depth: int) -> Condition:
        if depth > DEEPEST:
            raise ConditionError(f"nested more than {DEEPEST} deep", self.offset())
        if self.next_is("not"):
            return Not(self.single(depth + 1))
        if self.next_is("("):
            inner = self.either(depth + 1)
            closing = self.take("')'")
            if closing.text != ")":
                raise ConditionError(
                    f"')' should stand before '{closing.text}'", closing.offset
                )
            return inner
        return self.comparison()

    def comparison(self) -> Condition:
        self.comparisons += 1
        if self.comparisons > MOST_COMPARISONS:
            raise ConditionError(f"more than {MOST_COMPARISONS} comparisons", self.offset())
        issue = self.name("an issue")
        sign = self.take("'=' or '!='")
        if sign.text not in ("=", "!="):
            raise ConditionError(f"'=' or '!=' should stand before '{sign.text}'", sign.offset)
        option = self.name("an option")
        equal = Is(issue, option)
        return equal if sign.text == "=" else Not(equal)

    def name(self, wanted: str) -> str:
        token = self.take(wanted)
        if token.text in JOINERS or token.text in _SIGNS:
            raise ConditionError(f"{wanted} should stand before '{token.text}'", token.offset)
        return token.text


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    at = 0
    while text[at:].strip():
        match = _TOKEN.match(text, at)
        if match is None:
            offset = len(text) - len(text[at:].lstrip())
            raise ConditionError("a '!' should be followed by '='", offset)
        token = match["sign"] or match["word"]
        found.append(_Token(token, match.end() - len(token)))
        at = match.end()
    return found
