"""Which promises of the past are like a case's packages, and what became of them?"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from importlib.resources import files

import yaml

from holdfast import __version__
from holdfast.conflict.conflict import Conflict
from holdfast.conflict.guarantees import Guarantee
from holdfast.core.errors import bad_input
from holdfast.core.finding import Completeness, Finding
from holdfast.history.casebook import Precedent, as_seen, casebook
from holdfast.history.likeness import CIVIL, INTERSTATE, Features, Likeness, features_of, like
from holdfast.history.survival.kaplan_meier import Lasting, kaplan_meier, survival_at
from holdfast.history.survival.spells import spells

YEARS = (1, 2, 5, 10)
NAMED = 3
"""Promises that are named, of those most alike."""

STATES = frozenset({"state", "coalition", "organisation", "government"})
_ORGANISED = frozenset({"organisation", "coalition"})

CAVEATS = (
    "The casebook is hand-picked and no sample: for analogies and for checking priors. No "
    "effect may be read off it.",
    "What counts as alike, and how much, is our judgement; features that nobody looked up do "
    "not count.",
    "A breach does not say that the guarantors failed: some fought, as they had promised.",
)


def features(conflict: Conflict, package: Guarantee | None) -> Features:
    """Which features has this case, with this package?

    Parameters
    ----------
    conflict : the case; what it says of its sides, supporters, mediators and preconditions.
    package : the promises; None for none.
    """
    if package is None:
        return features_with(conflict, (), frozenset())
    return features_with(conflict, package.given_by, _instruments(conflict, package))


def features_with(
    conflict: Conflict, givers: Sequence[str], instruments: frozenset[str]
) -> Features:
    """Which features has this case, with these instruments promised by these actors?

    Parameters
    ----------
    conflict : the case.
    givers : ids of actors.
    instruments : keys of the casebook's.
    """
    contest, actors = conflict.contest, {one.id: one for one in conflict.actors}
    sides = (contest.challenger, contest.target) if contest else ()
    kinds = {actors[side].kind for side in sides}
    patrons = {one.actor for one in conflict.supporters}
    return Features(
        kind=(INTERSTATE if kinds <= STATES else CIVIL) if sides else "",
        instruments=instruments,
        patron=bool(patrons & set(givers)),
        rival=bool(contest and contest.challenger in givers),
        several=len(givers) > 1,
        organisation=any(actors[giver].kind in _ORGANISED for giver in givers),
        precondition=bool(contest and contest.precondition) or None,
        mediated=bool(conflict.mediators),
    )


def _instruments(conflict: Conflict, package: Guarantee) -> frozenset[str]:
    said = f"{package.title} {package.response}".lower()
    named = {key for key, words in _words().items() if words.search(said)}
    watched = any(one.id == package.judged_by for one in conflict.monitors)
    return frozenset(named | ({"monitoring"} if watched else set()))


@cache
def _words() -> Mapping[str, re.Pattern[str]]:
    text = files("holdfast.study.past").joinpath("instruments.yaml").read_text("utf-8")
    listed: dict[str, list[str]] = yaml.safe_load(text)
    return {
        key: re.compile("|".join(rf"\b{re.escape(word)}" for word in words))
        for key, words in listed.items()
    }


def comparable(conflict: Conflict, only: str = "", *, most: int = 10) -> Finding:
    """Which promises of the past are most like this case's packages?

    Parameters
    ----------
    conflict : the case; promises that began after its day are left out, and what became of
        the others is told as it was known on that day.
    only : id of the one package to look at; every package by default, or the case without any;
        nothing at all where it has no contest either.
    most : how many at most for each.

    Raises
    ------
    HoldfastError
        HF401 where the case has no package of that id.
    """
    packages = {one.id: one for one in conflict.packages if only in ("", one.id)}
    if only and not packages:
        known = ", ".join(one.id for one in conflict.packages)
        raise bad_input("HF401", f"no package is called '{only}'", expected=f"one of {known}")
    without: Mapping[str, Guarantee | None] = {"": None} if conflict.contest else {}
    chosen: Mapping[str, Guarantee | None] = packages or without
    in_force = known_on(conflict.as_of)
    told = {}
    for name, package in chosen.items():
        asked = features(conflict, package)
        found = like(asked, in_force, most=most)
        title = package.title if package else "the case without a package"
        told[name] = {"title": title, **in_words(asked), **summary(found)}
    return _found({"packages": told}, conflict)


def known_on(day: date) -> list[Precedent]:
    """Which promises had come into force by this day, as what became of them was known then?

    Without those that are kept for contrast and not to be compared.
    """
    seen = [then for one in casebook() if (then := as_seen(one, day))]
    return [one for one in seen if one.compared]


def _found(answer: Mapping[str, object], conflict: Conflict | None = None) -> Finding:
    return Finding(
        question="Which promises of the past are most like this, and what became of them?",
        case=conflict.id if conflict else "",
        case_hash=conflict.content_hash if conflict else "",
        answer=answer,
        method="Gower's coefficient over the features that are known of both.",
        completeness=Completeness.EXACT,
        caveats=CAVEATS,
        citations=("Gower1971", "KaplanMeier1958"),
        variant=conflict.variant if conflict else "",
        version=__version__,
    )


def like_precedent(past: Precedent, *, most: int = 10) -> Finding:
    """Which promises of the past are most like this one of them?"""
    others = [one for one in casebook() if one.compared and one.id != past.id]
    asked = features_of(past)
    told = {"title": past.name, **in_words(asked), **summary(like(asked, others, most=most))}
    return _found({"packages": {past.id: told}})


def everything(most: int = 10) -> Finding:
    """Which promises of the past does the casebook hold? The newest first, compared to none."""
    newest = sorted(casebook(), key=lambda one: one.start, reverse=True)[:most]
    told = {
        "title": "The casebook, newest first",
        "cases": [_told(one) for one in newest],
        **_together(newest),
    }
    return _found({"packages": {"": told}})


def in_words(asked: Features) -> dict[str, object]:
    """What was asked for, feature by feature."""
    return {
        "asked": {
            "kind": asked.kind,
            "instruments": sorted(asked.instruments),
            "patron": asked.patron,
            "rival": asked.rival,
            "several": asked.several,
            "organisation": asked.organisation,
            "precondition": asked.precondition,
            "mediated": asked.mediated,
        }
    }


def summary(found: Sequence[Likeness]) -> dict[str, object]:
    """The promises one by one, and what became of them together."""
    cases = [
        {
            **_told(one.precedent),
            "similarity": round(one.similarity, 4),
            "shares": list(one.shares),
            "differs": list(one.differs),
        }
        for one in found
    ]
    return {"cases": cases, **_together([one.precedent for one in found])}


def nearest(found: Sequence[Likeness]) -> dict[str, object]:
    """What became of these together, and which are the first few of them.

    Returns
    -------
    `counted`, how many; `kept`, by years the share unbroken with `low` and `high`, by Kaplan
    and Meier, as far as any was followed; `outcomes`, how many by outcome; `nearest`, the most
    alike first, each with the casebook's `id`, its `outcome` and its `similarity`.
    """
    told = summary(found)
    return {
        "counted": len(found),
        "kept": told["kept"],
        "outcomes": told["outcomes"],
        "nearest": [
            {
                "id": one.precedent.id,
                "outcome": one.precedent.outcome,
                "similarity": round(one.similarity, 4),
            }
            for one in found[:NAMED]
        ],
    }


def _together(past: Sequence[Precedent]) -> dict[str, object]:
    return {"outcomes": dict(Counter(one.outcome for one in past)), "kept": kept(past)}


def kept(precedents: Sequence[Precedent]) -> dict[str, object]:
    """Which share of these was unbroken so many years on? By Kaplan and Meier.

    Returns
    -------
    by years: share, low and high; left out where nobody was followed for so long.
    """
    followed = [one for one in precedents if one.in_force and one.years > 0.0]
    if not followed:
        return {}
    curve = kaplan_meier(
        spells([one.years for one in followed], [not one.censored for one in followed])
    )
    answers = zip(YEARS, survival_at(curve, YEARS), strict=True)
    return {
        str(years): {"share": one.share, "low": one.low, "high": one.high}
        for years, one in answers
        if isinstance(one, Lasting)
    }


def _told(past: Precedent) -> dict[str, object]:
    return {
        "id": past.id,
        "name": past.name,
        "start": past.start.isoformat(),
        "outcome": past.outcome,
        "years": past.years,
        "censored": past.censored,
        "honoured": past.honoured,
        "note": past.note,
        "sources": list(past.sources),
        "verified": past.verified,
    }
