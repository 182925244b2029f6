"""The verbs about the past: comparable promises, base rates, reference classes, backtest."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from holdfast.cli.options import JsonOption
from holdfast.core.errors import bad_input, printable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from holdfast.core.finding import Finding

app = typer.Typer(
    name="history",
    help="What the past says: comparable promises, base rates, classes, backtest.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

PictureOption = Annotated[
    Path | None, typer.Option("--picture", help="Draw it too, into this new file (SVG).")
]
MOST_CASES = 200
MOST_DRAWS = 10_000


@app.command()
def cases(
    like: Annotated[
        str,
        typer.Option(
            "--like", help="A case file, a slug, or an id of the casebook as KOR1953."
        ),
    ] = "",
    package: Annotated[str, typer.Option("--package", help="One package only, by id.")] = "",
    most: Annotated[int, typer.Option("--most", help="How many for each package.")] = 10,
    picture: PictureOption = None,
    json: JsonOption = False,
) -> None:
    """Show the promises of the past most like a case's packages, and what came of them.

    Example: holdfast history cases --like ukraine-2025-03-01 --package tripwire
    """
    from holdfast.cli.files import check_picture, create
    from holdfast.report.history import comparable_picture, print_comparable
    from holdfast.report.terminal import print_json

    if not 1 <= most <= MOST_CASES:
        raise bad_input("HF403", f"--most {most}", expected=f"1 to {MOST_CASES}")
    check_picture(picture)
    found = _comparable(like, package, most)
    if picture is not None:
        create(picture, comparable_picture(found).svg)
    if json:
        print_json(found.to_dict())
    else:
        print_comparable(found)


def _comparable(like: str, package: str, most: int) -> "Finding":
    from holdfast.casefile.catalogue import open_case
    from holdfast.history.casebook import precedent
    from holdfast.study.past.comparable import comparable, everything, like_precedent

    past = precedent(like)
    if package and (not like or past is not None):
        raise bad_input("HF403", f"--package {package}", expected="it with --like CASE")
    if not like:
        return everything(most)
    if past is not None:
        return like_precedent(past, most=most)
    return comparable(open_case(like), package, most=most)


@app.command()
def promise(
    name: Annotated[str, typer.Argument(metavar="ID", help="Of the casebook, as KOR1953.")],
    json: JsonOption = False,
) -> None:
    """Show one promise of the past in full: parties, instruments, what came of it, sources.

    Example: holdfast history promise MIN2015
    """
    from holdfast.history.casebook import casebook, precedent
    from holdfast.report.history import print_promise, promise_in_full
    from holdfast.report.terminal import print_json

    found = precedent(name)
    if found is None:
        from holdfast.casefile.fields import hint

        what = f"no promise of the casebook is called '{printable(name)}'"
        raise bad_input("HF403", what, **hint(name.upper(), [one.id for one in casebook()]))
    if json:
        print_json(promise_in_full(found))
    else:
        print_promise(found)


@app.command()
def rates(
    topic: Annotated[
        str,
        typer.Argument(
            metavar="[TOPIC]", help="honoured, war-ends, talks, peace or mediation."
        ),
    ] = "",
    era: Annotated[str, typer.Option("--era", help="before-1945 or since-1945.")] = "",
    members: Annotated[str, typer.Option("--members", help="Allies: two or several.")] = "",
    clause: Annotated[
        str, typer.Option("--clause", help="defence, offence, neutrality or non_aggression.")
    ] = "",
    elapsed: Annotated[
        int | None, typer.Option("--elapsed", help="Whole years that the war has lasted.")
    ] = None,
    like: Annotated[
        str,
        typer.Option("--like", help="A case: the rates that it starts from, and no others."),
    ] = "",
    json: JsonOption = False,
) -> None:
    """Show how often it went so in the past, with intervals, and what other studies find.

    Example: holdfast history rates honoured --era since-1945 --clause defence
    """
    from holdfast.report.history import print_base_rates
    from holdfast.report.terminal import print_json

    cuts = {"era": era, "members": members, "clause": clause}
    if like and (topic or any(cuts.values()) or elapsed is not None):
        raise bad_input("HF403", "--like with another choice", expected="--like alone")
    found, left_out = _of_a_case(like) if like else (_of_topics(topic, cuts, elapsed), ())
    if json:
        rates = [one.to_dict() for one in found]
        print_json({"base_rates": rates, "left_out": list(left_out)})
    else:
        print_base_rates(found, left_out)


def _of_a_case(like: str) -> "tuple[list[Finding], tuple[str, ...]]":
    from holdfast.casefile.catalogue import open_case
    from holdfast.study.past.starting_points import starting_points

    start = starting_points(open_case(like))
    return [one for some in start.rates.values() for one in some], start.left_out


def _of_topics(topic: str, cuts: "Mapping[str, str]", elapsed: int | None) -> "list[Finding]":
    known = _topics(cuts, elapsed)
    if topic and topic not in known:
        raise bad_input("HF403", f"no base rate is called '{topic}'", expected=", ".join(known))
    _only_where_it_counts(topic, {f"--{name}": cut for name, cut in cuts.items()}, elapsed)
    try:
        return [one for name, ask in known.items() if topic in ("", name) for one in ask()]
    except ValueError as error:
        raise bad_input("HF403", str(error)) from None


def _only_where_it_counts(topic: str, kind: "Mapping[str, str]", elapsed: int | None) -> None:
    """No option is passed over in silence: HF403 for one that the topic knows nothing of."""
    given = [name for name, value in kind.items() if value]
    if given and topic not in ("", "honoured"):
        raise bad_input("HF403", f"{given[0]} with {topic}", expected="it with honoured")
    if elapsed is not None and topic not in ("", "war-ends", "talks"):
        raise bad_input(
            "HF403", f"--elapsed with {topic}", expected="it with war-ends or talks"
        )


def _topics(
    kind: "Mapping[str, str]", elapsed: int | None
) -> "Mapping[str, Callable[[], list[Finding]]]":
    from holdfast.history import base_rates as by

    asked = any(kind.values())
    eras = (
        [kind] if asked else [{**kind, "era": era} for era in ("", "before-1945", "since-1945")]
    )
    lasted = (0, 1, 3) if elapsed is None else (elapsed,)
    return {
        "honoured": lambda: [by.honoured(**one) for one in eras],
        "war-ends": lambda: [by.war_ends(years) for years in lasted],
        "talks": lambda: [by.talks_start(lasted[-1])],
        "peace": lambda: [by.peace_kept(p, g) for p, gs in by.peaces().items() for g in gs],
        "mediation": lambda: [
            by.mediated(mediated=with_one, after=after)
            for after in (False, True)
            for with_one in (True, False)
        ],
    }


@app.command()
def classes(json: JsonOption = False) -> None:
    """List the reference classes that a number of a case may come from (from: history).

    Example: holdfast history classes
    """
    from dataclasses import asdict

    from holdfast.history.classes import reference_classes
    from holdfast.report.history import print_classes
    from holdfast.report.terminal import print_json

    found = reference_classes().values()
    if json:
        print_json({"classes": [{**asdict(one), "basis": one.basis} for one in found]})
    else:
        print_classes(found)


@app.command()
def backtest(
    seed: Annotated[int, typer.Option("--seed", help="Of draws and resampling.")] = 1,
    draws: Annotated[int, typer.Option("--draws", help="Of each promise's game.")] = 40,
    picture: PictureOption = None,
    json: JsonOption = False,
) -> None:
    """Show how good forecasts of past promises would have been, the engines beside base rates.

    Example: holdfast history backtest
    """
    from holdfast.cli.files import check_picture, create
    from holdfast.history.questions import questions
    from holdfast.report.forecasts import print_backtest, reliability_picture
    from holdfast.report.terminal import print_json, progress
    from holdfast.study.past.backtest import backtest as tested
    from holdfast.study.past.backtest import scored_promises
    from holdfast.study.past.question import asked

    if not 1 <= draws <= MOST_DRAWS:
        raise bad_input("HF403", f"--draws {draws}", expected=f"1 to {MOST_DRAWS}")
    if seed < 0:
        raise bad_input("HF403", f"--seed {seed}", expected="0 or more")
    check_picture(picture)
    [question] = questions().values()
    with progress(len(scored_promises()), by_game=True) as done:
        found = tested(seed, draws, lambda count: done("promises", count))
        beside = asked(question, seed=seed)
    if picture is not None:
        create(picture, reliability_picture(found).svg)
    if json:
        print_json({"backtest": found.to_dict(), "question": beside.to_dict()})
    else:
        print_backtest(found, beside)
