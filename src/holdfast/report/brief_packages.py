"""The sentences of the brief about the contest: shared ones, and those of each package."""

from collections.abc import Iterator, Mapping

from holdfast.conflict.conflict import Conflict
from holdfast.conflict.guarantees import Guarantee
from holdfast.core.finding import Finding
from holdfast.core.likelihood import Likelihood, likelihood
from holdfast.report.answers import mapping, real
from holdfast.report.numbers import Number, Part, Sentence
from holdfast.report.phrases import chance, listed, share_of_draws, strength_range

_YEARS = (("kept_1y", "one"), ("kept_2y", "two"), ("kept_5y", "five"), ("kept_10y", "ten"))
_MOST = 0.5
_KINDS = {
    "target": "target_comes",
    "challenger": "challenger_comes",
    "talks": "talks",
    "deal": "talks",
}


def shared_sentences(conflict: Conflict, findings: Mapping[str, Finding]) -> Iterator[Sentence]:
    """What holds whatever the package: coming with nothing, and terms that both would sign."""
    first = conflict.packages[0]
    target, challenger = _sides(conflict)
    yield Sentence(
        (
            "With nothing behind a settlement ",
            *_chance(
                findings, first, "target_comes_without", f"{target} would come to the table"
            ),
            ", and ",
            *_chance(findings, first, "challenger_comes_without", f"{challenger} would"),
            ".",
        )
    )
    yield Sentence(
        (
            "Terms that both would sign exist in ",
            _zone(findings, first, "signed", "zone_signed"),
            " of draws; in ",
            _zone(findings, first, "kept_without", "zone_kept"),
            " the chance that they would be kept for five years with nothing behind them is at "
            "least one half.",
        )
    )
    yield from _supply(findings)


def package_sentences(
    conflict: Conflict, findings: Mapping[str, Finding], guarantee: Guarantee
) -> Iterator[Sentence]:
    """What does this package do: who comes, the window and its edges, and keeping?"""
    target, challenger = _sides(conflict)
    yield Sentence(
        (
            f"With the whole of '{guarantee.title}' ",
            *_chance(findings, guarantee, "target_comes_with", f"{target} would come"),
            ", and ",
            *_chance(findings, guarantee, "challenger_comes_with", f"{challenger} would"),
            ".",
        )
    )
    yield _talks(findings, guarantee)
    yield _edges(findings, guarantee, target, challenger)
    yield keeping_sentence(findings, guarantee)


def _talks(findings: Mapping[str, Finding], guarantee: Guarantee) -> Sentence:
    """How likely are talks within a year, and a deal within five, with and without it?"""
    return Sentence(
        (
            "With nothing ",
            *_chance(
                findings, guarantee, "talks_1y_without", "talks would begin within a year"
            ),
            ", and ",
            *_chance(
                findings, guarantee, "deal_5y_without", "there would be a deal within five"
            ),
            "; with all of it ",
            *_chance(findings, guarantee, "talks_1y_with", "talks would begin within a year"),
            ", and ",
            *_chance(findings, guarantee, "deal_5y_with", "there would be a deal within five"),
            ".",
        )
    )


def _edges(
    findings: Mapping[str, Finding], guarantee: Guarantee, target: str, challenger: str
) -> Sentence:
    found = mapping(mapping(findings["window"].answer["packages"])[guarantee.id])
    leaves = mapping(found["challenger_leaves"])
    where: tuple[str, ...] = ("packages", guarantee.id)
    left = share_of_draws(1.0 - real(leaves["beyond"]))
    path = (*where, "challenger_leaves", "beyond")
    parts: list[Part] = [
        "Some strength of it brings both sides in ",
        _number(findings, guarantee, "window_open", (*where, "open_share")),
        " of draws: ",
        *_entering(findings, guarantee, target),
        f", and {challenger} would leave before it is whole in ",
        Number(left, "challenger_leaves", "window", path, guarantee.id),
    ]
    inside = _headlines(findings, guarantee).get("supply_inside")
    if inside is not None:
        share = share_of_draws(real(mapping(inside)["share"]))
        at = ("packages", guarantee.id, "headlines", "supply_inside", "share")
        number = Number(share, "supply_inside", "hinges", at, guarantee.id)
        parts += ["; the supporters would end up inside the window in ", number]
    return Sentence((*parts, "."))


