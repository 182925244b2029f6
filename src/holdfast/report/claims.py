"""The claim audit in words and tables: how each claim stands, and what it hangs on."""

from collections.abc import Iterator, Mapping

from holdfast.conflict.conflict import Conflict
from holdfast.core.errors import printable
from holdfast.core.likelihood import two_digits
from holdfast.reading.vocabulary import term
from holdfast.report.answers import listing, mapping, real
from holdfast.report.labels import label
from holdfast.report.phrases import share_of_draws
from holdfast.report.tables import Table

DRAFTED = (
    "Audited in a case drafted from the article itself: its numbers are defaults, so verdicts "
    "tell of such wars at large. For this one, audit them in a case of it."
)
_OUTPUTS = {
    "talks": "talks begun",
    "deal": "a deal made",
    "kept": "settlement kept",
    "attacked": "broken by an attack",
    "offered": "talks offered this quarter",
    "works": "talks work and are ratified",
    "terms": "the challenger's share",
    "challenger_gain": "the challenger's gain",
    "war_quarters": "quarters of war in ten years",
    "escalations": "escalations in ten years",
    "war_losses": "losses of both in ten years",
    "supply": "strength supplied",
}
_CHANCES = frozenset({"talks", "deal", "kept", "attacked", "offered", "works"})
_MOVES = {"+": "raises", "-": "lowers", "?": "moves"}
_OUTSIDE = "outside"
_SHOWN = 80


def counted(counts: Mapping[str, object]) -> str:
    """How many claims came to what?

    Examples
    --------
    >>> counted({"supported": 8, "depends": 1, "contradicted": 0, "outside": 25})
    '8 supported, 1 dependent on inputs, 0 contradicted, 25 outside the model'
    """
    words = {"depends": "dependent on inputs", "outside": "outside the model"}
    return ", ".join(f"{n} {words.get(verdict, verdict)}" for verdict, n in counts.items())


def claims_table(conflict: Conflict, answer: Mapping[str, object]) -> Table:
    """Which claims could be audited, how does each stand, and what does it hang on?"""
    rows = tuple(
        (
            str(claim["id"]).removeprefix("claim-"),
            _quoted(claim),
            as_read(claim),
            "; ".join(filter(None, (verdict_in_words(claim), _size(claim)))),
            why(conflict, claim),
        )
        for claim in _claims(answer)
        if claim["verdict"] != _OUTSIDE
    )
    columns = ("", "In the article", "As the engines read it", "Verdict", "Why")
    return Table("Claims that the engines can test", columns, rows)


def outside_table(answer: Mapping[str, object]) -> Table:
    """Which claims lie outside the model, and why?"""
    groups: dict[str, list[str]] = {}
    for claim in _claims(answer):
        if claim["verdict"] == _OUTSIDE:
            number = str(claim["id"]).removeprefix("claim-")
            groups.setdefault(str(claim["reason"]), []).append(f"{number} ({_short(claim)})")
    rows = tuple((reason, "; ".join(members)) for reason, members in groups.items())
    return Table("Claims outside the model", ("Why", "Claims"), rows)


def history_table(answer: Mapping[str, object]) -> Table:
    """What does the past say about the article's claims, where something is known?"""
    seen: dict[tuple[str, str], list[str]] = {}
    for claim in _claims(answer):
        for entry in listing(claim["history"]):
            row = mapping(entry)
            key = (str(row["says"]), str(row["source"]))
            seen.setdefault(key, []).append(str(claim["id"]).removeprefix("claim-"))
    rows = tuple((", ".join(ids), says, source) for (says, source), ids in seen.items())
    return Table("What the past says", ("Claims", "Finding", "Source"), rows)


def as_read(claim: Mapping[str, object]) -> str:
    """How do the engines read a claim: which lever moves which outcome, and how?"""
    cause, effect = (_name(str(claim[key])) for key in ("lever", "outcome"))
    return f"more of: {cause}; {_MOVES[str(claim['sign'])]}: {effect}"


def verdict_in_words(claim: Mapping[str, object]) -> str:
    """How does a claim stand, with the share of draws in both readings?"""
    if claim["share"] is None:
        return str(claim["verdict"])
    runs = mapping(claim["readings"])
    shares = [
        f"{share_of_draws(real(mapping(found)['share']))} in the {run} run"
        for run, found in runs.items()
    ]
    return f"{claim['verdict']}: of draws, {', '.join(shares)}"


def why(conflict: Conflict, claim: Mapping[str, object]) -> str:
    """What does the verdict hang on?"""
    parts = [str(claim["reason"])] if claim["reason"] else []
    split = mapping(claim["depends_on"])
    if split:
        name = str(split["input"])
        below, above = (share_of_draws(real(split[side])) for side in ("below", "above"))
        parts.append(
            f"{label(conflict, name)}: {below} of draws up to {two_digits(real(split['at']))}, "
            f"{above} beyond"
        )
    return "; ".join(parts)


def _claims(answer: Mapping[str, object]) -> Iterator[Mapping[str, object]]:
    return (mapping(claim) for claim in listing(answer["claims"]))


def _quoted(claim: Mapping[str, object]) -> str:
    hedge = f" [{claim['hedge']}]" if claim["hedge"] else ""
    return f"“{_flat(str(claim['quote']))}”{hedge}"


def _short(claim: Mapping[str, object]) -> str:
    return f"“{_flat(str(claim['quote']), 40)}”"


def _size(claim: Mapping[str, object]) -> str:
    """Where the outcome stands with less and with more of the lever, in the weaker reading."""
    found = mapping(claim["effect"])
    if not found:
        return ""
    less, more = (real(found[key]) for key in ("at_less", "at_more"))
    output = term(str(claim["outcome"])).output
    says = share_of_draws if output in _CHANCES else two_digits
    return f"{_OUTPUTS[output]}: from {says(less)} to {says(more)}"


def _name(ident: str) -> str:
    return term(ident).name if ident else "nothing in the vocabulary"


def _flat(text: str, longest: int = _SHOWN) -> str:
    flat = " ".join(printable(text).split())
    return flat if len(flat) <= longest else f"{flat[: longest - 1]}…"
