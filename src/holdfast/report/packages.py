"""Packages side by side in words and tables; the frontier, never a winner."""

from collections.abc import Iterator, Mapping, Sequence

from holdfast.conflict.conflict import Conflict
from holdfast.core.likelihood import likelihood, two_digits
from holdfast.report.answers import listing, mapping, real
from holdfast.report.labels import sides_of
from holdfast.report.phrases import listed, share_of_draws
from holdfast.report.tables import Table

_PLACES = 3  # below them a gain is nothing
_UNSAID = "not stated"
_ALMOST = 0.995


def packages_tables(conflict: Conflict, answer: Mapping[str, object]) -> Iterator[Table]:
    """Who comes, what is kept, what it costs, and how it stands up, package by package?"""
    packages = [mapping(one) for one in listing(answer["packages"])]
    sides = sides_of(conflict)
    yield _coming(packages, sides)
    yield keeping_table(packages)
    yield _price(packages)
    yield standing_table(packages, mapping(answer["aim"]), sides)


def frontier_sentence(answer: Mapping[str, object]) -> str:
    """Which packages does none of the others beat, and in what? Nothing of one alone."""
    titles = {
        str(mapping(one)["name"]): str(mapping(one)["title"])
        for one in listing(answer["packages"])
    }
    if len(titles) == 1:
        return "One package alone: there is nothing to weigh it against."
    over = listed([_OBJECTIVES[str(name)] for name in listing(answer["frontier_over"])])
    names = [f"'{titles[str(name)]}'" for name in listing(answer["frontier"])]
    left = len(titles) - len(names)
    beaten = f"{left} of them beaten by another in all of these" if left else "none beaten"
    return (
        f"Of {len(titles)} packages compared on {over}, {beaten}. On the frontier: "
        f"{listed(names)}. Which of these trade-offs to take is for people to decide."
    )


def search_sentence(answer: Mapping[str, object]) -> Iterator[str]:
    """How far did the search look, where there was one?"""
    if "search" not in answer:
        return
    found = mapping(answer["search"])
    looked, space = int(real(found["looked_at"])), int(real(found["space"]))
    how = (
        "all of them"
        if found["exhaustive"]
        else f"{looked} of them, so it may have missed some"
    )
    draws = listed([str(count) for count in listing(found["draws"])], "then")
    more = int(real(found["not_shown"]))
    beside = f"; {more} more lie on the frontier between those shown" if more else ""
    yield (
        f"Of {space} packages of {len(listing(found['instruments']))} instruments at three "
        f"levels the search looked at {how}, in {draws} draws{beside}."
    )


_OBJECTIVES = {
    "target_gain": "the target's gain",
    "challenger_gain": "the challenger's gain",
    "kept_1y": "both coming and keeping it one year",
    "kept_2y": "both coming and keeping it two years",
    "kept_5y": "both coming and keeping it five years",
    "kept_10y": "both coming and keeping it ten years",
    "brings_both": "both coming",
    "cost": "cost a year",
    "deliverable": "what supporters would deliver",
    "days_to_deploy": "time to deploy",
}


def objective_in_words(name: str) -> str:
    """What does this objective weigh?"""
    return _OBJECTIVES[name]


def numbered_label(place: int, package: Mapping[str, object]) -> str:
    """How is a package named beside charts that number it, from 1?"""
    return f"{place}. {package_label(package)}"


def package_label(package: Mapping[str, object]) -> str:
    """How is a package named in a table? One that is not the case's own says so."""
    own = package["kind"] == "the case's own"
    return str(package["title"]) if own else f"{package['title']} ({package['kind']})"


def cause_in_words(what: str, sides: Mapping[str, str]) -> str:
    """What breaks a package, with the names of the sides?"""
    words = what
    for role, name in sides.items():
        words = words.replace(f"the {role}", name)
    return words


def chance_in_words(entry: object) -> str:
    """How likely is it on the mean of the draws, give or take its sampling error?"""
    found = mapping(entry)
    mean, error = real(found["mean"]), real(found["error"])
    return str(likelihood(max(0.0, mean - error), min(1.0, mean + error)))


