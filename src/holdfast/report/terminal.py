"""Answers on the terminal: prose and tables on stdout, progress on stderr."""

import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Protocol

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table as RichTable
from rich.text import Text

from holdfast.casefile.advice import split_in_words
from holdfast.commitment.game.kernel import Kernel
from holdfast.conflict.conflict import Conflict
from holdfast.core.errors import Problem
from holdfast.core.finding import Finding
from holdfast.report.answers import listing, mapping
from holdfast.report.futures import futures_tables, paths_told
from holdfast.report.inverse import inverse_lines
from holdfast.report.notice import NOTICE
from holdfast.report.packages import frontier_sentence, packages_tables, search_sentence
from holdfast.report.packages_past import past_table
from holdfast.report.packages_why import failing_sentences, flip_sentences, hinges_table
from holdfast.report.phrases import listed, share_of_draws
from holdfast.report.sections_game import solution_sentences
from holdfast.report.sections_groups import group_tables
from holdfast.report.sequence import sampled_sentence, sequence_sentences, sequence_tables
from holdfast.report.supply import supply_tables, together_tables
from holdfast.report.tables import (
    Table,
    comparison_table,
    edges_table,
    later_table,
    paths_table,
    states_table,
    supply_table,
    window_table,
)
from holdfast.report.tables_game import refusal_table, value_table
from holdfast.study.run import as_json
from holdfast.study.settle import Ranked

_WIDTH = 100
_MOST_ADVICE = 12
_MOST_ROWS = 400  # of one table on the terminal
_WORTH_TELLING = 0.01


def print_json(data: object) -> None:
    """Print one JSON document."""
    sys.stdout.write(as_json(data).decode("utf-8"))


def print_brief(conflict: Conflict, brief: str, report: str, *, known: bool) -> None:
    """Print the brief, the standing notice, and where the report lies."""
    console = wide_console()
    console.print(Text(f"{conflict.title}, as of {conflict.as_of}", style="bold"))
    console.print()
    for paragraph in brief.strip().split("\n\n"):
        console.print(_dimmed(paragraph))
        console.print()
    console.print(Padding(Text(NOTICE, style="italic"), (0, 4)))
    console.print()
    state = " (found from an earlier run)" if known else ""
    console.print(f"Report{state}: ", end="")
    console.print(Text(report), soft_wrap=True)
    folder = report.rpartition("/")[0] or "."
    console.print(Text(f"Where a number comes from: holdfast why {folder} 1"), soft_wrap=True)


def print_next(case: str) -> None:
    """Say where the drafted case lies, and how to make it a case of one's own."""
    told = (
        f"Drafted case: {case}; copy it, then: holdfast check on the copy says what to settle"
    )
    wide_console().print(Text(told), soft_wrap=True)


def print_window(conflict: Conflict, found: Finding) -> None:
    """Print the window of each package: edges first, then the curve."""
    console = wide_console()
    contest = conflict.contest
    assert contest is not None
    sides = conflict.name(contest.target), conflict.name(contest.challenger)
    packages = mapping(found.answer["packages"])
    print_table(console, edges_table(packages, sides))
    for package in packages.values():
        print_table(console, window_table(mapping(package), sides))
    if all("later" in mapping(package) for package in packages.values()):
        print_table(console, later_table(packages))
    for name, refused in mapping(found.answer.get("refusal", {})).items():
        title = str(mapping(packages[name])["title"])
        print_table(console, refusal_table(title, mapping(refused)))
    roles = dict(zip(("target", "challenger"), sides, strict=True))
    for name, worth in mapping(found.answer.get("value", {})).items():
        title = str(mapping(packages[name])["title"])
        print_table(console, value_table(title, mapping(worth), roles))
    supply = mapping(found.answer["supply"])
    if supply:
        print_table(console, supply_table(supply))
    for table in (*supply_tables(supply, packages), *together_tables(conflict, packages)):
        print_table(console, table)
    for words in solution_sentences(packages):
        console.print(Text(words))
    print_finding(console, found)


def print_futures(conflict: Conflict, found: Finding) -> None:
    """Print the chances by month, what sets paths apart, and some paths told."""
    console = wide_console()
    for table in futures_tables(found.answer):
        print_table(console, table)
    for line in paths_told(conflict, found.answer):
        indent = len(line) - len(line.lstrip(" "))
        console.print(Padding(Text(line.strip()), (0, 0, 0, indent)))
    print_finding(console, found)


