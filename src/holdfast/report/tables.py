"""Tables: the twins of the charts, and what has no chart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from holdfast.conflict.conflict import Conflict
from holdfast.conflict.states import StateSpace
from holdfast.core.finding import Finding
from holdfast.core.likelihood import likelihood, two_digits
from holdfast.report.answers import listing, mapping, real
from holdfast.report.labels import label
from holdfast.report.phrases import share_of_draws, strength_range

_MOST = 0.5
_PLACES = 4  # below them a chance is nothing
_MOST_ISSUES = 8  # issues that get a column each
_MOST_STATES = 200  # states that the table of equilibria shows
_HEADLINES = {
    "target_comes_without": "target comes with nothing",
    "target_comes_with": "target comes with the whole package",
    "challenger_comes_without": "challenger comes with nothing",
    "challenger_comes_with": "challenger comes with the whole package",
    "window_open": "window open",
    "supply_inside": "supply inside the window",
    "kept_1y": "kept one year",
    "kept_2y": "kept two years",
    "kept_5y": "kept five years",
    "kept_10y": "kept ten years",
    "talks_1y_without": "talks within a year, with nothing",
    "talks_1y_with": "talks within a year, with the whole package",
    "deal_5y_without": "a deal within five years, with nothing",
    "deal_5y_with": "a deal within five years, with the whole package",
}


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under named columns; the first column names the row.

    Parameters
    ----------
    caption : what the rows are.
    columns : headings.
    rows : cells as printed, one for each heading.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def packages_table(conflict: Conflict, findings: Mapping[str, Finding]) -> Table:
    """How do the packages compare, in the order of the case?"""
    hinges = mapping(findings["hinges"].answer["packages"])
    window = mapping(findings["window"].answer["packages"])
    contest = conflict.contest
    assert contest is not None
    target, challenger = conflict.name(contest.target), conflict.name(contest.challenger)
    rows = []
    for guarantee in conflict.packages:
        lines = mapping(mapping(hinges[guarantee.id])["headlines"])
        found = mapping(window[guarantee.id])
        rows.append(
            (
                guarantee.title,
                *(_chance(lines[f"{side}_comes_with"]) for side in ("target", "challenger")),
                share_of_draws(real(found["open_share"])),
                *(_chance(lines[f"kept_{years}y"]) for years in (1, 5, 10)),
            )
        )
    columns = (
        "Package",
        f"{target} comes",
        f"{challenger} comes",
        "Window open, of draws",
        "Kept 1 year",
        "Kept 5 years",
        "Kept 10 years",
    )
    return Table(
        "Packages in the order of the case, whole package in force", columns, tuple(rows)
    )


def edges_table(packages: Mapping[str, object], sides: tuple[str, str]) -> Table:
    """Where are the two edges of each package's window, and how often is it open?"""
    target, challenger = sides
    rows = []
    for package in packages.values():
        found = mapping(package)
        enters, leaves = mapping(found["target_enters"]), mapping(found["challenger_leaves"])
        rows.append(
            (
                str(found["title"]),
                _edge(enters),
                share_of_draws(real(enters["beyond"])),
                _edge(leaves),
                share_of_draws(real(leaves["beyond"])),
                share_of_draws(real(found["open_share"])),
            )
        )
    columns = (
        "Package",
        f"{target} enters from",
        "not even for all of it",
        f"{challenger} leaves beyond",
        "stays for all of it",
        "Window open, of draws",
    )
    return Table("Edges of the window, in strength of the package", columns, tuple(rows))


def comparison_table(answer: Mapping[str, object], package: str, title: str) -> Table:
    """How do the headlines of one package differ between variants?"""
    variants = mapping(answer["variants"])
    shown = [name for name, found in variants.items() if package in mapping(found)]
    lines = {name: mapping(mapping(variants[name])[package]) for name in shown}
    rows = tuple(
        (words, *(share_of_draws(real(lines[name][key])) for name in shown))
        for key, words in _HEADLINES.items()
        if key in lines[shown[0]]
    )
    return Table(f"{title}: shares of draws and mean chances", ("", *shown), rows)