def _entering(
    findings: Mapping[str, Finding], guarantee: Guarantee, target: str
) -> Iterator[Part]:
    """From where the target enters; a median beyond the package is not printed as one."""
    found = mapping(mapping(findings["window"].answer["packages"])[guarantee.id])
    enters = mapping(found["target_enters"])
    where: tuple[str, ...] = ("packages", guarantee.id, "target_enters")
    if real(enters["beyond"]) < _MOST:
        text = strength_range(real(enters["median"]), real(enters["low"]), real(enters["high"]))
        yield f"{target} would enter from "
        yield Number(text, "target_enters", "window", where, guarantee.id)
        yield " of the package, not even for all of it in "
    else:
        yield f"{target} would not enter even for all of it in "
    yield _number(findings, guarantee, "target_beyond", (*where, "beyond"))


def keeping_sentence(findings: Mapping[str, Finding], guarantee: Guarantee) -> Sentence:
    """For how long would a settlement with this package be kept?"""
    parts: list[Part] = ["At negotiated terms and with all of it in force "]
    alike = _alike(findings, guarantee)
    for place, (said, years) in enumerate(alike):
        words = f"for {listed(years, 'or')} {'year' if years == ['one'] else 'years'}"
        kept = "it would be" if place else "the settlement would be kept"
        parts.append("" if place == 0 else ", and " if place == len(alike) - 1 else ", ")
        path = ("packages", guarantee.id, "headlines", _named(years[0]))
        number = Number("", "kept", "hinges", path, guarantee.id)
        parts += chance(f"{kept} {words}", said.low, said.high, number)
    zone = _zone(findings, guarantee, "kept_with", "zone_kept")
    tail = "; both sign, and keep it for five years with at least an even chance, in "
    return Sentence((*parts, tail, zone, " of draws."))


def _alike(
    findings: Mapping[str, Finding], guarantee: Guarantee
) -> list[tuple[Likelihood, list[str]]]:
    """Years with the same likelihood words together, in order."""
    found: list[tuple[Likelihood, list[str]]] = []
    for name, words in _YEARS:
        entry = mapping(_headlines(findings, guarantee)[name])
        said = likelihood(real(entry["low"]), real(entry["high"]))
        if found and found[-1][0] == said:
            found[-1][1].append(words)
        else:
            found.append((said, [words]))
    return found


def _named(years: str) -> str:
    return next(name for name, words in _YEARS if words == years)


def _supply(findings: Mapping[str, Finding]) -> Iterator[Sentence]:
    supply = mapping(findings["window"].answer["supply"])
    if not supply:
        return
    numbers = []
    for name, kind in (("weighted_mean", "supply_mean"), ("condorcet", "supply_condorcet")):
        found = mapping(supply[name])
        text = strength_range(real(found["median"]), real(found["low"]), real(found["high"]))
        numbers.append(Number(text, kind, "window", ("supply", name)))
    yield Sentence(
        (
            "Forecasts over the supporters' positions put the package they would supply at ",
            numbers[0],
            " of its full strength by the weighted mean, and at ",
            numbers[1],
            " by the probabilistic Condorcet election.",
        )
    )


def _chance(
    findings: Mapping[str, Finding], guarantee: Guarantee, name: str, what: str
) -> list[Part]:
    found = mapping(_headlines(findings, guarantee)[name])
    kind = _KINDS[name.partition("_")[0]]
    path = ("packages", guarantee.id, "headlines", name)
    number = Number("", kind, "hinges", path, guarantee.id)
    return chance(what, real(found["low"]), real(found["high"]), number)


def _zone(
    findings: Mapping[str, Finding], guarantee: Guarantee, which: str, kind: str
) -> Number:
    return _number(
        findings, guarantee, kind, ("packages", guarantee.id, "zone", which, "open_share")
    )


def _number(
    findings: Mapping[str, Finding], guarantee: Guarantee, kind: str, path: tuple[str, ...]
) -> Number:
    value: object = findings["window"].answer
    for step in path:
        value = mapping(value)[step]
    return Number(share_of_draws(real(value)), kind, "window", path, guarantee.id)


def _headlines(findings: Mapping[str, Finding], guarantee: Guarantee) -> Mapping[str, object]:
    packages = mapping(findings["hinges"].answer["packages"])
    return mapping(mapping(packages[guarantee.id])["headlines"])


def _sides(conflict: Conflict) -> tuple[str, str]:
    contest = conflict.contest
    assert contest is not None
    return conflict.name(contest.target), conflict.name(contest.challenger)
