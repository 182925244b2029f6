"""What a report says of the past: base rates and past promises beside what the engines say."""

from collections.abc import Iterator, Mapping, Sequence

from holdfast.conflict.conflict import Conflict
from holdfast.core.finding import Finding
from holdfast.core.likelihood import two_digits
from holdfast.history.likeness import INTERSTATE
from holdfast.report.answers import listing, mapping, real
from holdfast.report.estimates import YEARS, estimate_in_words, group_in_words, whose
from holdfast.report.numbers import Number, Part, Sentence
from holdfast.report.phrases import listed
from holdfast.report.tables import Table
from holdfast.study.past.starting_points import HONOURED, PEACE, WAR_ENDS

FIVE = "5"
RARE, SURE = 0.01, 0.99
"""Least and greatest chance that is told of what the engines say: no model is surer."""

_KEPT = {True: "went {y} years without a fatal dispute", False: "were not broken for {y} years"}
_PEACES = {
    True: "peaces after wars between states since the Second World War, each war counted once",
    False: "peaces after civil wars of the nineties",
}
_IN_WORDS = {"1": "one", "2": "two", "5": "five", "10": "ten"}

Answer = Mapping[str, object]


def past_sentences(conflict: Conflict, findings: Mapping[str, Finding]) -> Iterator[str]:
    """What happened in such wars and after them, and are the engines more hopeful than that?"""
    answer = findings["past"].answer
    rates = {name: _listed(mapping(answer["rates"])[name]) for name in _NAMES}
    yield from (_ended(one) for one in rates[WAR_ENDS])
    yield from _peaces(rates[PEACE])
    yield from _honoured(rates[HONOURED])
    yield from map(str, listing(answer["left_out"]))
    yield from _held_against(conflict, findings, rates[PEACE])
    yield f"{record_sentence(answer)} {lesson(answer)}"


_NAMES = (WAR_ENDS, PEACE, HONOURED)


def _ended(one: Answer) -> str:
    return (
        f"Of {one['total']} wars between states that had lasted {one['counted_from']} years, "
        f"{one['count']} ended within the next: {estimate_in_words(one)}."
    )


def _peaces(told: Sequence[Answer]) -> Iterator[str]:
    """The rate to start from, then those of peaces that were agreed."""
    if not told:
        return
    first, *others = told
    between = "pairs" in str(first["population"])
    kept = _KEPT[between].format(y="five")
    more = "; ".join(f"{group_in_words(str(one['group']))} {_kept(one)}" for one in others)
    yield f"Of {_PEACES[between]}, {_kept(first)} {kept}; {more}."


def _kept(one: Answer, years: str = FIVE) -> str:
    return estimate_in_words(mapping(mapping(one["kept"])[years]))


def _honoured(told: Sequence[Answer]) -> Iterator[str]:
    for one in told:
        yield (
            f"Allies that a war called on kept their word in {one['count']} of {one['total']} "
            f"cases since 1945: {estimate_in_words(one)}."
        )


def _held_against(
    conflict: Conflict, findings: Mapping[str, Finding], peaces: Sequence[Answer]
) -> Iterator[str]:
    """For which packages do the engines say more, or less, than the base rate's interval?"""
    if not peaces or "hinges" not in findings:
        return
    kept = mapping(mapping(peaces[0]["kept"])[FIVE])
    low, high = real(kept["low"]), real(kept["high"])
    names: dict[str, list[str]] = {"more": [], "less": [], "no other": []}
    for one in conflict.packages:
        share = _engines(findings, one.id, FIVE)["share"]
        which = "more" if share > high else "less" if share < low else "no other"
        names[which].append(f"'{one.title}'")
    words = {
        "more": "more hopeful than that interval with",
        "less": "less hopeful than that interval with",
        "no other": "within that interval with",
    }
    told = []
    for key, some in names.items():
        which = "every package" if len(some) == len(conflict.packages) else listed(some)
        told += [f"{words[key]} {which}"] if some else []
    yield f"For five years the engines are {'; '.join(told)}."