def window_table(package: Mapping[str, object], sides: tuple[str, str]) -> Table:
    """What does the window's chart show, at nine strengths?"""
    target, challenger = sides
    kappa = listing(package["kappa"])
    rows = [
        (
            two_digits(real(kappa[at])),
            _spread(listing(package["target_gain"])[at]),
            _spread(listing(package["challenger_gain"])[at]),
            share_of_draws(real(listing(package["inside"])[at])),
            f"{two_digits(real(mapping(listing(package['holds_5y'])[at])['mean']))}",
        )
        for at in range(0, len(kappa), max(1, (len(kappa) - 1) // 8))
    ]
    columns = (
        "Strength",
        f"Gain of {target}",
        f"Gain of {challenger}",
        "Both come, of draws",
        "Kept five years, mean chance",
    )
    caption = f"{package['title']}: median and 5th to 95th percentile"
    return Table(caption, columns, tuple(rows))


def later_table(packages: Mapping[str, object]) -> Table:
    """How likely are talks, a deal and peace later on, with nothing and with each package?"""
    rows: list[tuple[str, ...]] = []
    for package in packages.values():
        later = mapping(mapping(package)["later"])
        cases = [("whole", str(mapping(package)["title"]))]
        cases = [("nothing", "nothing"), *cases] if not rows else cases
        for key, title in cases:
            found = mapping(later[key])
            shown = (
                ("talks", "1"),
                ("deal", "1"),
                ("deal", "5"),
                ("peace", "5"),
                ("peace", "10"),
            )
            chances = (mapping(mapping(found[name])[years]) for name, years in shown)
            rows.append((title, *(_mean_and_spread(chance) for chance in chances)))
    columns = (
        "Behind a settlement",
        "Talks within 1 year",
        "A deal within 1 year",
        "A deal within 5",
        "At peace after 5",
        "At peace after 10",
    )
    return Table("How it may go on: mean chance, 5th to 95th percentile", columns, tuple(rows))


def sums_table(title: str, table: Mapping[str, object], sides: tuple[str, str]) -> Table:
    """Which terms make up both sides' sums, at nothing, at supply and at the whole package?"""
    terms = (
        ("target", "settlement", "kept settlement"),
        ("target", "less_war", "less fighting on"),
        ("target", "less_breach", "less expected breach"),
        ("target", "less_audience", "less price at home"),
        ("target", "gain", "gain from coming"),
        ("challenger", "settlement", "kept settlement"),
        ("challenger", "plus_breaking", "plus the option to break it"),
        ("challenger", "less_war", "less fighting on"),
        ("challenger", "gain", "gain from coming"),
        ("challenger", "keeper_gain", "gain if it always keeps its word"),
    )
    names = dict(zip(("target", "challenger"), sides, strict=True))
    strengths = tuple(table)
    rows = [
        (
            f"{names[side]}: {words}",
            *(_spread(mapping(mapping(table[at])[side])[term]) for at in strengths),
        )
        for side, term, words in terms
    ]
    headings = {"nothing": "With nothing", "supply": "At supply", "whole": "Whole package"}
    columns = ("Term, share of the prize", *(headings[at] for at in strengths))
    return Table(f"{title}: median and 5th to 95th percentile", columns, tuple(rows))


def tornado_table(conflict: Conflict, name: str, hinges: Mapping[str, object]) -> Table:
    """What does the tornado show?"""
    rows = []
    for entry in listing(hinges["bars"]):
        bar = mapping(entry)
        flips = [f"{two_digits(real(v))} {bar['unit']}" for v in listing(bar["flips_at"])]
        rows.append(
            (
                label(conflict, str(bar["input"])),
                share_of_draws(real(bar["at_low"])),
                share_of_draws(real(bar["at_high"])),
                ", ".join(flips) or "does not flip it",
            )
        )
    columns = ("Input", "Open with it at its 5th percentile", "at its 95th", "Flips at")
    title = next(g.title for g in conflict.packages if g.id == name)
    return Table(f"{title}: share of draws with an open window", columns, tuple(rows))


def keeping_table(conflict: Conflict, packages: Mapping[str, object]) -> Table:
    """How likely is a settlement to be kept, package by package?"""
    rows = [
        (
            guarantee.title,
            *(
                _chance(mapping(mapping(packages[guarantee.id])["headlines"])[f"kept_{years}y"])
                for years in (1, 2, 5, 10)
            ),
        )
        for guarantee in conflict.packages
    ]
    columns = ("Package", "1 year", "2 years", "5 years", "10 years")
    return Table("Chance of being kept, whole package in force", columns, tuple(rows))


def supply_table(supply: Mapping[str, object]) -> Table:
    """Where do the forecasts put the supporters?"""
    names = {"weighted_mean": "Weighted mean", "condorcet": "Probabilistic Condorcet election"}
    rows = []
    for key, words in names.items():
        found = mapping(supply[key])
        middle, low, high = (real(found[k]) for k in ("median", "low", "high"))
        rows.append((words, strength_range(middle, low, high)))
    return Table(
        "Package strength", ("Forecast", "Median (5th to 95th percentile)"), tuple(rows)
    )


def states_table(conflict: Conflict, answer: Mapping[str, object]) -> Table:
    """Which states are equilibria, and under what; the present one always with them?"""
    equilibria = mapping(answer["equilibria"])
    start = answer["start"]
    shown = sorted(
        {*(s for found in equilibria.values() for s in _ints(found)), int(real(start))}
    )[:_MOST_STATES]
    states, described = listing(answer["states"]), mapping(answer.get("described", {}))
    space = conflict.space
    assert space is not None
    rows = []
    for state in shown:
        chosen = mapping(states[state] if states else described[str(state)])
        texts = _options_in_words(space, chosen)
        holding = [concept for concept, found in equilibria.items() if state in _ints(found)]
        name = f"{state} (now)" if state == start else str(state)
        rows.append((name, *texts, ", ".join(holding) or "none"))
    wide = len(space.issues) > _MOST_ISSUES
    questions = (
        ("Issues not at their fallback",) if wide else [i.question for i in space.issues]
    )
    columns = ("State", *questions, "Stable for all under")
    return Table("Equilibria and the present state", columns, tuple(rows))


def _options_in_words(space: StateSpace, chosen: Mapping[str, object]) -> list[str]:
    """One text an issue; of many issues one text in all, with those not at their fallback."""
    texts = [dict(issue.options)[str(chosen[issue.id])] for issue in space.issues]
    if len(space.issues) <= _MOST_ISSUES:
        return texts
    away = [
        f"{issue.id}: {text}"
        for issue, text in zip(space.issues, texts, strict=True)
        if chosen[issue.id] != issue.option_ids[0]
    ]
    return ["; ".join(away) or "none"]


def paths_table(conflict: Conflict, answer: Mapping[str, object]) -> Table:
    """By whose moves does the conflict get from the present state to each equilibrium?"""
    rows = []
    for entry in listing(answer["paths"]):
        path = mapping(entry)
        ways = [mapping(path[key]) for key in ("by_improvements", "by_any_moves")]
        needless = "not needed" if ways[0]["reached"] else "no group would"
        who = (
            _group(conflict, path, "blockers", "nobody"),
            _group(conflict, path, "coalition", needless),
        )
        rows.append((str(path["to"]), *(_way(conflict, way) for way in ways), *who))
    gains = ("Each move a gain to its movers", "By any moves")
    columns = ("To state", *gains, "Can block it alone", "Would go together")
    return Table("Shortest ways from the present state, by who moves", columns, tuple(rows))


def _group(conflict: Conflict, path: Mapping[str, object], key: str, none: str) -> str:
    if key not in path:
        return "not looked at"
    return ", ".join(conflict.name(str(actor)) for actor in listing(path[key])) or none


def moves_table(conflict: Conflict, answer: Mapping[str, object]) -> Table:
    """Which moves does the picture of the state graph show?"""
    rows = []
    for entry in listing(mapping(answer["graph"])["moves"]):
        move = mapping(entry)
        who = " with ".join(conflict.name(str(mover)) for mover in listing(move["movers"]))
        gain = "yes" if move["gain"] else "no"
        rows.append((str(move["from"]), str(move["to"]), who, gain))
    columns = ("From state", "To state", "Who moves", "A gain to all of them")
    return Table("Moves in the state graph", columns, tuple(rows))


def _way(conflict: Conflict, way: Mapping[str, object]) -> str:
    if not way["reached"]:
        return "no way"
    steps = [mapping(step) for step in listing(way["steps"])]
    movers = [
        " with ".join(conflict.name(str(mover)) for mover in listing(step["movers"]))
        for step in steps
    ]
    return ", then ".join(movers) or "already there"


def _chance(entry: object) -> str:
    found = mapping(entry)
    return str(likelihood(real(found["low"]), real(found["high"])))


def _mean_and_spread(entry: Mapping[str, object]) -> str:
    middle, low, high = (
        two_digits(round(real(entry[k]), _PLACES)) for k in ("mean", "low", "high")
    )
    return f"{middle} ({low} to {high})"


def _edge(entry: Mapping[str, object]) -> str:
    """A median that lies beyond the package is not printed as one within it."""
    return _spread(entry) if real(entry["beyond"]) < _MOST else "not within the package"


def _spread(entry: object) -> str:
    found = mapping(entry)
    middle, low, high = (two_digits(real(found[k])) for k in ("median", "low", "high"))
    return f"{middle} ({low} to {high})"


def _ints(found: object) -> Sequence[int]:
    return [int(real(state)) for state in listing(found)]
