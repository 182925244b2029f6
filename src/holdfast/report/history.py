"""What the past says, on the screen: comparable promises, base rates, reference classes."""

import re
from collections.abc import Iterable, Mapping, Sequence

from rich.text import Text

from holdfast.core.errors import bad_input
from holdfast.core.finding import Finding
from holdfast.core.likelihood import two_digits
from holdfast.history.base_rates import FEW
from holdfast.history.casebook import INSTRUMENTS, Precedent
from holdfast.history.classes import ReferenceClass
from holdfast.history.survival.spells import spells
from holdfast.report.answers import listing, mapping, real
from holdfast.report.estimates import YEARS, estimate_in_words
from holdfast.report.figures.style import Picture
from holdfast.report.figures.survival import survival_figure
from holdfast.report.tables import Table
from holdfast.report.terminal import print_finding, print_table, wide_console

_MOST_NAMED = 5  # features that a cell names
_RIVAL = re.compile(r"Rival(?: dates?| reading)?: (.+?)(?=\. [A-Z]|$)")
_WHOLE = 100.0  # from here on numbers are printed whole
_UNSAID = frozenset({"share", "probability", "direction"})
_SECOND_HAND = {"partial": " (second-hand)", "no": " (from memory)"}
_CUTS = {
    "before-1945": "before 1945",
    "since-1945": "1945 on",
    "two": "between two allies",
    "several": "in alliances of several",
    "defence": "to defend",
    "offence": "to attack together",
    "neutrality": "to stay neutral",
    "non_aggression": "not to attack each other",
}


NOTHING_ALIKE = (
    "The case has no contest and no guarantee: there is nothing to compare with promises of "
    "the past."
)


def print_comparable(found: Finding) -> None:
    """Print the promises of the past that are like each package, and what became of them."""
    console = wide_console()
    packages = mapping(found.answer["packages"])
    if not packages:
        console.print(Text(NOTHING_ALIKE))
    for package in map(mapping, packages.values()):
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


def print_promise(one: Precedent) -> None:
    """Print one promise of the past in full."""
    console = wide_console()
    for name, value in promise_in_full(one).items():
        told = "; ".join(map(str, value)) if isinstance(value, list) else str(value)
        console.print(Text(f"{name.replace('_', ' ')}: {told or 'none recorded'}"))


def promise_in_full(one: Precedent) -> dict[str, object]:
    """Everything that the casebook has of a promise, instruments in words."""
    return {
        "id": one.id,
        "name": one.name,
        "conflict": one.conflict,
        "context": one.context,
        "start": one.start.isoformat(),
        "for": list(one.protege),
        "could_break_it": list(one.challenger),
        "guarantors": list(one.guarantors),
        "patron_of": one.patron,
        "rival_among_guarantors": one.rival,
        "instruments": [words for key, words in INSTRUMENTS.items() if key in one.instruments],
        "precondition": one.precondition,
        "mediators": list(one.mediators),
        "outcome": one.outcome,
        "until": one.until.isoformat(),
        "years": one.years,
        "guarantors_honoured": one.honoured,
        "note": one.note,
        "sources": list(one.sources),
        "verified": one.verified,
        "seen_through": one.seen_through.isoformat() if one.seen_through else "",
    }


def became(package: Mapping[str, object]) -> tuple[str, ...]:
    """What became of them together, in sentences."""
    kept = mapping(package["kept"])
    if not kept:
        return ("None of them was followed.",)
    shares = "; ".join(
        f"{years} y {estimate_in_words(mapping(one))}" for years, one in kept.items()
    )
    counted = ", ".join(
        f"{count} {name}" for name, count in mapping(package["outcomes"]).items()
    )
    return (
        f"Of these: {counted}.",
        f"Share unbroken after so many years, those still standing counted as far as they were "
        f"followed: {shares}.",
    )


def print_base_rates(found: Sequence[Finding], left_out: Sequence[str] = ()) -> None:
    """Print base rates, each with its interval, number and source, and what says otherwise."""
    console = wide_console()
    for table in (base_rates_table(found), *peaces_tables(found), beside_table(found)):
        if table.rows:
            print_table(console, table)
    caveats = dict.fromkeys(caveat for one in found for caveat in one.caveats)
    for line in (*left_out, *caveats):
        console.print(Text(f"- {line}"))


def base_rates_table(found: Iterable[Finding]) -> Table:
    """How often did it go so?"""
    rows = [
        (_asked(one), estimate_in_words(one.answer), _of_how_many(one.answer), one.citations[0])
        for one in found
        if "kept" not in one.answer
    ]
    return Table(
        "Base rates: share, 95% interval", ("What", "Share", "Of", "Source"), tuple(rows)
    )


