"""Forecasts on the screen: those written down, their scores, and the backtest."""

from collections.abc import Mapping, Sequence

import numpy as np
from rich.console import Console
from rich.text import Text

from holdfast.core.finding import Finding
from holdfast.core.likelihood import two_digits
from holdfast.report.answers import listing, mapping, real
from holdfast.report.figures.style import Picture
from holdfast.report.figures.survival import ReliabilityPoints, reliability_figure
from holdfast.report.tables import Table
from holdfast.report.terminal import print_finding, print_table, wide_console
from holdfast.study.past.backtest import POINTS
from holdfast.study.past.ledger import Line


def print_written(ledger: str, lines: Sequence[Line]) -> None:
    """Print the forecasts that were written down."""
    console = wide_console()
    written = [{"id": line.hash, **line.content} for line in lines]
    rows = tuple(map(_forecast, written))
    print_table(console, Table(f"Written to {ledger}", _COLUMNS, rows))
    _print_criteria(console, written)
    console.print(Text("When one is known: holdfast forecast resolve ID yes --source WHERE"))
    console.print(
        Text(
            f"The ledger now ends with {lines[-1].hash}. Put that where others can see it, and "
            f"no line can be taken off unnoticed: holdfast forecast score --holds "
            f"{lines[-1].hash}"
        )
    )


def print_scores(found: Finding) -> None:
    """Print every forecast with its state, and the scores of those that are known."""
    console = wide_console()
    told = [mapping(one) for one in listing(found.answer["forecasts"])]
    rows = tuple((*_forecast(one), str(one["state"])) for one in told)
    print_table(console, Table("Forecasts", (*_COLUMNS, "State"), rows))
    _print_criteria(console, told)
    if found.answer["resolved"]:
        title = f"Scores of {found.answer['resolved']} resolved; smaller is better"
        print_table(console, _mean_scores(title, mapping(found.answer["scores"])))
    else:
        console.print(Text("None is resolved yet."))
    against = mapping(found.answer["against_base_rate"])
    if against:
        title = f"On the {against['resolved']} of them with a base rate written down beside"
        print_table(console, _mean_scores(title, mapping(against["scores"])))
    if found.answer["overdue"]:
        console.print(Text(f"{found.answer['overdue']} are overdue: say what came of them."))
    print_finding(console, found)


def _mean_scores(title: str, scores: Mapping[str, object]) -> Table:
    told = [
        (name, two_digits(real(one["brier"])), two_digits(real(one["log"])))
        for name, one in ((name, mapping(one)) for name, one in scores.items())
    ]
    return Table(title, ("Forecaster", "Brier", "Log"), tuple(told))


def print_backtest(found: Finding, question: Finding) -> None:
    """Print how good each forecaster would have been, and one question others forecast too."""
    console = wide_console()
    for table in (scores_table(found), calibration_table(found), misses_table(found)):
        print_table(console, table)
    for line in verdict(found):
        console.print(Text(line))
    print_table(console, question_table(question))
    for caveat in (*found.caveats, *question.caveats):
        console.print(Text(f"- {caveat}"))


def reliability_picture(found: Finding) -> Picture:
    """Did promises stand as often as the engines had said?"""
    told = mapping(found.answer["calibration"])
    points = mapping(told["points"])
    said, better, weight, low, high = (
        np.array([real(x) for x in listing(points[name])]) for name in POINTS
    )
    title = f"The engines on promises of the past, {told['years']} years on"
    return reliability_figure(
        "reliability", title, ReliabilityPoints(said, better, low, high, weight)
    )


def scores_table(found: Finding) -> Table:
    """Who was how far off, so many years on?"""
    horizons = {years: mapping(one) for years, one in mapping(found.answer["horizons"]).items()}
    words = mapping(found.answer["forecasters"])
    rows = []
    for name, what in words.items():
        scores = [mapping(mapping(one["scores"])[name]) for one in horizons.values()]
        rows.append((str(what), *(_score(score) for score in scores)))
    stood = [
        f"{y} y ({two_digits(100 * real(one['stood']))}% stood)" for y, one in horizons.items()
    ]
    title = (
        f"Brier scores over {found.answer['promises']} promises in {found.answer['conflicts']} "
        "conflicts, with 90% intervals; smaller is better; * worse than the first, + better, "
        "where the interval of the difference leaves 0 out"
    )
    return Table(title, ("Forecaster", *stood), tuple(rows))


