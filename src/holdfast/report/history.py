"""What the past says, on the screen: comparable promises, base rates, reference classes."""

from collections.abc import Iterable, Mapping, Sequence

from rich.text import Text

from holdfast.core.errors import bad_input
from holdfast.core.finding import Finding
from holdfast.core.likelihood import two_digits
from holdfast.history.classes import ReferenceClass
from holdfast.history.survival.spells import spells
from holdfast.report.answers import listing, mapping, real
from holdfast.report.figures.style import Picture
from holdfast.report.figures.survival import survival_figure
from holdfast.report.tables import Table
from holdfast.report.terminal import print_finding, print_table, wide_console

_MOST_NAMED = 5  # features that a cell names


def print_comparable(found: Finding) -> None:
    """Print the promises of the past that are like each package, and what became of them."""
    console = wide_console()
    for package in map(mapping, mapping(found.answer["packages"]).values()):
        print_table(console, precedents_table(package))
        for line in became(package):
            console.print(Text(line))
    print_finding(console, found)


def comparable_picture(found: Finding) -> Picture:
    """How long did the promises stand that are like each package?"""
    groups = {}
    for package in map(mapping, mapping(found.answer["packages"]).values()):
        cases = [mapping(one) for one in listing(package["cases"])]
        followed = [one for one in cases if real(one["years"]) > 0.0]
        if followed:
            years = [real(one["years"]) for one in followed]
            groups[str(package["title"])] = spells(
                years, [not one["censored"] for one in followed]
            )
    if not groups:
        raise bad_input("HF403", "none of these promises was followed", expected="more cases")
    return survival_figure("comparable", "Promises of the past that stood unbroken", groups)


def precedents_table(package: Mapping[str, object]) -> Table:
    """Which promises of the past are like this, in what, and what became of them?

    Where they were compared to nothing, no likeness is told.
    """
    cases = [mapping(one) for one in listing(package["cases"])]
    names = [f"{one['name']} ({str(one['start'])[:4]}, {one['id']})" for one in cases]
    if "asked" not in package:
        told = zip(names, map(_became, cases), strict=True)
        return Table(str(package["title"]), ("Promise", "What became of it"), tuple(told))
    rows = [
        (
            name,
            two_digits(real(one["similarity"])),
            _named(listing(one["shares"])),
            _named(listing(one["differs"])),
            _became(one),
        )
        for name, one in zip(names, cases, strict=True)
    ]
    columns = ("Promise", "Likeness", "In common", "Apart", "What became of it")
    return Table(
        f"{package['title']}: promises of the past that are like it", columns, tuple(rows)
    )


def became(package: Mapping[str, object]) -> tuple[str, ...]:
    """What became of them together, in sentences."""
    kept = mapping(package["kept"])
    if not kept:
        return ("None of them was followed.",)
    shares = "; ".join(
        f"{years} y {two_digits(real(one['share']))} ({two_digits(real(one['low']))} to "
        f"{two_digits(real(one['high']))})"
        for years, one in ((years, mapping(one)) for years, one in kept.items())
    )
    counted = ", ".join(
        f"{count} {name}" for name, count in mapping(package["outcomes"]).items()
    )
    return (
        f"Of these: {counted}.",
        f"Share unbroken after so many years, those still standing counted as far as they were "
        f"followed: {shares}.",
    )


def print_base_rates(found: Sequence[Finding]) -> None:
    """Print base rates, each with its interval, its number, and what says otherwise."""
    console = wide_console()
    print_table(console, base_rates_table(found))
    print_table(console, beside_table(found))
    caveats = dict.fromkeys(caveat for one in found for caveat in one.caveats)
    for caveat in caveats:
        console.print(Text(f"- {caveat}"))


def base_rates_table(found: Iterable[Finding]) -> Table:
    """How often did it go so?"""
    rows = [row for one in found for row in _rates(one)]
    return Table("Base rates: share, 95% interval", ("What", "Share", "Of"), tuple(rows))


def beside_table(found: Iterable[Finding]) -> Table:
    """What do other codings and studies say of the same things?"""
    said = {
        str(entry["id"]): entry
        for one in found
        for entry in map(mapping, listing(one.answer["beside"]))
    }
    rows = [
        (
            str(entry["quantity"]),
            _estimate(entry),
            f"{entry['population']}, {entry['period']}",
            f"{entry['source']}{'' if entry['verified'] == 'yes' else ' (second-hand)'}",
        )
        for entry in said.values()
    ]
    columns = ("What others find", "", "Of", "Source")
    return Table("Beside them", columns, tuple(rows))


def print_classes(found: Iterable[ReferenceClass]) -> None:
    """Print what a case may take from history."""
    rows = [
        (
            one.id,
            one.words,
            f"{two_digits(one.likely)} ({two_digits(one.low)} to {two_digits(one.high)})",
            one.unit,
            one.basis,
        )
        for one in found
    ]
    columns = ("Class", "Past cases", "Median (5th to 95th percentile)", "Unit", "Counted")
    console = wide_console()
    print_table(console, Table("What a number may come from", columns, tuple(rows)))
    console.print(
        Text(
            "In a case: {from: history, class: honoured-defence-since-1945, unit: probability}"
        )
    )


def _rates(found: Finding) -> Iterable[tuple[str, str, str]]:
    answer = found.answer
    if "kept" in answer:
        for years, one in mapping(answer["kept"]).items():
            what = (
                f"{answer['population']}; ended by {answer['group']}; still so after {years} y"
            )
            yield what, _estimate(mapping(one)), f"{answer['total']}"
        return
    asked = {
        name: answer[name]
        for name in ("era", "members", "clause", "elapsed", "mediated")
        if answer.get(name) not in (None, "all", "any")
    }
    told = ", ".join(f"{name} {value}" for name, value in asked.items())
    what = f"{found.question}{f' ({told})' if told else ''}"
    yield what, _estimate(answer), f"{answer.get('total', '')}"


def _estimate(entry: Mapping[str, object]) -> str:
    value = entry.get("share", entry.get("estimate"))
    if not isinstance(value, int | float):
        return str(value)
    middle = two_digits(float(value))
    if entry.get("low") is None:
        return middle
    return f"{middle} ({two_digits(real(entry['low']))} to {two_digits(real(entry['high']))})"


def _named(words: Sequence[object]) -> str:
    named = [str(word) for word in words[:_MOST_NAMED]]
    more = len(words) - _MOST_NAMED
    return "; ".join([*named, f"and {more} more"] if more > 0 else named)


def _became(one: Mapping[str, object]) -> str:
    years = f"{real(one['years']):.1f} y"
    words = (
        f"{one['outcome']} after {years}"
        if not one["censored"]
        else f"{one['outcome']}, {years} seen"
    )
    return f"{words}; guarantors: {one['honoured']}"
