"""Base rates: how often it went so in the past, and what says otherwise."""

from collections.abc import Mapping
from dataclasses import dataclass

from holdfast import __version__
from holdfast.core.finding import Completeness, Finding
from holdfast.history.effects import effect
from holdfast.history.survival.shares import wilson
from holdfast.history.tables import commitments, kept, years_of_war

CHOSEN = (
    "What past cases have in common with one at hand is a judgement; a base rate is where to "
    "start from, not where to end."
)
CALLED_ON = (
    "Conditional on a challenge: commitments that deter are never called on, so that this is "
    "no chance that a promise holds."
)
NOT_CAUSAL = (
    "Hard cases get guarantees, peacekeepers and mediators: no difference between groups is an "
    "effect of what was done."
)
FEW = 5
"""Fewest wars that had lasted so long from which a share is told."""

FOLLOWED = (1, 2, 5, 10)
"""Years on for which the keeping of a peace is told."""

_COUNTED = "Share of counted cases with Wilson's interval of 95%."
_TOGETHER = (
    "Share of counted cases with Wilson's interval of 95%, of as many independent cases as the "
    "spread between wars leaves: commitments that one war called on share its fate."
)
_FOLLOWED = (
    "Kaplan-Meier, with the 95% interval on the log-log scale; cases of one war, conflict or "
    "place count as leaning on each other."
)


def honoured(*, era: str = "", members: str = "", clause: str = "") -> Finding:
    """How often did guarantors keep their word when a war called on it?

    Parameters
    ----------
    era : before-1945 or since-1945; empty for 1816 to 2003.
    members : two or several allies; empty for both.
    clause : defence, offence, neutrality or non_aggression; empty for any.

    Returns
    -------
    Finding
        In the answer: `share` with `low` and `high`, `count` of `total` in so many `wars`, as
        how many independent ones they count (`counted_as`), and `beside`, what other codings
        say.

    Raises
    ------
    ValueError
        A word that is none of these.

    Examples
    --------
    >>> found = honoured(era="since-1945", clause="defence").answer
    >>> found["count"], found["total"], round(found["share"], 2)
    (6, 43, 0.14)
    """
    found = commitments(era=era, members=members, clause=clause)
    asked = {"era": era or "all", "members": members or "all", "clause": clause or "any"}
    return _found(
        "How often did guarantors keep their word when a war called on it?",
        {
            **asked,
            **_share(found.honoured, found.commitments, found.effective),
            "wars": found.wars,
            **_of("alliances called on by a war", "1816-2003"),
        },
        _Behind(
            beside=("E001", "E002", "E017", "E018", "E020", "E022", "E024"),
            caveats=(CALLED_ON,),
            source="BerkemeierFuhrmann2018",
            method=_TOGETHER,
        ),
    )


def war_ends(elapsed: int, *, era: str = "all") -> Finding:
    """How often did a war between states that had lasted so long end within the next year?

    Parameters
    ----------
    elapsed : whole years that it has lasted.
    era : all (1816 to 2003), before-1946 or since-1946.

    Returns
    -------
    Finding
        As of `honoured`; gave up where fewer than `FEW` wars had lasted so long, with those of
        the longest elapsed time for which there were as many.

    Raises
    ------
    ValueError
        A negative number of years, or an era that is none of these.

    Examples
    --------
    >>> found = war_ends(3).answer
    >>> found["count"], found["total"]
    (2, 11)
    """
    rows = {row.elapsed: row for row in years_of_war() if row.era == era}
    if elapsed < 0 or not rows:
        raise ValueError(f"no wars of era '{era}' that had lasted {elapsed} years")
    known = max(e for e, row in rows.items() if e <= elapsed and row.at_risk >= FEW)
    row = rows[known]
    caveats = ["Few wars last long: the longer the elapsed time, the thinner the count."]
    if known < elapsed:
        caveats.append(
            f"Fewer than {FEW} wars had lasted {elapsed} years; these had lasted {known}."
        )
    return _found(
        "How often did a war between states that had lasted so long end within the next year?",
        {
            "era": era,
            "elapsed": elapsed,
            "counted_from": known,
            **_share(row.ended, row.at_risk),
            **_of("wars between states", "1816-2003"),
        },
        _Behind(
            beside=("E099", "E101", "E102", "E105", "E106", "E116"),
            caveats=tuple(caveats),
            source="SarkeesWayman2010",
            completeness=Completeness.EXACT if known == elapsed else Completeness.GAVE_UP,
        ),
    )


def talks_start(elapsed: int) -> Finding:
    """How often did talks begin in a war between states that had lasted so long?

    Returns
    -------
    Finding
        Gave up: what is known is how many wars saw talks at any time. The day-by-day record of
        talks is Min 2020's and could not be seen.
    """
    seen = effect("E098")
    return _found(
        "How often did talks begin in a war between states that had lasted so long?",
        {
            "elapsed": elapsed,
            "share": seen.estimate,
            "says": seen.says,
            **_of("wars between states with talks at any time", seen.period),
            "total": int(seen.n),
        },
        _Behind(
            beside=("E028", "E029", "E099", "E100"),
            caveats=(
                "By elapsed time it is not known here: the daily record of talks in 92 wars "
                "(Min 2020) was not seen. The share is of wars that saw talks at any time.",
            ),
            source="Min2020",
            completeness=Completeness.GAVE_UP,
            method="As published.",
        ),
    )