def print_packages(conflict: Conflict, found: Finding) -> None:
    """Print packages side by side, and which of them none other beats."""
    console = wide_console()
    for table in packages_tables(conflict, found.answer):
        print_table(console, table)
    packages = [mapping(one) for one in listing(found.answer["packages"])]
    for table in (hinges_table(conflict, packages), past_table(packages)):
        if table.rows:
            print_table(console, table)
    for one in packages:
        for line in (*failing_sentences(conflict, one), *flip_sentences(conflict, one)):
            indent = len(line) - len(line.lstrip(" "))
            console.print(Padding(Text(line.strip()), (0, 0, 0, indent)))
    for line in (*search_sentence(found.answer), frontier_sentence(found.answer)):
        console.print(Text(line))
    print_finding(console, found)


def print_sequence(conflict: Conflict, found: Finding) -> None:
    """Print the steps, the orders ranked, and the first of them point by point."""
    console = wide_console()
    for table in sequence_tables(conflict, found.answer):
        print_table(console, table)
    said = (*sequence_sentences(conflict, found.answer), sampled_sentence(found.draws))
    for words in said:
        console.print(Text(words))
    print_finding(console, found)


def print_stability(conflict: Conflict, found: Finding) -> None:
    """Print equilibria and the present state, and the reasons where they were asked for."""
    console = wide_console()
    print_table(console, states_table(conflict, found.answer))
    print_table(console, paths_table(conflict, found.answer))
    for table in group_tables(conflict, found.answer):
        print_table(console, table)
    if "mixed" in found.answer:
        console.print(Text(_mixed(conflict, mapping(found.answer["mixed"]))))
    for witness in _told_reasons(found.answer):
        console.print(
            Text(f"{witness['concept']}, state {witness['state']}: {witness['sentence']}")
        )
    print_finding(console, found)


def _told_reasons(answer: Mapping[str, object]) -> Iterator[Mapping[str, object]]:
    """Every actor's reasons, and those of groups that have something to gain."""
    yield from map(mapping, listing(answer.get("witnesses", [])))
    for witness in map(mapping, listing(mapping(answer["coalitions"]).get("witnesses", []))):
        if listing(witness["answers"]):
            yield witness


def _mixed(conflict: Conflict, answer: Mapping[str, object]) -> str:
    ways = [
        f"{conflict.name(a)} by {given}" for a, given in mapping(answer["foresight"]).items()
    ]
    states = listed([str(state) for state in listing(answer["equilibria"])]) or "none"
    more = int(str(answer["count"])) - len(listing(answer["equilibria"]))
    beyond = f" and {more} more" if more else ""
    how = ", ".join(ways)
    return f"Stable for all when they look ahead differently ({how}): {states}{beyond}."


def print_inverse(conflict: Conflict, found: Finding) -> None:
    """Print what would have to be preferred, and the smallest changes that would do."""
    console = wide_console()
    for line in inverse_lines(conflict, found.answer):
        inner = line.lstrip(" ")
        console.print(Padding(Text(inner), (0, 0, 0, len(line) - len(inner))))
    console.print()
    print_finding(console, found)


def print_comparison(conflict: Conflict, found: Finding) -> None:
    """Print the case and its variants side by side."""
    console = wide_console()
    for guarantee in conflict.packages:
        print_table(console, comparison_table(found.answer, guarantee.id, guarantee.title))
    print_finding(console, found)


def print_problems(problems: Sequence[Problem]) -> None:
    """Print every problem of a file on stderr, one a line."""
    for problem in problems:
        sys.stderr.write(f"{problem}\n")


def print_advice(conflict: Conflict, advice: Sequence[Ranked], *, everything: bool) -> None:
    """Print what a person should settle next, most decisive first, and what the case rests on.

    Parameters
    ----------
    conflict : the case.
    advice : in the order of how much hangs on it.
    everything : print all of it; else the first dozen and how many are left.
    """
    console = wide_console()
    console.print(Text(f"{conflict.id}: no errors. {split_in_words(conflict)}", style="bold"))
    shown = advice if everything else advice[:_MOST_ADVICE]
    for one in shown:
        moves = f" (moves the open window by up to {share_of_draws(one.moves)} of draws)"
        text = f"{one.advice}{moves if one.moves >= _WORTH_TELLING else ''}"
        console.print(Text(text), soft_wrap=True)
    left = Counter(one.advice.kind for one in advice[len(shown) :])
    if left:
        told = listed([f"{count} {kind}" for kind, count in left.items()])
        console.print(Text(f"and more that moves the answer less: {told}; see them with --all"))


def print_catalogue(found: Sequence[Conflict], articles: Mapping[str, str]) -> None:
    """Print the bundled cases, and the bundled articles by slug with their titles."""
    rows = tuple((c.id, str(c.as_of), c.title) for c in found)
    print_table(
        wide_console(), Table("Cases that come with holdfast", ("Slug", "As of", "Title"), rows)
    )
    told = Table("Articles that come with holdfast", ("Slug", "Title"), tuple(articles.items()))
    print_table(wide_console(), told)


