"""Conditions on issues of two options, as the patterns that tools of the field write."""

from collections.abc import Iterable, Sequence
from functools import reduce
from itertools import product

from holdfast.conflict.conditions import And, Condition, Is, Not, Or
from holdfast.conflict.issues import Issue
from holdfast.core.errors import bad_input

MOST_TERMS = 512
"""Most patterns that one condition is written as."""

Term = tuple[tuple[int, bool], ...]
"""Options by place, and whether each is taken; all of it together. A pattern."""

Statement = tuple[Term, ...]
"""Patterns, one of which is enough."""


def condition_of(statement: Statement, issues: Sequence[Issue]) -> Condition:
    """Which condition says that one of these patterns holds?

    Parameters
    ----------
    statement : one pattern or more, none of them empty.
    issues : of two options each, the second being the one that is taken.

    Examples
    --------
    >>> yes_no = (("no", "No"), ("yes", "Yes"))
    >>> issues = [Issue(name, name, yes_no, ("us",)) for name in ("a", "b")]
    >>> str(condition_of((((0, True), (1, False)), ((1, True),)), issues))
    '(a = yes and b = no) or b = yes'
    """
    return reduce(Or, [_together(term, issues) for term in statement])


def statement_of(condition: Condition, issues: Sequence[Issue]) -> Statement:
    """Which patterns say the same as this condition?

    Returns
    -------
    Statement
        Empty where the condition can never hold.

    Raises
    ------
    HoldfastError
        HF804 where they would be more than `MOST_TERMS`.

    Examples
    --------
    >>> yes_no = (("no", "No"), ("yes", "Yes"))
    >>> issues = [Issue(name, name, yes_no, ("us",)) for name in ("a", "b")]
    >>> statement_of(Not(And(Is("a", "yes"), Is("b", "no"))), issues)
    (((0, False),), ((1, True),))
    """
    return _terms(condition, issues, wanted=True)


def _together(term: Term, issues: Sequence[Issue]) -> Condition:
    parts: list[Condition] = [
        Is(issues[place].id, issues[place].option_ids[int(taken)]) for place, taken in term
    ]
    return reduce(And, parts)


def _terms(condition: Condition, issues: Sequence[Issue], *, wanted: bool) -> Statement:
    if isinstance(condition, Is):
        place = [issue.id for issue in issues].index(condition.issue)
        second = issues[place].option_ids[1] == condition.option
        return (((place, second == wanted),),)
    if isinstance(condition, Not):
        return _terms(condition.inner, issues, wanted=not wanted)
    left = _terms(condition.left, issues, wanted=wanted)
    right = _terms(condition.right, issues, wanted=wanted)
    if isinstance(condition, Or) == wanted:
        return _few(dict.fromkeys((*left, *right)))
    both = (_joined(one, other) for one, other in product(left, right))
    return _few(dict.fromkeys(term for term in both if term))


def _few(terms: Iterable[Term]) -> Statement:
    found = tuple(terms)
    if len(found) > MOST_TERMS:
        what = f"a condition stands for more than {MOST_TERMS} patterns"
        raise bad_input("HF804", what, remedy="write it as several shorter conditions")
    return found


def _joined(one: Term, other: Term) -> Term:
    """Both patterns at once; empty where they say the opposite."""
    both = dict((*one, *other))
    whole = all(both[place] == taken for place, taken in one)
    return tuple(sorted(both.items())) if whole else ()