def peace_kept(population: str, group: str = "all") -> Finding:
    """How many peaces were still kept one, two, five and ten years on?

    Parameters
    ----------
    population, group : of `peaces()`.

    Returns
    -------
    Finding
        In the answer `kept`, by years: `share`, `low`, `high` and `at_risk`; a number of years
        for which nobody was followed is left out.

    Raises
    ------
    ValueError
        A population or group that is none of these.
    """
    rows = [row for row in kept() if (row.population, row.group) == (population, group)]
    if not rows:
        raise ValueError(f"no peaces of '{population}', '{group}'")
    beside, source, until = _PEACES[population]
    by_years = {
        str(row.years): {
            "share": row.survival,
            "low": row.low,
            "high": row.high,
            "at_risk": row.at_risk,
        }
        for row in rows
    }
    return _found(
        "How many peaces were still kept so many years on?",
        {
            "population": population,
            "group": group,
            "kept": by_years,
            "total": rows[0].n,
            "clusters": rows[0].clusters,
            "failed": rows[0].failed,
            "until": until,
        },
        _Behind(beside, (*_OF_POPULATION.get(population, ()), NOT_CAUSAL), source, _FOLLOWED),
    )


def peaces() -> Mapping[str, tuple[str, ...]]:
    """Whose keeping is known: which groups of peaces, by population?"""
    found: dict[str, tuple[str, ...]] = {}
    for row in kept():
        groups = found.get(row.population, ())
        found[row.population] = groups if row.group in groups else (*groups, row.group)
    return found


def mediated(*, mediated: bool, after: bool = False) -> Finding:
    """How often did crises between states end in an agreement, or come back within five years?

    Parameters
    ----------
    mediated : with a mediator or without.
    after : False for the agreement, True for a new crisis in the same protracted conflict.
    """
    row = effect(
        ("E121" if mediated else "E122") if after else ("E119" if mediated else "E120")
    )
    assert row.count is not None
    assert row.total is not None
    return _found(
        f"{row.quantity[0].upper()}{row.quantity[1:]}: how often?",
        {
            "mediated": mediated,
            **_share(row.count, row.total),
            **_of(row.population, row.period),
        },
        _Behind(beside=("E118", "E035"), caveats=(NOT_CAUSAL,), source="BrecherEtAl2023"),
    )


ENDINGS = "endings of civil conflicts, same sides not active again"
BETWEEN_STATES = "pairs of states at war since 1946, no fatal dispute"
WITHIN_STATES = "civil wars ended 1989 to 1999, no renewed war"
"""Populations of `peace_kept` that a case starts from, by the kind of its war."""

_OF_POPULATION: Mapping[str, tuple[str, ...]] = {
    BETWEEN_STATES: (
        "Half of the pairs whose war ended in a draw fought in the Korean War, most far "
        "away: where each war counts once, peaces look much shorter.",
        "In calendar years: a dispute in the year in which the war ended does not count.",
    ),
    ENDINGS: (
        "An ending counts as one only once a calendar year has passed without fighting: the "
        "first year says nothing, and the second little.",
    ),
}

_PEACES: Mapping[str, tuple[tuple[str, ...], str, int]] = {
    BETWEEN_STATES: (
        ("E032", "E033", "E035", "E036", "E037", "E038", "E043", "E130", "E131", "E132"),
        "SarkeesWayman2010",
        2003,
    ),
    WITHIN_STATES: (("E048", "E049", "E050", "E051", "E067"), "Fortna2008", 2004),
    "agreements in civil wars, not ended": (
        ("E030", "E031", "E064", "E069", "E070"),
        "PetterssonHogbladhOberg2019",
        2021,
    ),
    ENDINGS: (
        ("E065", "E066", "E090", "E091", "E092"),
        "Kreutz2010",
        2019,
    ),
}
"""What stands beside each, its source, and the year up to which it was counted."""


def _share(count: int, total: int, effective: float | None = None) -> dict[str, object]:
    cases = float(total) if effective is None else effective
    low, high = wilson(count / total, cases)
    return {
        "share": count / total,
        "low": low,
        "high": high,
        "count": count,
        "total": total,
        "counted_as": cases,
    }


def _of(population: str, period: str) -> dict[str, object]:
    return {"population": population, "period": period, "until": int(period[-4:])}


@dataclass(frozen=True, slots=True)
class _Behind:
    """What stands behind a base rate: effects that say otherwise or more, caveats, source."""

    beside: tuple[str, ...]
    caveats: tuple[str, ...]
    source: str
    method: str = _COUNTED
    completeness: Completeness = Completeness.EXACT


def _found(question: str, answer: Mapping[str, object], behind: _Behind) -> Finding:
    said = [effect(name) for name in behind.beside]
    return Finding(
        question=question,
        case="",
        case_hash="",
        answer={**answer, "beside": [one.to_dict() for one in said]},
        method=behind.method,
        completeness=behind.completeness,
        caveats=(*behind.caveats, CHOSEN),
        citations=tuple(dict.fromkeys((behind.source, *(one.source for one in said)))),
        version=__version__,
    )