def peaces_tables(found: Iterable[Finding]) -> tuple[Table, ...]:
    """How long were peaces kept, by what ended the war or was agreed? A table a population."""
    rows: dict[str, list[tuple[str, ...]]] = {}
    for one in found:
        if "kept" in one.answer:
            kept = mapping(one.answer["kept"])
            told = [
                estimate_in_words(mapping(kept[years])) if years in kept else "not told"
                for years in YEARS
            ]
            caption = f"{one.answer['population']}: share still so, 95% interval"
            row = (str(one.answer["group"]), *told, _of_how_many(one.answer))
            rows.setdefault(f"{caption} ({one.citations[0]})", []).append(row)
    columns = ("Which", *(f"{y} y" for y in YEARS), "Of")
    return tuple(Table(caption, columns, tuple(some)) for caption, some in rows.items())


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
            _with_unit(entry),
            f"{entry['population']}, {entry['period']}",
            f"{entry['source']}{_SECOND_HAND.get(str(entry['verified']), '')}",
        )
        for entry in said.values()
    ]
    columns = ("What others find", "", "Of", "Source")
    return Table("Beside them", columns, tuple(rows))


def print_classes(found: Iterable[ReferenceClass]) -> None:
    """Print what a case may take from history, each under the name that a case writes."""
    rows = [
        (
            one.id,
            f"{two_digits(one.likely)} ({two_digits(one.low)} to {two_digits(one.high)})"
            f"{' a quarter' if one.evidence.pace else ''}",
            f"{one.words}: {one.basis}",
        )
        for one in found
    ]
    columns = ("Class", "Median (5th to 95th percentile)", "Past cases, and what was counted")
    console = wide_console()
    print_table(console, Table("What a number may come from", columns, tuple(rows)), whole=True)
    console.print(
        Text(
            "In a case: {from: history, class: honoured-defence-since-1945, unit: probability}"
        )
    )


def _asked(found: Finding) -> str:
    """What was counted, in words that say how it was cut."""
    answer = found.answer
    if "wars" in answer:
        said = [
            _CUTS[str(answer[k])] for k in ("era", "members", "clause") if answer[k] in _CUTS
        ]
        return ", ".join(("commitments of allies, honoured when a war called on them", *said))
    if "counted_from" in answer:
        years = _years(int(real(answer["counted_from"])))
        fewer = int(real(answer["counted_from"])) < int(real(answer["elapsed"]))
        told = f", too few had lasted {answer['elapsed']}" if fewer else ""
        return f"wars between states that had lasted {years}{told}: over within the next year"
    if "mediated" in answer:
        with_one = "with a mediator" if answer["mediated"] else "without a mediator"
        return f"{found.question.partition(':')[0]}: {with_one}"
    return f"{answer['population']}; by elapsed time it is not known"


def _years(count: int) -> str:
    return {0: "less than a year", 1: "a year"}.get(count, f"{count} years")


def _of_how_many(answer: Mapping[str, object]) -> str:
    """Out of how many, in how many wars; a handful says next to nothing."""
    total = answer.get("total", "")
    together = answer.get("wars", answer.get("clusters"))
    told = f"{total}" if together in (None, total) else f"{total} of {together} wars"
    few = isinstance(total, int) and total < FEW
    return f"{told}; too few to tell" if few else told


def _with_unit(entry: Mapping[str, object]) -> str:
    """An estimate with its unit, where it is more than a share."""
    if isinstance(entry["estimate"], int | float) and abs(real(entry["estimate"])) >= _WHOLE:
        told = f"{real(entry['estimate']):,.0f}"
    else:
        told = estimate_in_words(entry)
    unit = str(entry["unit"])
    return told if unit in _UNSAID or unit in told else f"{told} {unit}"


def _named(words: Sequence[object]) -> str:
    named = [str(word) for word in words[:_MOST_NAMED]]
    more = len(words) - _MOST_NAMED
    return "; ".join([*named, f"and {more} more"] if more > 0 else named)


def _became(one: Mapping[str, object]) -> str:
    """What came of it, whether guarantors did their part, and who reads it otherwise."""
    outcome = str(one["outcome"]).replace("_", " ")
    years = f"{real(one['years']):.1f} y"
    words = f"{outcome} after {years}" if not one["censored"] else f"{outcome}, {years} seen"
    rival = _RIVAL.search(str(one["note"]))
    read = f"; read otherwise: {rival[1].rstrip('. ')}" if rival else ""
    return f"{words}; guarantors: {one['honoured']}{read}"
