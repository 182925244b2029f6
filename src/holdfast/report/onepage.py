"""One page that sets the packages of a case side by side."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from holdfast.conflict.conflict import Conflict
from holdfast.conflict.guarantees import Guarantee
from holdfast.core.errors import bad_input
from holdfast.core.finding import Finding
from holdfast.core.likelihood import likelihood, two_digits
from holdfast.core.quantity import Quantity
from holdfast.report.answers import listing, mapping, real
from holdfast.report.brief import brief
from holdfast.report.document import setting
from holdfast.report.labels import label
from holdfast.report.markdown import inert, table_text
from holdfast.report.notice import NOTICE
from holdfast.report.packages import range_in_words
from holdfast.report.phrases import listed, share_of_draws, strength_range
from holdfast.report.tables import Table

_YEARS = (1, 2, 5, 10)
_EVEN = 0.5
_NAMED = 2  # inputs named as those that the window hangs on
_NOT_STATED = "not stated"
_SHOWN = 150  # characters of an author's words in a cell

PROMISED = "What is promised"
"""The row that holds the author's own words."""


@dataclass(frozen=True, slots=True)
class OnePage:
    """The packages of a case side by side.

    Parameters
    ----------
    title, setting : of the case and the run.
    question : the heading.
    answer : sentences above the table.
    table : a column for each package.
    notes : sentences below it.
    """

    title: str
    setting: str
    question: str
    answer: tuple[str, ...]
    table: Table
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Facts:
    """What a column is made from."""

    conflict: Conflict
    guarantee: Guarantee
    window: Mapping[str, object]
    headlines: Mapping[str, object]
    compared: Mapping[str, object]
    bars: tuple[Mapping[str, object], ...]


def one_page(conflict: Conflict, findings: Mapping[str, Finding]) -> OnePage:
    """Who comes under each package, does it hold, for how long, and what breaks it first?

    Raises
    ------
    HoldfastError
        HF401 for a case without packages.
    """
    if "window" not in findings or not conflict.packages:
        what = f"{conflict.id} has no packages to compare"
        remedy = "describe a contest and guarantees to its target"
        raise bad_input("HF401", what, remedy=remedy)
    columns = [_facts(conflict, findings, guarantee) for guarantee in conflict.packages]
    rows = tuple((words, *(told(one) for one in columns)) for words, told in _rows(conflict))
    titles = tuple(guarantee.title for guarantee in conflict.packages)
    caption = "Packages in the order of the case, each with the whole of it in force"
    return OnePage(
        title=conflict.title,
        setting=setting(conflict, findings),
        question="Who comes under each package, does it hold, and what breaks it first?",
        answer=_supplied(findings["window"].answer),
        table=Table(caption, ("", *titles), rows),
        notes=(
            "No package is put forward: what one side gains by it stands beside what the other "
            "does. Cost a year is of soldiers, with those who are kept to take turns, and of "
            "what the case states besides; the cost of acting is a share of the prize.",
            brief(conflict, findings).paragraphs[-1][0].plain(),
            findings["window"].caveats[-1],
        ),
    )


def one_page_markdown(page: OnePage) -> str:
    """Which Markdown text is this page?"""
    parts = (
        f"# {inert(page.title)}",
        inert(page.setting),
        f"## {page.question}",
        *map(inert, page.answer),
        table_text(page.table),
        *map(inert, page.notes),
        f"> {NOTICE}",
    )
    return "\n\n".join(parts) + "\n"


def one_page_text(page: OnePage) -> str:
    """Which plain text is this page? Package by package, a line for each row."""
    parts = [page.title, page.setting, page.question, *page.answer]
    for at, title in enumerate(page.table.columns[1:], start=1):
        lines = (f"  {row[0]}: {row[at]}" for row in page.table.rows)
        parts.append("\n".join([title, *lines]))
    return "\n\n".join([*parts, *page.notes, NOTICE]) + "\n"


def _facts(conflict: Conflict, findings: Mapping[str, Finding], guarantee: Guarantee) -> _Facts:
    hinges = mapping(mapping(findings["hinges"].answer["packages"])[guarantee.id])
    return _Facts(
        conflict,
        guarantee,
        mapping(mapping(findings["window"].answer["packages"])[guarantee.id]),
        mapping(hinges["headlines"]),
        _compared(findings, guarantee.id),
        tuple(mapping(bar) for bar in listing(hinges["bars"])),
    )


def _compared(findings: Mapping[str, Finding], name: str) -> Mapping[str, object]:
    """What the comparison says of this package; nothing in a run of an older holdfast."""
    every = findings["packages"].answer["packages"] if "packages" in findings else []
    found = (mapping(one) for one in listing(every))
    return next((one for one in found if one["name"] == name), {})