def print_numbers(numbers: Sequence[Mapping[str, object]]) -> None:
    """Print every number of a brief with what it means."""
    rows = tuple((str(n["id"]), str(n["text"]), str(n["means"])) for n in numbers)
    print_table(wide_console(), Table("Numbers of the brief", ("Id", "Printed", "Means"), rows))


def print_number(entry: Mapping[str, object]) -> None:
    """Print where one number comes from."""
    console = wide_console()
    console.print(Text(f"[{entry['id']}] {entry['text']}", style="bold"))
    for key in ("sentence", "means", "formula", "method"):
        console.print(Text(f"{key}: {entry[key]}"))
    console.print(Text(f"theory: docs/theory/{entry['theory']}.md"))
    cited = ", ".join(str(key) for key in listing(entry["citations"]))
    if cited:
        console.print(Text(f"citations: {cited}"))
    if entry["draws"]:
        console.print(Text(f"draws: {entry['draws']}, seed: {entry['seed']}"))
    console.print(Text("inputs:"))
    for given in listing(entry["inputs"]):
        for line in _input_lines(mapping(given)):
            console.print(Padding(Text(line), (0, 0, 0, 2)))


UNCOMPILED = (
    "note: the compiled solver is not here, so this takes some fifteen times longer; install "
    "a C compiler, then holdfast again. The answer is the same."
)


class Done(Protocol):
    """Called with what was done, and how much of it."""

    def __call__(self, name: str, count: int = 1) -> None:
        """Tell it."""


@contextmanager
def progress(steps: int, *, by_game: bool = False) -> Iterator["Done"]:
    """Show a bar on stderr while steps are done; nothing where stderr is no screen.

    Parameters
    ----------
    steps : how many.
    by_game : whether the commitment game is solved; without its compiled solver a line on
        stderr then says that it will take long.
    """
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    console = Console(stderr=True)
    if by_game and Kernel.find("coarse") is None:
        console.print(UNCOMPILED, soft_wrap=True, markup=False, highlight=False)
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task("answering", total=steps)

        def done(name: str, count: int = 1) -> None:
            bar.update(task, advance=count, description=escape(name))

        yield done


def _input_lines(given: Mapping[str, object]) -> Iterator[str]:
    if "order" in given:
        value = "; ".join(str(line) for line in listing(given["order"]))
    elif given["low"] == given["high"]:
        value = f"{given['likely']:g} {given['unit']}"
    else:
        value = f"{given['low']:g} / {given['likely']:g} / {given['high']:g} {given['unit']}"
    judged = f" by {given['by']}" if given["by"] else ""
    place = f" ({given['place']})" if given.get("place") else ""
    yield f"{given['name']}: {value}; {given['basis']}{judged}{place}"
    if given["note"]:
        yield f"    {given['note']}"
    for entry in listing(given["sources"]):
        source = mapping(entry)
        figure = f" [{source['figure']}]" if source["figure"] else ""
        says = f": {source['says']}" if source["says"] else ""
        yield (
            f"    {source['ref']}: {source['title']}, {source['publisher']}, "
            f"{source['published']}, {source['where']}{figure}{says}"
        )
        if source.get("note"):
            yield f"        {source['note']}"


def print_table(out: Console, table: Table, *, whole: bool = False) -> None:
    """Print one table.

    Parameters
    ----------
    out : where.
    table : what.
    whole : whether the first column is never broken, so that a reader can copy its words.
    """
    drawn = RichTable(title=Text(table.caption), title_justify="left", show_lines=False)
    for place, column in enumerate(table.columns):
        drawn.add_column(Text(column), overflow="fold", no_wrap=whole and place == 0)
    for row in table.rows[:_MOST_ROWS]:
        drawn.add_row(*(Text(cell) for cell in row))
    out.print(drawn)
    if len(table.rows) > _MOST_ROWS:
        out.print(Text(f"and {len(table.rows) - _MOST_ROWS} more rows; --json has them all"))


def print_finding(console: Console, found: Finding) -> None:
    """Print what goes with every answer: method, caveats, the standing notice."""
    console.print(Text(f"Method: {found.method}"))
    for caveat in found.caveats:
        console.print(Text(f"- {caveat}"))
    console.print(Padding(Text(NOTICE, style="italic"), (1, 4, 0, 4)))


def _dimmed(paragraph: str) -> Text:
    text = Text(paragraph)
    text.highlight_regex(r"\[\d+\]", "dim")
    return text


class _Console(Console):
    """A console that leaves it to the caller what to do when nobody reads any more."""

    def on_broken_pipe(self) -> None:
        """Let the one place that ends commands know."""
        raise BrokenPipeError


def wide_console() -> Console:
    """The console that answers go to: as wide as the terminal, or a hundred columns."""
    out = _Console(highlight=False, emoji=False)
    if out.is_terminal:
        return out
    return _Console(highlight=False, emoji=False, width=_WIDTH)
