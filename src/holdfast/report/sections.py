"""The sections of a report: each a question, its answer in words, a chart, and its table."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from holdfast.conflict.conflict import Conflict
from holdfast.core.finding import Finding
from holdfast.report import tables
from holdfast.report.answers import listing, mapping, real
from holdfast.report.brief_packages import keeping_sentence
from holdfast.report.figures.beside import beside_figure
from holdfast.report.figures.frontier import frontier_figure
from holdfast.report.figures.keeping import keeping_figure
from holdfast.report.figures.sequence import sequence_figure
from holdfast.report.figures.states import states_figure
from holdfast.report.figures.style import Picture
from holdfast.report.figures.sums import sums_figure
from holdfast.report.figures.tornado import tornado_figure, tornados_figure
from holdfast.report.figures.unfolding import unfolding_figure
from holdfast.report.figures.window import window_figure
from holdfast.report.futures import futures_tables, paths_told
from holdfast.report.labels import sides_of
from holdfast.report.past import past_sentences, past_table
from holdfast.report.phrases import share_of_draws
from holdfast.report.sections_article import (
    article_tables,
    claim_sentences,
    claim_tables,
    silences,
)
from holdfast.report.sections_game import solution_sentences
from holdfast.report.sections_groups import group_tables
from holdfast.report.sections_packages import packages_section_tables, packages_sentences
from holdfast.report.sections_stability import stability_sentences, stability_tables
from holdfast.report.sequence import sampled_sentence, sequence_sentences, sequence_tables
from holdfast.report.supply import supply_tables, together_tables
from holdfast.report.tables import Table
from holdfast.report.tables_inputs import quantities_table, sources_table
from holdfast.study.sequence.answer import why_not

_SIDES = ("target", "challenger")


@dataclass(frozen=True, slots=True)
class Section:
    """One question of the report.

    Parameters
    ----------
    id : anchor.
    question : heading.
    answer : sentences.
    pictures, tables : charts, and their twins in numbers.
    method, caveats : of the finding behind it.
    details : what few readers want to see at first; folded away where that can be done.
    """

    id: str
    question: str
    answer: tuple[str, ...]
    pictures: tuple[Picture, ...] = ()
    tables: tuple[Table, ...] = ()
    method: str = ""
    caveats: tuple[str, ...] = ()
    details: tuple[str, ...] = ()


def sections(conflict: Conflict, findings: Mapping[str, Finding]) -> tuple[Section, ...]:
    """Which sections does the report of these findings have, in order?"""
    found: list[Section] = []
    if "reading" in findings:
        found.append(_article(findings["reading"]))
    if "claims" in findings:
        found.append(_claims(conflict, findings["claims"]))
    if "window" in findings:
        found += [
            _window(conflict, findings),
            _hinges(conflict, findings),
            _table(conflict, findings),
            _keeping(conflict, findings),
        ]
        found.append(_unfolding(conflict, findings["futures"]))
        if mapping(findings["window"].answer["supply"]):
            found.append(_supply(conflict, findings))
    if "past" in findings:
        found.append(_past(conflict, findings))
    if "packages" in findings:
        found += [_packages(conflict, findings["packages"]), _sequence(conflict, findings)]
    if "stability" in findings:
        found.append(_stability(conflict, findings["stability"]))
    return (*found, _inputs(conflict, findings))


def _article(found: Finding) -> Section:
    return Section(
        "article",
        "What does the article say?",
        silences(found.answer),
        (),
        article_tables(found.answer),
        found.method,
        found.caveats,
    )


def _claims(conflict: Conflict, found: Finding) -> Section:
    return Section(
        "claims",
        "Which of its claims stand up?",
        claim_sentences(found),
        (),
        claim_tables(conflict, found),
        found.method,
        found.caveats,
    )


def _hinges(conflict: Conflict, findings: Mapping[str, Finding]) -> Section:
    packages = mapping(findings["hinges"].answer["packages"])
    return Section(
        "decides",
        "What decides the answer, and where does it flip?",
        (
            "The draws are cut by each input in turn into five parts. The longer the bar, the "
            "more the share of draws with an open window hangs on it.",
        ),
        tuple(tornado_figure(conflict, name, mapping(p)) for name, p in packages.items()),
        tuple(tables.tornado_table(conflict, n, mapping(p)) for n, p in packages.items()),
        findings["hinges"].method,
        findings["hinges"].caveats,
    )


def _window(conflict: Conflict, findings: Mapping[str, Finding]) -> Section:
    answer = findings["window"].answer
    packages = mapping(answer["packages"])
    supply = mapping(answer["supply"])
    sides = _sides(conflict)
    return Section(
        "window",
        "How strong must the guarantee be, and when is it too strong?",
        (
            *(_line_terms(mapping(package), sides) for package in packages.values()),
            *solution_sentences(packages),
        ),
        tuple(window_figure(n, mapping(p), supply, sides) for n, p in packages.items()),
        (
            tables.packages_table(conflict, findings),
            *(tables.window_table(mapping(p), sides) for p in packages.values()),
            tables.later_table(packages),
        ),
        findings["window"].method,
        findings["window"].caveats,
    )


def _line_terms(package: Mapping[str, object], sides: tuple[str, str]) -> str:
    """Holding at the line is never told alone: who is under-paid there stands beside it."""
    line = mapping(package["at_line"])
    underpaid = share_of_draws(real(line["challenger_underpaid_share"]))
    return (
        f"'{package['title']}': at negotiated terms some strength brings both sides in "
        f"{share_of_draws(real(package['open_share']))} of draws; with the line held now as "
        f"the terms, in {share_of_draws(real(line['open_share']))}, but those terms under-pay "
        f"{sides[1]} in {underpaid}."
    )


def _table(conflict: Conflict, findings: Mapping[str, Finding]) -> Section:
    packages = mapping(findings["table"].answer["packages"])
    sides = _sides(conflict)
    titles = {g.id: g.title for g in conflict.packages}
    return Section(
        "table",
        "Who would come to the table, and why not?",
        tuple(_held_back(titles[n], mapping(p), sides) for n, p in packages.items()),
        tuple(sums_figure(n, titles[n], sides, mapping(p)) for n, p in packages.items()),
        tuple(tables.sums_table(titles[n], mapping(p), sides) for n, p in packages.items()),
        findings["table"].method,
        findings["table"].caveats,
    )


def _held_back(title: str, package: Mapping[str, object], sides: tuple[str, str]) -> str:
    """What keeps each side away with the whole package, or brings it only to break its word."""
    target, challenger = (mapping(mapping(package["whole"])[side]) for side in _SIDES)
    held = mapping(target["held_back_by"])
    breach, audience = (share_of_draws(real(held[term])) for term in ("breach", "audience"))
    comes, keeps = (
        share_of_draws(real(challenger[key])) for key in ("comes_share", "keeper_comes_share")
    )
    return (
        f"'{title}': with the whole package {sides[0]} would stay away, yet come if no breach "
        f"were to be feared, in {breach} of draws; the price at home alone keeps it away in "
        f"{audience}. {sides[1]} would come in {comes} of draws, and in {keeps} if it never "
        "broke its word."
    )


def _keeping(conflict: Conflict, findings: Mapping[str, Finding]) -> Section:
    packages = mapping(findings["hinges"].answer["packages"])
    return Section(
        "hold",
        "Would it be kept, and for how long?",
        (
            *(
                f"'{g.title}': {keeping_sentence(findings, g).plain()}"
                for g in conflict.packages
            ),
            "A settlement ends when the challenger attacks or the target strikes. Power shifts "
            "with every quarter, trust follows what is seen, and the will of the guarantors "
            "fades.",
        ),
        (keeping_figure(conflict, packages),),
        (tables.keeping_table(conflict, packages),),
        findings["window"].method,
        findings["window"].caveats,
    )


def _unfolding(conflict: Conflict, found: Finding) -> Section:
    packages = mapping(found.answer["packages"])
    months = [int(real(month)) for month in listing(found.answer["months"])]
    return Section(
        "unfold",
        "How may it unfold?",
        (
            "Chances of war, talks, peace and a decision by month, with each package at the "
            "strength that the supporters' weighted mean gives, or whole without supporters.",
        ),
        tuple(unfolding_figure(name, mapping(p), months) for name, p in packages.items()),
        tuple(futures_tables(found.answer)),
        found.method,
        found.caveats,
        tuple(paths_told(conflict, found.answer)),
    )


def _supply(conflict: Conflict, findings: Mapping[str, Finding]) -> Section:
    answer = findings["window"].answer
    supply, packages = mapping(answer["supply"]), mapping(answer["packages"])
    return Section(
        "supply",
        "How strong a package would the supporters supply?",
        ("Two forecasts over the supporters' positions, always shown together.",),
        (),
        (
            tables.supply_table(supply),
            *supply_tables(supply, packages),
            *together_tables(conflict, packages),
        ),
        "Weighted mean, and mean of the probabilistic Condorcet election, in every draw.",
    )


def _past(conflict: Conflict, findings: Mapping[str, Finding]) -> Section:
    picture = beside_figure(conflict, findings)
    return Section(
        "past",
        "What does the past say?",
        tuple(past_sentences(conflict, findings)),
        () if picture is None else (picture,),
        (past_table(conflict, findings),),
        findings["past"].method,
        findings["past"].caveats,
    )


def _packages(conflict: Conflict, found: Finding) -> Section:
    pictures = (
        frontier_figure(conflict, found.answer),
        tornados_figure(conflict, found.answer),
    )
    return Section(
        "packages",
        "Which packages bring both sides and keep the peace, and at what cost?",
        tuple(packages_sentences(conflict, found.answer)),
        tuple(one for one in pictures if one is not None),
        tuple(packages_section_tables(conflict, found.answer)),
        found.method,
        found.caveats,
    )


def _sequence(conflict: Conflict, findings: Mapping[str, Finding]) -> Section:
    question = "In which order can the steps be taken, and who is exposed?"
    if "sequence" not in findings:
        return Section("sequence", question, (f"Not answered: {why_not(conflict)}.",))
    found = findings["sequence"]
    return Section(
        "sequence",
        question,
        (*sequence_sentences(conflict, found.answer), sampled_sentence(found.draws)),
        (sequence_figure(found.answer, sides_of(conflict)),),
        tuple(sequence_tables(conflict, found.answer)),
        found.method,
        found.caveats,
    )


def _stability(conflict: Conflict, found: Finding) -> Section:
    reasons = list(_reasons(found))
    drawn = bool(found.answer.get("graph"))
    return Section(
        "stable",
        "Which agreements are stable?",
        (
            _coalitions(found),
            *stability_sentences(conflict, found.answer),
            *(text for state, text in reasons if state == found.answer["start"]),
        ),
        (states_figure(conflict, found.answer),) if drawn else (),
        (
            tables.states_table(conflict, found.answer),
            *((tables.moves_table(conflict, found.answer),) if drawn else ()),
            tables.paths_table(conflict, found.answer),
            *group_tables(conflict, found.answer),
            *stability_tables(conflict, found.answer),
        ),
        found.method,
        found.caveats,
        tuple(f"State {state}, {text}" for state, text in reasons),
    )


def _coalitions(found: Finding) -> str:
    coalitions = mapping(found.answer["coalitions"])
    if "stable" not in coalitions:
        return f"Coalitions: {coalitions['reason']}."
    shown = [str(state) for state in listing(coalitions["stable"])]
    if not shown:
        return "Every state is one that some group of actors would leave together."
    return f"States that no group of actors would leave together: {', '.join(shown)}."


def _reasons(found: Finding) -> Iterator[tuple[int, str]]:
    """The reason of each verdict that the finding gives, with the state it is about."""
    for entry in listing(found.answer.get("witnesses", [])):
        witness = mapping(entry)
        yield int(real(witness["state"])), f"{witness['concept']}: {witness['sentence']}"


def _inputs(conflict: Conflict, findings: Mapping[str, Finding]) -> Section:
    used = {name for found in findings.values() for name in found.inputs}
    idle = [q.name for q in conflict.quantities if q.name not in used]
    about = f"{conflict.title}, as of {conflict.as_of}. {conflict.summary}"
    left_out = f"Stated in the case, and not used by these engines: {', '.join(idle)}."
    shown = (quantities_table(conflict), sources_table(conflict))
    return Section(
        "inputs",
        "What does it rest on?",
        (about, left_out) if idle else (about,),
        (),
        tuple(table for table in shown if table.rows),
    )


def _sides(conflict: Conflict) -> tuple[str, str]:
    contest = conflict.contest
    assert contest is not None
    return conflict.name(contest.target), conflict.name(contest.challenger)