def _rows(conflict: Conflict) -> list[tuple[str, Callable[[_Facts], str]]]:
    """Each row: its words, and how a cell of it is told."""
    contest = conflict.contest
    assert contest is not None
    target, challenger = conflict.name(contest.target), conflict.name(contest.challenger)
    return [
        ("Promised by", _givers),
        (PROMISED, lambda one: _short(one.guarantee.response)),
        (f"{target} would come", lambda one: _chance(one, "target_comes_with")),
        (f"{challenger} would come", lambda one: _chance(one, "challenger_comes_with")),
        ("Some strength brings both, of draws", lambda one: _share(one.window["open_share"])),
        ("Talks within a year", lambda one: _chance(one, "talks_1y_with")),
        ("A deal within 5 years", lambda one: _chance(one, "deal_5y_with")),
        *((f"Kept for {_years(years)}", _kept(years)) for years in _YEARS),
        ("Rather kept than broken, mean chance", _how_long),
        ("What breaks it within 10 years, mean chance", _breakers),
        ("Inputs that the window hangs on most", _hinges),
        ("How surely it is honoured", _honoured),
        ("Cost of acting to the guarantors", _cost),
        ("EUR bn a year, with rotation", _ranged("cost_per_year")),
        ("Days until it stands", _ranged("days_to_deploy")),
        ("The will behind it halves in", _fading),
        ("Supporters end up inside its window, of draws", _delivered),
    ]


def _supplied(answer: Mapping[str, object]) -> tuple[str, ...]:
    supply = mapping(answer["supply"])
    if not supply:
        return ("The case names no supporters, so what would be supplied is not known.",)
    mean, vote = (_range(mapping(supply[name])) for name in ("weighted_mean", "condorcet"))
    return (
        f"Of the full strength of a package the supporters would supply {mean} by the weighted "
        f"mean of their positions, and {vote} by the probabilistic Condorcet election.",
    )


def _range(found: Mapping[str, object]) -> str:
    return strength_range(*(real(found[key]) for key in ("median", "low", "high")))


def _years(count: int) -> str:
    return "1 year" if count == 1 else f"{count} years"


def _givers(one: _Facts) -> str:
    return listed([one.conflict.name(giver) for giver in one.guarantee.given_by])


def _short(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= _SHOWN else f"{flat[: _SHOWN - 1].rstrip()}\u2026"


def _chance(one: _Facts, name: str) -> str:
    found = mapping(one.headlines[name])
    return str(likelihood(real(found["low"]), real(found["high"])))


def _share(value: object) -> str:
    return share_of_draws(real(value))


def _kept(years: int) -> Callable[[_Facts], str]:
    return lambda one: _chance(one, f"kept_{years}y")


def _how_long(one: _Facts) -> str:
    held = [y for y in _YEARS if real(mapping(one.headlines[f"kept_{y}y"])["share"]) >= _EVEN]
    if not held:
        return "for less than 1 year"
    more = " or longer" if held[-1] == _YEARS[-1] else ""
    return f"for {_years(held[-1])}{more}"


def _breakers(one: _Facts) -> str:
    """Both ways in which a settlement ends; whichever comes first ends it."""
    last = str(_YEARS[-1])
    kept, attacked = (
        real(mapping(mapping(one.window[key])[last])["mean"]) for key in ("holds", "attacked")
    )
    contest = one.conflict.contest
    assert contest is not None
    target, challenger = (one.conflict.name(s) for s in (contest.target, contest.challenger))
    struck = max(0.0, 1.0 - kept - attacked)
    return (
        f"an attack by {challenger}: {share_of_draws(attacked)}; "
        f"a strike by {target}: {share_of_draws(struck)}"
    )


def _hinges(one: _Facts) -> str:
    names = [label(one.conflict, str(bar["input"])) for bar in one.bars[:_NAMED]]
    return listed(names) or "none stands out from chance"


def _honoured(one: _Facts) -> str:
    kept = one.guarantee.kept_with
    return _stated(kept) if kept else "by the guarantors' own reckoning"


def _cost(one: _Facts) -> str:
    choice = one.guarantee.choice
    return _stated(choice.cost) if choice else f"{_NOT_STATED}; worked back from the line above"


def _ranged(key: str) -> Callable[[_Facts], str]:
    return lambda one: range_in_words(one.compared.get(key, {}))


def _fading(one: _Facts) -> str:
    half, lapses = one.guarantee.half_life, one.guarantee.lapses
    told = _stated(half) if half else _NOT_STATED
    return f"{told}; lapses on {lapses}" if lapses else told


def _delivered(one: _Facts) -> str:
    inside = one.headlines.get("supply_inside")
    return "no supporters named" if inside is None else _share(mapping(inside)["share"])


def _stated(quantity: Quantity) -> str:
    if quantity.fixed:
        return f"{two_digits(quantity.likely)} ({quantity.unit}, {quantity.basis})"
    ends = f"{two_digits(quantity.low)} to {two_digits(quantity.high)}"
    return f"{ends} ({quantity.unit}, {quantity.basis})"
