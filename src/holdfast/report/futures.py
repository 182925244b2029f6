"""How the conflict may unfold, in tables and in words: one sentence a quarter that mattered."""

from collections.abc import Iterator, Mapping

from holdfast.conflict.conflict import Conflict
from holdfast.core.likelihood import two_digits
from holdfast.report.answers import listing, mapping, real
from holdfast.report.tables import Table

_SHOWN = (3, 6, 12, 24, 60, 120)
_LEAST = 0.01
_PHASES = {
    "war": "at war",
    "talks": "in talks",
    "peace": "at peace under a deal",
    "decided": "war decided",
}
_PASSAGES = {
    "talks": "talks have begun",
    "deal": "a deal was signed",
    "relapse": "of deals: broken, months after signing",
    "relapse_by_attack": "of deals: by the challenger's attack",
}
_LEVELS = ("low", "middling", "high")


def futures_tables(answer: Mapping[str, object]) -> Iterator[Table]:
    """Phases by month, and by when things happen, package by package."""
    months = [int(real(month)) for month in listing(answer["months"])]
    places = [months.index(month) for month in _SHOWN]
    columns = ("", *(f"{month} months" for month in _SHOWN))
    for package in map(mapping, mapping(answer["packages"]).values()):
        phases = mapping(package["phase"])
        rows = [_row(words, mapping(phases[name]), places) for name, words in _PHASES.items()]
        passages = mapping(package["first_passage"])
        rows += [
            _row(words, mapping(passages[name]), places)
            for name, words in _PASSAGES.items()
            if name in passages
        ]
        caption = f"{package['title']}: mean chance (5th to 95th percentile of draws)"
        yield Table(caption, columns, tuple(rows))
        apart = mapping(mapping(package["paths"]).get("apart", {}))
        if listing(apart.get("rows", [])):
            yield _apart(apart)


def paths_told(conflict: Conflict, answer: Mapping[str, object]) -> Iterator[str]:
    """The single paths that the answer tells: a line for each quarter that mattered."""
    contest = conflict.contest
    assert contest is not None
    names = {
        "a": conflict.name(contest.challenger),
        "t": conflict.name(contest.target),
    }
    for package in map(mapping, mapping(answer["packages"]).values()):
        paths = mapping(package["paths"])
        if "reason" in paths:
            yield f"'{package['title']}': {paths['reason']}."
        for path in map(mapping, listing(paths.get("told", []))):
            again = f"{path['draw']}:{path['path']}"
            yield f"'{package['title']}', {path['kind']}, path {again}:"
            yield from _lines(names, [mapping(q) for q in listing(path["quarters"])])


def _lines(names: dict[str, str], quarters: list[Mapping[str, object]]) -> Iterator[str]:
    start = quarters[0]
    power, trust = (two_digits(real(start[key])) for key in ("power", "trust"))
    yield (
        f"  now: war; the chance that {names['a']} would win it is {power}, the trust of "
        f"{names['t']} in its word {trust}, and the guarantors' support is "
        f"{_LEVELS[int(real(start['support']))]}."
    )
    before = "war"
    for quarter in quarters[1:]:
        words = _words(names, before, quarter)
        if words:
            yield f"  month {quarter['month']}: {words}."
        before = str(quarter["phase"])
        if before in ("won", "lost"):
            return
    still = "at peace" if before == "peace" else before
    yield f"  month {quarters[-1]['month']}: still {still}."


def _words(names: dict[str, str], before: str, quarter: Mapping[str, object]) -> str:
    events = {str(event) for event in listing(quarter["events"])}
    now = str(quarter["phase"])
    if now in ("won", "lost"):
        return f"the war is decided for {names['a' if now == 'won' else 't']}"
    if before == "war":
        return _in_war(names, events)
    if before == "talks" and "deal" in events:
        share = two_digits(real(quarter["share"]))
        return f"a deal is signed and ratified, with {share} of the prize for {names['a']}"
    if before == "talks":
        return "talks end without a deal; the war goes on"
    return _in_peace(names, events)


def _in_war(names: dict[str, str], events: set[str]) -> str:
    parts = []
    if {"leads", "follows"} & events:
        both = {"leads", "follows"} <= events
        parts.append("both sides escalate" if both else "one side escalates")
    if "offers" in events:
        taken = "accepted" if "accepts" in events else "not accepted"
        dropped = ", its precondition dropped" if "drops" in events else ""
        parts.append(f"an offer of talks by {names['t']}{dropped}: {taken}")
    if "misread" in events:
        parts.append(f"the silence of {names['t']} is read as unwillingness")
    return "; ".join(parts)


def _in_peace(names: dict[str, str], events: set[str]) -> str:
    honoured = "the guarantors honour" if "honoured" in events else "the guarantors do not act"
    if "attacks" in events:
        warned = "seen coming" if "warned" in events else "unseen"
        return f"an attack by {names['a']}, {warned}; {honoured}; war again"
    parts = [f"a probe by {names['a']}"] if "leads" in events else []
    if "alarm" in events:
        kind = "it is detected" if parts else "a false alarm"
        met = "the commission answers" if "answered" in events else "nobody answers"
        parts.append(f"{kind}, {met}")
    if "strikes" in events:
        parts.append(f"a strike by {names['t']}; {honoured}; war again")
    return "; ".join(parts)


def _row(words: str, found: Mapping[str, object], places: list[int]) -> tuple[str, ...]:
    cells = []
    for at in places:
        mean, low, high = (real(listing(found[key])[at]) for key in ("mean", "low", "high"))
        cells.append(f"{_percent(mean)} ({_percent(low)} to {_percent(high)})")
    return (words, *cells)


def _percent(share: float) -> str:
    """In whole percent; nothing is certain."""
    if share < _LEAST:
        return "<1%"
    return ">99%" if share > 1.0 - _LEAST else f"{round(100 * share)}%"


def _apart(apart: Mapping[str, object]) -> Table:
    rows = tuple(
        (str(row["what"]), two_digits(real(row["held"])), two_digits(real(row["broken"])))
        for row in map(mapping, listing(apart["rows"]))
    )
    caption = (
        f"What sets apart {apart['held']} drawn deals that held five years from "
        f"{apart['broken']} broken before, {apart['by_attack']} of these by attack: means"
    )
    return Table(caption, ("", "held", "broken"), rows)
