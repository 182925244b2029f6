"""The supply later and after a challenge, and how guarantors may end up together, in tables."""

from collections.abc import Iterator, Mapping

from holdfast.conflict.conflict import Conflict
from holdfast.core.likelihood import two_digits
from holdfast.report.answers import listing, mapping, real
from holdfast.report.phrases import share_of_draws, strength_range
from holdfast.report.tables import Table

MOVED = {
    "rally": "After a challenge, where supporters rally",
    "hesitate": "After a challenge, where supporters hesitate",
}
_SHORT = {"rally": "They rally", "hesitate": "They hesitate"}
_FORECASTS = ("weighted_mean", "condorcet")
_PLACES = 4  # below them a chance is nothing


def supply_tables(
    supply: Mapping[str, object], packages: Mapping[str, object]
) -> Iterator[Table]:
    """Where do the supporters end up later, and once challenged? Nothing where none is said.

    Parameters
    ----------
    supply : of the window's answer.
    packages : of the window's answer.
    """
    rows = [(when(years), mapping(found)) for years, found in _later(supply).items()]
    rows += [(words, mapping(supply[key])) for key, words in MOVED.items() if key in supply]
    if not rows:
        return
    yield Table(
        "Package strength, later and after a challenge: median (5th to 95th percentile)",
        ("", "Weighted mean", "Probabilistic Condorcet election"),
        tuple((words, *(_range(found[key]) for key in _FORECASTS)) for words, found in rows),
    )
    inside = [
        (str(mapping(p)["title"]), mapping(mapping(p)["supply_inside"]))
        for p in packages.values()
        if "supply_inside" in mapping(p)
    ]
    if inside:
        names = [_SHORT.get(key) or when(key) for key in inside[0][1]]
        yield Table(
            "Supply inside the window, by the weighted mean, of draws",
            ("Package", *names),
            tuple(
                (t, *(share_of_draws(real(s)) for s in found.values())) for t, found in inside
            ),
        )


def when(years: str) -> str:
    """How is a number of years from now said?

    Examples
    --------
    >>> [when("0"), when("1"), when("5")]
    ['Now', 'In 1 year', 'In 5 years']
    """
    if years == "0":
        return "Now"
    return "In 1 year" if years == "1" else f"In {years} years"


def together_tables(conflict: Conflict, packages: Mapping[str, object]) -> Iterator[Table]:
    """In which ways may the guarantors of a package end up, looking at one another?

    Parameters
    ----------
    conflict : for names.
    packages : of the window's answer.
    """
    for package in map(mapping, packages.values()):
        found = mapping(package.get("together", {}))
        if not found:
            continue
        names = [str(name) for name in listing(found["guarantors"])]
        rows = [
            (
                str(place),
                share_of_draws(real(end["share"])),
                _chance(end["honoured"]),
                *(_chance(mapping(end["each"])[name]) for name in names),
            )
            for place, end in enumerate(map(mapping, listing(found["ends"])), start=1)
        ]
        caption = (
            f"{package['title']}: all ways in which its guarantors may end up, looking at one "
            "another, the whole package called on; chance of honouring, median (5th to 95th "
            "percentile of the draws that have it)"
        )
        columns = ("End", "Of draws", "Honoured together", *map(conflict.name, names))
        yield Table(caption, columns, tuple(rows))


def _later(supply: Mapping[str, object]) -> Mapping[str, object]:
    return mapping(supply.get("over_time", {}))


def _range(entry: object) -> str:
    found = mapping(entry)
    return strength_range(*(real(found[k]) for k in ("median", "low", "high")))


def _chance(entry: object) -> str:
    found = mapping(entry)
    middle, low, high = (
        two_digits(round(real(found[k]), _PLACES)) for k in ("median", "low", "high")
    )
    return f"{middle} ({low} to {high})"