def _coming(packages: Sequence[Mapping[str, object]], sides: Mapping[str, str]) -> Table:
    rows = tuple(
        (
            package_label(one),
            range_in_words(one["target_gain"]),
            range_in_words(one["challenger_gain"]),
            share_of_draws(real(one["brings_both"])),
        )
        for one in packages
    )
    caption = (
        "Who comes: gains in shares of the prize at the terms reached now, median and 5th to "
        "95th percentile; share of draws in which both come"
    )
    columns = (
        "Package",
        f"Gain of {sides['target']}",
        f"Gain of {sides['challenger']}",
        "Both come",
    )
    return Table(caption, columns, rows)


def keeping_table(packages: Sequence[Mapping[str, object]]) -> Table:
    """How long is each package kept once signed, and how likely is a deal, where asked for?"""
    years, asked = ("1y", "2y", "5y", "10y"), any("deal_5y" in one for one in packages)
    rows = tuple(
        (
            package_label(one),
            *(chance_in_words(mapping(one["holds"])[y]) for y in years),
            *((chance_in_words(one["deal_5y"]),) if asked else ()),
        )
        for one in packages
    )
    kept = "Kept, once signed at these terms, for so many years"
    caption = f"{kept}; and a deal within five years from now" if asked else kept
    deal = ("A deal within 5 years",) if asked else ()
    columns = ("Package", "1 year", "2 years", "5 years", "10 years", *deal)
    return Table(f"{caption}; mean over the draws", columns, rows)


def _price(packages: Sequence[Mapping[str, object]]) -> Table:
    rows = tuple(
        (
            package_label(one),
            range_in_words(one["cost_per_year"]),
            range_in_words(one["days_to_deploy"]),
            deliverable_in_words(mapping(one["deliverable"])),
            range_in_words(one["strength"]),
        )
        for one in packages
    )
    caption = (
        "What it takes: cost with rotation and days until the slowest part stands, median and "
        "5th to 95th percentile; share of draws in which supporters would go so far"
    )
    columns = (
        "Package",
        "EUR bn a year",
        "Days to deploy",
        "Deliverable by supporters",
        "Of the strongest own package",
    )
    return Table(caption, columns, rows)


def standing_table(
    packages: Sequence[Mapping[str, object]],
    aim: Mapping[str, object],
    sides: Mapping[str, str],
) -> Table:
    """What breaks each package first, and how does it do where it does badly?"""
    rows = []
    for one in packages:
        tested, first = mapping(one["robust"]), mapping(one["breaks_first"])
        share = real(first["share"])
        broken = cause_in_words(str(first["what"]), sides)
        rows.append(
            (
                package_label(one),
                f"{broken}, in {share_of_draws(share)} of draws" if share else broken,
                share_of_draws(real(tested["enough"])),
                range_in_words(tested["regret"]),
                two_digits(round(real(tested["worst_tenth"]), _PLACES)),
            )
        )
    caption = (
        "How it stands up: what breaks first; draws in which both come and it is kept five "
        f"years with a chance of {two_digits(real(aim['chance']))} at least; that chance's "
        "shortfall from the best package in the same draw; its mean in the worst tenth of draws"
    )
    columns = ("Package", "Breaks first", "Good enough", "Regret", "Worst tenth")
    return Table(caption, columns, tuple(rows))


def deliverable_in_words(entry: Mapping[str, object]) -> str:
    """In what share of draws would supporters go so far, where there are any?"""
    if not entry:
        return "no supporters stated"
    return share_of_draws(real(entry["share"]))


def range_in_words(entry: object) -> str:
    """How is a spread printed, or what the case does not state? Two digits at most."""
    found = mapping(entry)
    if not found:
        return _UNSAID
    middle, low, high = (
        two_digits(round(real(found[k]), _PLACES)) for k in ("median", "low", "high")
    )
    return f"{middle} ({low} to {high})"
