"""One page that sets packages side by side by what a planner asks of each."""

from collections.abc import Mapping

from holdfast.conflict.conflict import Conflict
from holdfast.core.finding import Finding
from holdfast.report.answers import listing, mapping, real
from holdfast.report.document import setting
from holdfast.report.onepage import OnePage
from holdfast.report.packages import (
    cause_in_words,
    chance_in_words,
    deliverable_in_words,
    frontier_sentence,
    package_label,
    search_sentence,
    sides_of,
    stated_spread,
)
from holdfast.report.phrases import share_of_draws
from holdfast.report.tables import Table


def packages_page(conflict: Conflict, found: Finding) -> OnePage:
    """Who comes, does it hold, what does it cost, who could deliver it, what breaks first?

    Parameters
    ----------
    conflict : the case.
    found : the comparison of packages, or what a search found.
    """
    return OnePage(
        title=conflict.title,
        setting=setting(conflict, {"packages": found}),
        question=found.question,
        answer=(frontier_sentence(found.answer), *search_sentence(found.answer)),
        table=glance(conflict, found.answer),
        notes=(
            "Shares are of draws over the ranges of the case; a chance is the mean over the "
            "draws, give or take its sampling error. Cost is of the instruments, with the "
            "rotation of forces, median and 5th to 95th percentile; where a package of the "
            "case does not say what it costs, it is not stated.",
            "No package is put forward: what one side gains by it stands beside what the other "
            f"does. {found.caveats[0]}",
        ),
    )


def glance(conflict: Conflict, answer: Mapping[str, object]) -> Table:
    """Which table answers, package by package, what a planner asks first?"""
    sides = sides_of(conflict)
    rows = tuple(
        (
            package_label(one),
            *(share_of_draws(real(one[f"brings_{side}"])) for side in (*sides, "both")),
            chance_in_words(mapping(one["holds"])["5y"]),
            stated_spread(one["cost_per_year"]),
            deliverable_in_words(mapping(one["deliverable"])),
            _broken(mapping(one["breaks_first"]), sides),
        )
        for one in map(mapping, listing(answer["packages"]))
    )
    columns = (
        "Package",
        *(f"{name} comes" for name in sides.values()),
        "Both come",
        "Kept 5 years",
        "EUR bn a year, with rotation",
        "Supporters would deliver",
        "What breaks it first",
    )
    caption = "Each package by who comes, keeping, cost, delivery, and what breaks it first"
    return Table(caption, columns, rows)


def _broken(first: Mapping[str, object], sides: Mapping[str, str]) -> str:
    what, share = cause_in_words(str(first["what"]), sides), real(first["share"])
    return f"{what}, in {share_of_draws(share)} of draws" if share else what