def calibration_table(found: Finding) -> Table:
    """How much of each score is being wrong about the odds, and how much is telling apart?"""
    told = mapping(found.answer["calibration"])
    parts = ("miscalibration", "discrimination", "uncertainty", "by_chance")
    rows = [
        (str(words), *(two_digits(round(real(mapping(told[name])[part]), 3)) for part in parts))
        for name, words in mapping(found.answer["forecasters"]).items()
    ]
    title = f"{told['years']} years on: score = miscalibration - discrimination + uncertainty"
    columns = ("Forecaster", *parts[:3], "told apart as well by chance")
    return Table(title, columns, tuple(rows))


def misses_table(found: Finding) -> Table:
    """Which promises did the engines have most wrong?"""
    rows = [
        (
            f"{one['name']} ({one['id']})",
            f"{one['outcome']}, {real(one['years']):.1f} y",
            two_digits(real(one["engines"])),
            two_digits(real(one["published rate"])),
        )
        for one in map(mapping, listing(found.answer["misses"]))
    ]
    columns = ("Promise", "What came", "Engines: stands 5 y", "Published rate")
    return Table("Where the engines were most wrong", columns, tuple(rows))


def verdict(found: Finding) -> tuple[str, ...]:
    """Do the engines beat the base rate? Said plainly, horizon by horizon."""
    rates = ("the casebook's own rate", "that rate as known on the promise's day")
    lines = []
    for years, one in mapping(found.answer["horizons"]).items():
        plural = "" if years == "1" else "s"
        score = mapping(mapping(mapping(one)["scores"])["engines"])
        said = [_against(score[key]) for key in ("worse_by", "worse_than_then_by")]
        words = f"{said[0]} {rates[0]}, and {said[1]} {rates[1]}"
        lines.append(f"{years} year{plural} on the engines {words}.")
    return tuple(lines)


def _against(worse_by: object) -> str:
    worse = mapping(worse_by)
    if real(worse["low"]) > 0.0:
        return "do worse than"
    return "do better than" if real(worse["high"]) < 0.0 else "cannot be told apart from"


def question_table(found: Finding) -> Table:
    """What did others, our base rate and our engines say of one question, and what came?"""
    outcomes = [str(name) for name in listing(found.answer["outcomes"])]
    rows = [
        (
            name,
            *(two_digits(round(real(chance), 3)) for chance in listing(one["chances"])),
            *(two_digits(round(real(one[rule]), 3)) for rule in ("brier", "rps", "log")),
        )
        for name, one in (
            (n, mapping(o)) for n, o in mapping(found.answer["forecasts"]).items()
        )
    ]
    title = f"{found.question} As of {found.answer['as_of']}; what came: {found.answer['came']}"
    return Table(title, ("Forecaster", *outcomes, "Brier", "RPS", "Log"), tuple(rows))


_COLUMNS = (
    "Id",
    "Question",
    "Supposing",
    "Chance (5th to 95th percentile)",
    "Base rate",
    "Known by",
)


_ASKED = {
    "talks": "Talks begun?",
    "deal": "Agreement signed or in effect?",
    "kept": "Agreement kept for a year?",
}
"""Questions in few words; the criterion in full stands below the table."""


def _print_criteria(console: Console, told: Sequence[Mapping[str, object]]) -> None:
    """What counts as yes, once for each question, whatever it supposes."""
    criteria = dict.fromkeys(
        f"{_ASKED[str(one['asks'])]} ({one['case']}, known by {one['resolves_on']}) "
        f"{str(one['criterion']).partition(' Void if by')[0]}"
        for one in told
        if one.get("asks") in _ASKED
    )
    for line in criteria:
        console.print(Text(f"- {line}"))
    console.print(Text("Void where what is supposed was not in force or firmly promised."))


def _forecast(one: Mapping[str, object]) -> tuple[str, ...]:
    chance, low, high = (two_digits(real(one[key])) for key in ("probability", "low", "high"))
    return (
        str(one["id"])[:8],
        _ASKED.get(str(one.get("asks")), str(one["criterion"])),
        str(one["supposing"]),
        f"{chance} ({low} to {high})",
        two_digits(real(one["base_rate"])) if "base_rate" in one else "not known",
        str(one["resolves_on"]),
    )


def _score(score: Mapping[str, object]) -> str:
    brier, worse = mapping(score["brier"]), mapping(score["worse_by"])
    ends = " to ".join(two_digits(real(brier[end])) for end in ("low", "high"))
    mark = " *" if real(worse["low"]) > 0.0 else " +" if real(worse["high"]) < 0.0 else ""
    return f"{two_digits(real(brier['estimate']))} ({ends}){mark}"
