"""Tables of what the commitment game takes apart: refusals by cause, packages by instrument."""

from collections.abc import Mapping

from holdfast.core.likelihood import two_digits
from holdfast.report.answers import mapping, real
from holdfast.report.tables import Table

_WORTH = {
    "target_gain": "{target}'s gain",
    "challenger_gain": "{challenger}'s gain",
    "deal_5y": "a deal within 5 years",
    "holds_5y": "kept 5 years",
}
_PLACES = 3  # below them a part is nothing
_CLEAR = 0.85  # share of draws from which a sign is shown


def refusal_table(title: str, found: Mapping[str, object]) -> Table:
    """What keeps talks from beginning, cause by cause? The largest first."""
    means, causes = mapping(found["mean"]), mapping(found["causes"])
    order = sorted(means, key=lambda name: -real(means[name]))
    rows = [("talks within a year, as things are", _spread(found["now"]))]
    rows += [(f"{name}: its part", _spread(causes[name])) for name in order]
    rows.append(("with none of these", _spread(found["without_any"])))
    caption = (
        f"{title}: what keeps talks from beginning, chance; median and 5th to 95th percentile "
        f"of {found['draws']} draws"
    )
    return Table(caption, ("", "Chance"), tuple(rows))


def value_table(title: str, found: Mapping[str, object], sides: Mapping[str, str]) -> Table:
    """What is each instrument of a package worth, outcome by outcome?

    Parameters
    ----------
    title : of the package.
    found : as `study.game.value` gives it.
    sides : names of the target and the challenger.
    """
    outcomes = {name: mapping(entry) for name, entry in mapping(found["outcomes"]).items()}
    instruments = found["instruments"]
    assert isinstance(instruments, list)
    rows = [("with nothing", *(_spread(one["nothing"]) for one in outcomes.values()))]
    rows += [
        (f"{name}: its part", *(_part(one, name) for one in outcomes.values()))
        for name in instruments
    ]
    rows.append(("with the whole", *(_spread(one["whole"]) for one in outcomes.values())))
    caption = (
        f"{title}: what each instrument is worth; gains in shares of the prize at the terms "
        "reached now, chances; median and 5th to 95th percentile of "
        f"{found['draws']} draws; + or - where it raises or lowers the outcome in "
        f"{_CLEAR:.0%} of them"
    )
    columns = ("", *(_WORTH[name].format(**sides) for name in outcomes))
    return Table(caption, columns, tuple(rows))


def _part(outcome: Mapping[str, object], name: str) -> str:
    signs = {"raises": "+", "lowers": "-"}
    clear = [s for way, s in signs.items() if real(mapping(outcome[way])[name]) >= _CLEAR]
    return " ".join([_spread(mapping(outcome["parts"])[name]), *clear])


def _spread(entry: object) -> str:
    found = mapping(entry)
    middle, low, high = (
        two_digits(round(real(found[k]), _PLACES)) for k in ("median", "low", "high")
    )
    return f"{middle} ({low} to {high})"