def record_sentence(answer: Answer) -> str:
    """How the engines would have fared on past promises."""
    found = mapping(answer["record"])
    five = mapping(mapping(found["horizons"])[FIVE])
    low, high, stood = (two_digits(real(five[k])) for k in ("said_low", "said_high", "stood"))
    return (
        f"On {found['promises']} promises of the past the engines, on default numbers, give "
        f"nine in ten a chance of {low} to {high} of standing five years, where {stood} stood."
    )


def lesson(answer: Answer) -> str:
    """What follows from the engines' record for a forecast of keeping; without numerals."""
    horizons = mapping(mapping(answer["record"])["horizons"])
    worse = [
        _IN_WORDS[y] for y, one in horizons.items() if real(mapping(one)["worse_by_low"]) > 0.0
    ]
    lost = (
        f"scored worse than the casebook's own rate at {listed(worse)} "
        f"{'year' if worse == ['one'] else 'years'}"
        if worse
        else "could not be told apart from the casebook's own rate"
    )
    return (
        f"On promises of the past the engines, on default numbers, {lost}. For how long a "
        "peace holds, the base rate is the place to start from."
    )


def past_table(conflict: Conflict, findings: Mapping[str, Finding]) -> Table:
    """How long would it be kept: base rates, past promises, and the engines, row by row?"""
    answer = findings["past"].answer
    rows = [
        (f"{whose(one)} ({one['source']})", *_across(mapping(one["kept"])))
        for one in _listed(mapping(answer["rates"])[PEACE])
    ]
    for one in map(mapping, mapping(answer["packages"]).values()):
        name = f"the {one['counted']} promises of the past most like '{one['title']}'"
        rows.append((name, *_across(mapping(one["kept"]))))
    if "hinges" in findings:
        for package in conflict.packages:
            told = {years: _engines(findings, package.id, years) for years in YEARS}
            rows.append((f"the engines, with all of '{package.title}'", *_across(told)))
    caption = (
        "How long it would be kept: what became of others, with 95% intervals, beside what the "
        "engines say, with the range of their brief"
    )
    return Table(caption, ("Who says so", *(f"{y} y" for y in YEARS)), tuple(rows))


def _across(kept: Mapping[str, object]) -> Iterator[str]:
    for years in YEARS:
        yield estimate_in_words(mapping(kept[years])) if years in kept else "not known"


def _engines(findings: Mapping[str, Finding], package: str, years: str) -> dict[str, float]:
    packages = mapping(findings["hinges"].answer["packages"])
    found = mapping(mapping(mapping(packages[package])["headlines"])[f"kept_{years}y"])
    return {key: min(max(real(found[key]), RARE), SURE) for key in ("share", "low", "high")}


def _listed(entries: object) -> list[Answer]:
    return [mapping(one) for one in listing(entries)]


def brief_of_the_past(
    conflict: Conflict, findings: Mapping[str, Finding]
) -> Iterator[Sentence]:
    """The base rate to start from, or without one past promises; and the engines' record."""
    answer = findings["past"].answer
    told = _listed(mapping(answer["rates"])[PEACE])
    alike = list(_alike(conflict, answer))
    if told:
        between = answer["kind"] == INTERSTATE
        path = ("rates", PEACE, 0, "kept", FIVE)
        kind = "past_between" if between else "past_within"
        number = Number(_kept(told[0]), kind, "past", path)
        kept = _KEPT[between].format(y="five")
        yield Sentence((f"What the past says: of {_PEACES[between]}, ", number, f" {kept}."))
    elif alike:
        opening = "What the past says: of the promises most like each package there stood five"
        yield Sentence((f"{opening} years: ", *alike, "."))
    yield Sentence((lesson(answer),))


def _alike(conflict: Conflict, answer: Answer) -> Iterator[Part]:
    packages = mapping(answer["packages"])
    first = True
    for one in conflict.packages:
        kept = mapping(mapping(packages[one.id])["kept"])
        if FIVE in kept:
            yield "" if first else ", "
            path = ("packages", one.id, "kept", FIVE)
            yield Number(estimate_in_words(mapping(kept[FIVE])), "past_alike", "past", path)
            yield f" with '{one.title}'"
            first = False
