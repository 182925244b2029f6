"""What decides packages, why they fail, and which smallest change flips them, with numbers."""

from collections.abc import Iterator, Mapping, Sequence

from holdfast.conflict.conflict import Conflict
from holdfast.core.likelihood import likelihood, two_digits
from holdfast.guarantees.catalogue import catalogue
from holdfast.report.answers import listing, mapping, real
from holdfast.report.labels import label
from holdfast.report.packages import numbered_label
from holdfast.report.phrases import listed, share_of_draws
from holdfast.report.tables import Table

_FAILING = {
    "coming": ("does not bring both sides", "{share} of draws"),
    "keeping": ("is not kept five years", "{share} of the draws in which both come"),
}
_LEVELS = {0.0: "none", 1.0: "half", 2.0: "full"}
OUTCOMES = {
    "kept_5y": "both sign and keep it five years",
    "holds_5y": "kept five years, once signed",
}
"""What the packages' own tornados are about, by the key of the answer."""

_TOLD = 3  # inputs told one by one


def bars_of(package: Mapping[str, object], outcome: str) -> dict[str, Mapping[str, object]]:
    """Which inputs stand out in deciding this of a package? Bars by name, widest first."""
    found = mapping(mapping(package["hinges"])[outcome])
    return {str(bar["input"]): bar for bar in map(mapping, listing(found["bars"]))}


def hinges_table(conflict: Conflict, packages: Sequence[Mapping[str, object]]) -> Table:
    """Which inputs decide whether a package brings both and is kept, and where does it flip?"""
    rows = []
    told = [
        (numbered_label(place, one), words, bar)
        for outcome, words in OUTCOMES.items()
        for place, one in enumerate(packages, start=1)
        for bar in bars_of(one, outcome).values()
    ]
    for title, words, bar in told:
        flips = [f"{two_digits(real(v))} {bar['unit']}" for v in listing(bar["flips_at"])]
        rows.append(
            (
                title,
                words,
                label(conflict, str(bar["input"])),
                share_of_draws(real(bar["at_low"])),
                share_of_draws(real(bar["at_high"])),
                ", ".join(flips) or "does not flip it",
            )
        )
    caption = (
        "What decides a package: mean chance in the fifth of the draws with the lowest, and "
        "with the highest values of an input; it flips where that crosses one half"
    )
    columns = ("Package", "Chance", "Input", "At its lowest", "At its highest", "Flips at")
    return Table(caption, columns, tuple(rows))


def failing_sentences(conflict: Conflict, package: Mapping[str, object]) -> Iterator[str]:
    """In which part of the inputs does this package mainly fail?"""
    if "fails_where" not in package:
        return
    for which, found in mapping(package["fails_where"]).items():
        yield _failing(conflict, str(package["title"]), which, mapping(found))


def flip_sentences(conflict: Conflict, package: Mapping[str, object]) -> Iterator[str]:
    """Which smallest changes flip whether it brings both and is kept, and with which chance?"""
    if "flips" not in package:
        return
    found = mapping(package["flips"])
    chance, error = real(found["chance"]), real(found["error"])
    said = likelihood(max(0.0, chance - error), min(1.0, chance + error))
    reaches = "reaches" if found["reaches"] else "misses"
    yield (
        f"'{package['title']}' {reaches} what was asked: that both come and keep it five years "
        f"is {said} on the mean of {found['draws']} draws."
    )
    yield from _by_inputs(conflict, found)
    yield _by_package(found)


def _failing(conflict: Conflict, title: str, which: str, found: Mapping[str, object]) -> str:
    what, among = _FAILING[which]
    among = among.format(share=share_of_draws(real(found["everywhere"])))
    limits = [mapping(one) for one in listing(found["limits"])]
    if not limits:
        return f"'{title}' {what} in {among}; no part of the inputs stands out for it."
    where = listed([_limit(conflict, one) for one in limits])
    density, coverage = (share_of_draws(real(found[k])) for k in ("density", "coverage"))
    return (
        f"'{title}' {what} in {among}, mainly where {where}: there in {density}, which is "
        f"{coverage} of these failures."
    )


def _limit(conflict: Conflict, limit: Mapping[str, object]) -> str:
    side = "over" if limit["above"] else "under"
    return f"{label(conflict, str(limit['input']))} is {side} {two_digits(real(limit['at']))}"


def _by_inputs(conflict: Conflict, found: Mapping[str, object]) -> Iterator[str]:
    does = "breaks it" if found["reaches"] else "would do it"
    moves = [mapping(one) for one in listing(found["inputs"])]
    for one in moves[:_TOLD]:
        by, part = real(one["by"]), abs(real(one["of_range"]))
        way = "higher" if by > 0.0 else "lower"
        yield (
            f"  {label(conflict, str(one['input']))} {two_digits(abs(by))} {way} in all draws "
            f"({share_of_draws(part)} of its range) {does}."
        )
    rest = [label(conflict, str(one["input"])) for one in moves[_TOLD:]]
    if rest:
        yield f"  By larger parts of their ranges also: {listed(rest)}."
    unmoved = [label(conflict, str(name)) for name in listing(found["unmoved"])]
    if unmoved:
        yield f"  Within their ranges these alone flip nothing: {listed(unmoved)}."


def _by_package(found: Mapping[str, object]) -> str:
    does = "breaks it" if found["reaches"] else "would do it"
    if "strength" in found:
        strength = mapping(found["strength"])
        if not strength:
            return "  No other strength of it up to twice the whole flips this."
        return f"  The package at {two_digits(real(strength['at']))} of its strength {does}."
    levels = mapping(found["levels"])
    if not levels:
        return "  No three steps of instruments that were tried flip this."
    changes = [_change(mapping(one)) for one in listing(levels["changes"])]
    return f"  Fewest steps of instruments found: {listed(changes)} {does}."


def _change(change: Mapping[str, object]) -> str:
    before, after = (_level(real(change[k])) for k in ("from", "to"))
    name = str(change["instrument"])
    title = catalogue()[name].title if name in catalogue() else name
    return f"{title} from {before} to {after}"


def _level(level: float) -> str:
    return _LEVELS.get(level, two_digits(level))
