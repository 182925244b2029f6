"""What the past says of promises like each package, in words and a table."""

from collections.abc import Iterator, Mapping, Sequence

from holdfast.history.casebook import casebook
from holdfast.report.answers import listing, mapping, real
from holdfast.report.packages import package_label
from holdfast.report.tables import Table

_YEARS = ("1", "5", "10")

Package = Mapping[str, object]


def past_sentence(packages: Sequence[Package]) -> Iterator[str]:
    """How many of the promises most like each package stood unbroken for five years?"""
    kept = [mapping(mapping(one["past"])["kept"]) for one in packages if "past" in one]
    shares = [real(mapping(one["5"])["share"]) for one in kept if "5" in one]
    if not shares:
        return
    ends = [_share(end) for end in (min(shares), max(shares))]
    span = ends[0] if ends[0] == ends[1] else f"{ends[0]} to {ends[1]}"
    yield (
        f"Of the promises of the past that are most like them, {span} stood unbroken for five "
        "years: analogies out of a hand-picked casebook, and no estimate of an effect."
    )


def past_table(packages: Sequence[Package]) -> Table:
    """Which promises of the past are most like each package, and how long did they stand?

    Without rows in a run of an older holdfast, which did not ask.
    """
    told = [one for one in packages if "past" in one]
    names = {one.id: f"{one.name} ({one.start.year})" for one in casebook()}
    rows = []
    for one in told:
        past = mapping(one["past"])
        nearest = [
            (str(near["id"]), str(near["outcome"]).replace("_", " "))
            for near in map(mapping, listing(past["nearest"]))
        ]
        rows.append(
            (
                package_label(one),
                "; ".join(f"{names.get(n, n)}: {what}" for n, what in nearest),
                *(_kept(mapping(past["kept"]).get(years)) for years in _YEARS),
            )
        )
    counted = max((int(real(mapping(one["past"])["counted"])) for one in told), default=0)
    caption = (
        f"What the past says: the promises most like each package, and the share of the "
        f"{counted} most like it that stood unbroken for so long, with 95% interval; analogies "
        "out of a hand-picked casebook, as known on the day of the case"
    )
    return Table(
        caption, ("Package", "Most alike", "1 year", "5 years", "10 years"), tuple(rows)
    )


def _kept(entry: object) -> str:
    """The share with its interval; ends in words, for ten of ten is no certainty."""
    if entry is None:
        return "none followed"
    found = mapping(entry)
    low, high = (round(100 * real(found[k])) for k in ("low", "high"))
    middle = _share(real(found["share"]))
    if high == 100:
        return f"{middle} ({low}% or more)"
    return f"{middle} ({low} to {high}%)" if low else f"{middle} ({high}% or fewer)"


def _share(value: float) -> str:
    return {0: "none", 100: "all"}.get(round(100 * value), f"{round(100 * value)}%")
