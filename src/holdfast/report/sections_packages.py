"""What a report says of packages compared: in words, at a glance, and what decides each."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from holdfast.conflict.conflict import Conflict
from holdfast.core.likelihood import two_digits
from holdfast.report.answers import listing, mapping, real
from holdfast.report.labels import sides_of
from holdfast.report.packages import (
    cause_in_words,
    chance_in_words,
    deliverable_in_words,
    frontier_sentence,
    keeping_table,
    numbered_label,
    range_in_words,
    standing_table,
)
from holdfast.report.packages_past import past_sentence, past_table
from holdfast.report.packages_why import hinges_table
from holdfast.report.phrases import listed, share_of_draws
from holdfast.report.tables import Table
from holdfast.study.packages.outcomes import CHALLENGER_STAYS, TARGET_STAYS

Package = Mapping[str, object]


def packages_sentences(conflict: Conflict, answer: Mapping[str, object]) -> Iterator[str]:
    """Who comes under which packages, what is kept, at what cost, and what breaks first?"""
    packages = [mapping(one) for one in listing(answer["packages"])]
    yield _coming(conflict, packages)
    yield _kept(packages)
    yield from _price(packages)
    yield from _delivered(packages)
    yield _breaking(conflict, packages)
    yield frontier_sentence(answer)
    yield from past_sentence(packages)
    if not hinges_table(conflict, packages).rows:
        yield (
            "No single input stands out from chance, in so many draws, in deciding whether any "
            "of them brings both, or is kept."
        )


def packages_section_tables(
    conflict: Conflict, answer: Mapping[str, object]
) -> Iterator[Table]:
    """The packages at a glance, how long each is kept, how it stands up, what decides it."""
    packages = [mapping(one) for one in listing(answer["packages"])]
    yield glance_table(conflict, packages)
    yield keeping_table(packages)
    yield standing_table(packages, mapping(answer["aim"]), sides_of(conflict))
    rest = (hinges_table(conflict, packages), past_table(packages))
    yield from (table for table in rest if table.rows)


def glance_table(conflict: Conflict, packages: Sequence[Package]) -> Table:
    """Both sides' gains, what is kept, cost, days, who would deliver it, what breaks first?"""
    sides = sides_of(conflict)
    rows = tuple(
        (
            numbered_label(place, one),
            range_in_words(one["target_gain"]),
            range_in_words(one["challenger_gain"]),
            share_of_draws(real(one["brings_both"])),
            chance_in_words(one["kept_5y"]),
            range_in_words(one["cost_per_year"]),
            range_in_words(one["days_to_deploy"]),
            deliverable_in_words(mapping(one["deliverable"])),
            cause_in_words(str(mapping(one["breaks_first"])["what"]), sides),
        )
        for place, one in enumerate(packages, start=1)
    )
    caption = (
        "Packages side by side: gains in shares of the prize at the terms reached now, cost "
        "with rotation and days until the slowest part stands, each median and 5th to 95th "
        "percentile; chances on the mean of the draws"
    )
    columns = (
        "Package",
        f"Gain of {sides['target']}",
        f"Gain of {sides['challenger']}",
        "Both come, of draws",
        "Both come and keep it 5 years",
        "EUR bn a year",
        "Days to deploy",
        "Supporters would deliver it, of draws",
        "Breaks first",
    )
    return Table(caption, columns, rows)


def _coming(conflict: Conflict, packages: Sequence[Package]) -> str:
    """Both sides in one sentence, so that neither's exposure stands alone."""
    parts = []
    for side, name in sides_of(conflict).items():
        shares = [real(one[f"brings_{side}"]) for one in packages]
        parts.append(f"{name} would gain by coming in {_between(shares)} of draws")
    which = "under this package" if len(packages) == 1 else "depending on the package"
    return f"{listed(parts)}, {which}."


def _between(shares: Sequence[float]) -> str:
    low, high = share_of_draws(min(shares)), share_of_draws(max(shares))
    return low if low == high else f"{low} to {high}"


def _kept(packages: Sequence[Package]) -> str:
    both = "Both coming and keeping it five years"
    if len(packages) == 1:
        return f"{both}: {chance_in_words(packages[0]['kept_5y'])}."
    ends = _ends(packages, lambda one: real(mapping(one["kept_5y"])["mean"]))
    low, high = (f"{chance_in_words(one['kept_5y'])} with '{one['title']}'" for one in ends)
    return f"{both}: from {low}, to {high}."


def _price(packages: Sequence[Package]) -> Iterator[str]:
    """What those that say so cost, and how long they take."""
    paid = [one for one in packages if one["cost_per_year"]]
    if not paid:
        return
    cheap, dear = _ends(paid, lambda one: real(mapping(one["cost_per_year"])["median"]))
    low, high = (
        f"EUR {range_in_words(one['cost_per_year'])} bn a year for '{one['title']}'"
        for one in (cheap, dear)
    )
    days = [real(mapping(one["days_to_deploy"])["median"]) for one in paid]
    first, last = two_digits(min(days)), two_digits(max(days))
    bare = len(packages) - len(paid)
    beside = f" The case states no cost of {bare} of its own packages." if bare else ""
    span = f"from {low} to {high}" if len(paid) > 1 else low
    after = f"{first} to {last}" if first != last else first
    yield (
        f"With rotation it costs {span}; the slowest part stands after {after} days in the "
        f"middle of the draws.{beside}"
    )


def _delivered(packages: Sequence[Package]) -> Iterator[str]:
    if not packages[0]["deliverable"]:
        yield "The case states no supporters, so nothing says who would deliver any of it."
        return
    ends = _ends(packages, lambda one: real(mapping(one["deliverable"])["share"]))
    low, high = (
        f"{share_of_draws(real(mapping(one['deliverable'])['share']))} of draws for "
        f"'{one['title']}'"
        for one in ends
    )
    span = low if len(packages) == 1 else f"{low}, in {high}"
    yield f"The supporters' positions reach what it takes in {span}."


def _breaking(conflict: Conflict, packages: Sequence[Package]) -> str:
    """What breaks most of them; where one side stays away, how often the other does as well."""
    count = Counter(str(mapping(one["breaks_first"])["what"]) for one in packages)
    away = (TARGET_STAYS, CHALLENGER_STAYS)
    if any(count[what] for what in away):
        count.update(dict.fromkeys(away, 0))
    sides = sides_of(conflict)
    told = [
        f"{cause_in_words(what, sides)} ({many or 'none'} of {len(packages)})"
        for what, many in count.most_common()
    ]
    return (
        f"What breaks a package in most of the draws in which something does: {listed(told)}."
    )


def _ends(packages: Sequence[Package], of: Callable[[Package], float]) -> tuple[Package, ...]:
    """The package with the least of this, and the one with the most."""
    return min(packages, key=of), max(packages, key=of)
