"""Which promises of the past are most like this one, in what, and in what not?"""

from collections.abc import Iterable
from dataclasses import dataclass

from holdfast.history.casebook import INSTRUMENTS, Precedent, casebook
from holdfast.history.guarantors import UNNAMED, bare, organised

INTERSTATE, CIVIL = "interstate", "civil"

WEIGHTS = {
    "kind": 2.0,
    "instruments": 3.0,
    "patron": 2.0,
    "rival": 1.0,
    "several": 0.5,
    "organisation": 0.5,
    "mediated": 1.0,
}
"""How much each feature counts: a judgement of ours, and the same for every case.

A precondition is told where both have one and does not count: the casebook records some, and
does not say of the others that there was none.
"""

_FEATURES = {
    "patron": ("a patron of one side among the guarantors", "no patron among the guarantors"),
    "rival": (
        "the challenger itself among the guarantors",
        "no challenger among the guarantors",
    ),
    "several": ("several guarantors", "one guarantor or none"),
    "organisation": ("an organisation among the guarantors", "no organisation among them"),
    "precondition": ("a precondition for talks", "no precondition"),
    "mediated": ("mediated", "not mediated"),
}


@dataclass(frozen=True, slots=True)
class Features:
    """What makes one promise like another.

    Parameters
    ----------
    kind : interstate or civil: what kind of war it is about; empty where it ended none.
    instruments : keys of `casebook.INSTRUMENTS`.
    patron : whether a guarantor had backed one side before.
    rival : whether the challenger is itself a guarantor.
    several : whether there are two guarantors or more.
    organisation : whether an organisation is among them.
    precondition : whether a side wanted something before it would talk; None: not looked up.
    mediated : whether somebody else brokered it.
    """

    kind: str
    instruments: frozenset[str]
    patron: bool
    rival: bool
    several: bool
    organisation: bool
    precondition: bool | None
    mediated: bool


@dataclass(frozen=True, slots=True)
class Likeness:
    """How like a promise of the past is to the one asked about.

    Parameters
    ----------
    precedent : of the casebook.
    similarity : 0 nothing in common to 1 alike in all that is known of both.
    shares, differs : features that they have in common and that set them apart, in words.
    """

    precedent: Precedent
    similarity: float
    shares: tuple[str, ...]
    differs: tuple[str, ...]


def features_of(one: Precedent) -> Features:
    """Which features has this promise of the past?"""
    return Features(
        kind=one.context if one.context in (INTERSTATE, CIVIL) else "",
        instruments=one.instruments,
        patron=one.patron != "none",
        rival=one.rival,
        several=len(one.guarantors) > 1 or any(bare(g) in UNNAMED for g in one.guarantors),
        organisation=any(map(organised, one.guarantors)),
        precondition=True if one.precondition else None,
        mediated=bool(one.mediators),
    )


def like(
    asked: Features, among: Iterable[Precedent] | None = None, *, most: int = 10
) -> tuple[Likeness, ...]:
    """Which promises of the past are most like this one? The most alike first.

    Parameters
    ----------
    asked : features of the promise at hand.
    among : promises of the past; by default those of the casebook that are to be compared.
    most : how many at most.

    Notes
    -----
    Gower's coefficient [Gower1971]: the weighted mean of the features' likeness, over those
    that are known of both. Instruments are compared by the share that both have of those that
    either has. Promises that are equally alike stand in the casebook's order.
    """
    known = [one for one in casebook() if one.compared] if among is None else among
    found = [_compared(asked, one) for one in known]
    return tuple(sorted(found, key=lambda one: -one.similarity)[:most])


def _compared(asked: Features, one: Precedent) -> Likeness:
    other = features_of(one)
    scores: dict[str, float] = {"instruments": _overlap(asked.instruments, other.instruments)}
    shares, differs = _instruments_in_words(asked.instruments, other.instruments)
    if asked.kind and other.kind:
        scores["kind"] = float(asked.kind == other.kind)
        words = f"a war {'between states' if other.kind == INTERSTATE else 'within a state'}"
        (shares if scores["kind"] else differs).append(words)
    for name, (yes, no) in _FEATURES.items():
        mine, theirs = getattr(asked, name), getattr(other, name)
        if mine is not None and theirs is not None:
            if name in WEIGHTS:
                scores[name] = float(mine == theirs)
            if mine != theirs:
                differs.append(yes if theirs else no)
            elif mine:  # what both lack is no likeness worth a word
                shares.append(yes)
    weight = sum(WEIGHTS[name] for name in scores)
    similarity = sum(WEIGHTS[name] * score for name, score in scores.items()) / weight
    return Likeness(one, similarity, tuple(shares), tuple(differs))


def _overlap(mine: frozenset[str], theirs: frozenset[str]) -> float:
    either = mine | theirs
    return len(mine & theirs) / len(either) if either else 1.0


def _instruments_in_words(
    mine: frozenset[str], theirs: frozenset[str]
) -> tuple[list[str], list[str]]:
    shares = [words for key, words in INSTRUMENTS.items() if key in mine & theirs]
    differs = [f"with {words}" for key, words in INSTRUMENTS.items() if key in theirs - mine]
    differs += [
        f"without {words}" for key, words in INSTRUMENTS.items() if key in mine - theirs
    ]
    return shares, differs
