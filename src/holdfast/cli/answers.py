"""The verbs that answer a question about a case."""

from typing import TYPE_CHECKING, Annotated

import typer

from holdfast.cli.options import (
    AsOfOption,
    CaseArgument,
    DrawsOption,
    ForesightOption,
    GameDrawsOption,
    JsonOption,
    OutOption,
    SeedOption,
    ThreadsOption,
    VariantOption,
    drawn,
    path_of,
    threads_of,
)
from holdfast.core.errors import bad_input, printable

if TYPE_CHECKING:
    from pathlib import Path

    from holdfast.cli.assessing import Beginning
    from holdfast.conflict.conflict import Conflict
    from holdfast.core.finding import Finding
    from holdfast.study.ensemble import Ensemble


MOST_STRENGTH = 2.0
"""Strongest package that can be asked about: twice the whole."""


def assess(
    case: Annotated[
        str,
        typer.Argument(
            metavar="ARTICLE|CASE", help="An article, a case file, or a slug (holdfast cases)."
        ),
    ],
    out: OutOption = None,
    variant: VariantOption = "",
    as_of: AsOfOption = "",
    json: JsonOption = False,
    seed: SeedOption = None,
    draws: DrawsOption = None,
    game_draws: GameDrawsOption = None,
    threads: ThreadsOption = 2,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Work it out again even if the run is there.")
    ] = False,
) -> None:
    """Give the whole answer: brief, figures and findings, in a run folder.

    An article is read first, a case is drafted from it, and its claims are audited.

    Example: holdfast assess ukraine-2025-03-01 -o my-run
    """
    from holdfast.cli.assessing import assess as answer

    conflict, beginning = _begun(case, variant, as_of)
    ensemble = drawn(conflict, draws, seed, game_draws)
    answer(
        ensemble,
        out or default_folder(ensemble),
        threads=threads_of(threads),
        json=json,
        fresh=fresh,
        beginning=beginning,
    )


def _begun(given: str, variant: str, as_of: str) -> "tuple[Conflict, Beginning]":
    """The case that the user means, with its text and the article it had to be drafted from."""
    from holdfast.casefile.catalogue import case_text, open_case
    from holdfast.cli.articles import drafted, understood
    from holdfast.cli.assessing import Beginning, Drafted
    from holdfast.cli.files import is_article

    if not is_article(given):
        if as_of:
            raise bad_input("HF403", "--as-of with a case", expected="an article")
        return open_case(given, variant), Beginning(case_text(given))
    if variant:
        raise bad_input("HF403", "--variant with an article", expected="a case file")
    found = understood(given)
    draft = drafted(found, as_of)
    return draft.conflict, Beginning(draft.text, Drafted(found, draft))


def window(
    case: CaseArgument,
    package: Annotated[
        str,
        typer.Option(
            "--package",
            help="One package only: an id, a standard one, or levels as air-cover=2.",
        ),
    ] = "",
    variant: VariantOption = "",
    json: JsonOption = False,
    seed: SeedOption = None,
    draws: DrawsOption = None,
    game_draws: GameDrawsOption = None,
    instant: Annotated[
        bool, typer.Option("--instant", help="By closed forms, at once, instead of the game.")
    ] = False,
    why: Annotated[
        bool, typer.Option("--why", help="Say what keeps talks from beginning, and how much.")
    ] = False,
    value: Annotated[
        bool, typer.Option("--value", help="Say what each instrument of a package is worth.")
    ] = False,
) -> None:
    """Show from what strength the target enters and up to what strength the challenger stays.

    Example: holdfast window korea-1953 --package treaty-and-troops
    """
    from holdfast.casefile.catalogue import open_case
    from holdfast.report.terminal import print_json, print_window

    ensemble = drawn(open_case(case, variant), draws, seed, game_draws)
    found = _window(ensemble, package, instant=instant, why=why, value=value)
    if json:
        print_json(found.to_dict())
    else:
        print_window(ensemble.conflict, found)


def _window(
    ensemble: "Ensemble", package: str, *, instant: bool, why: bool, value: bool
) -> "Finding":
    from holdfast.study.packages.window import is_composed
    from holdfast.study.window import window as closed

    composed = is_composed(ensemble, package)
    if instant and (why or value):
        more = "--why" if why else "--value"
        raise bad_input("HF403", f"{more} with --instant", expected="one of the two")
    if composed and (instant or why or value):
        what = f"--package {printable(package)[:40]} with --instant, --why or --value"
        raise bad_input("HF403", what, expected="a package of the case's own with these")
    if composed:
        return _of_instruments(ensemble.for_game, package)
    if instant:
        return closed(ensemble, package)
    return _by_the_game(ensemble.for_game, package, why=why, value=value)


def _of_instruments(few: "Ensemble", package: str) -> "Finding":
    """The window of a standard package, or of levels of instruments."""
    from holdfast.report.terminal import progress
    from holdfast.study.packages.window import composed_window, games_composed

    with progress(games_composed(few), by_game=True) as done:
        return composed_window(few, package, lambda count: done("games", count))


def _by_the_game(few: "Ensemble", package: str, *, why: bool, value: bool) -> "Finding":
    """The window by the commitment game, and what more was asked for."""
    from holdfast.report.terminal import progress
    from holdfast.study.game import window as by

    games = by.games_in(few, package)
    games += by.games_why(few, package) if why else 0
    games += by.games_value(few, package) if value else 0
    with progress(games, by_game=True) as done:

        def tell(count: int) -> None:
            done("games", count)

        found, _ = by.window(few, package, progress=tell)
        if why:
            found = by.why_refused(few, found, package, progress=tell)
        if value:
            found = by.instruments_valued(few, found, package, progress=tell)
    return found


def futures(
    case: CaseArgument,
    package: Annotated[str, typer.Option("--package", help="One package only, by id.")] = "",
    strength: Annotated[
        float | None,
        typer.Option("--strength", help="Of the package, 0 to 2; what supporters supply else."),
    ] = None,
    path: Annotated[
        str, typer.Option("--path", help="Tell this path, as DRAW:PATH, for instance 7:345.")
    ] = "",
    variant: VariantOption = "",
    json: JsonOption = False,
    seed: SeedOption = None,
    draws: DrawsOption = None,
    game_draws: GameDrawsOption = None,
) -> None:
    """Show how it may unfold: war, talks, a deal and its breaking, month by month.

    Example: holdfast futures korea-1953 --package treaty-and-troops --strength 1
    """
    from holdfast.casefile.catalogue import open_case
    from holdfast.report.terminal import print_futures, print_json, progress
    from holdfast.study.game.futures import SUPPLIED, Asked
    from holdfast.study.game.futures import futures as answer
    from holdfast.study.window import packages_of

    if strength is not None and not 0.0 <= strength <= MOST_STRENGTH:
        raise bad_input("HF403", f"--strength {strength:g}", expected=f"0 to {MOST_STRENGTH:g}")
    asked = Asked(package, SUPPLIED if strength is None else strength, path_of(path))
    few = drawn(open_case(case, variant), draws, seed, game_draws).for_game
    games = few.draws * len(packages_of(few.conflict, package))
    with progress(games, by_game=True) as done:
        found = answer(few, asked, progress=lambda count: done("games", count))
    if json:
        print_json(found.to_dict())
    else:
        print_futures(few.conflict, found)


def stability(
    case: CaseArgument,
    concepts: Annotated[
        str,
        typer.Option("--concepts", help="Of nash,gmr,smr,seq,sseq,sim; the case's by default."),
    ] = "",
    why: Annotated[
        bool, typer.Option("--why", help="Give the reason of each verdict.")
    ] = False,
    foresight: ForesightOption = "",
    variant: VariantOption = "",
    threads: ThreadsOption = 2,
    json: JsonOption = False,
    seed: SeedOption = None,
    draws: DrawsOption = None,
) -> None:
    """Show which states no actor would leave, under which kind of foresight, and why.

    Example: holdfast stability elmira --concepts nash,seq --why
    """
    from holdfast.casefile.catalogue import open_case
    from holdfast.report.terminal import print_json, print_stability, progress
    from holdfast.study.mixed import read_foresight
    from holdfast.study.stable import Reasons, concepts_of, verdicts_of
    from holdfast.study.stable import stability as answer

    ensemble = drawn(open_case(case, variant), draws, seed)
    chosen = [concept.strip() for concept in concepts.split(",") if concept.strip()]
    given = read_foresight(foresight)
    reasons = Reasons.ALL if why else Reasons.NONE
    asked = concepts_of(ensemble.conflict, chosen, given)
    with progress(verdicts_of(ensemble.conflict, asked)) as done:
        found = answer(
            ensemble,
            asked,
            why=reasons,
            own_concepts=given,
            threads=threads_of(threads),
            progress=done,
        )
    if json:
        print_json(found.to_dict())
    else:
        print_stability(ensemble.conflict, found)


def compare(
    case: CaseArgument,
    variants: Annotated[
        list[str] | None,
        typer.Option("--variant", help="A variant; repeat for more. All of them by default."),
    ] = None,
    json: JsonOption = False,
    seed: SeedOption = None,
    draws: DrawsOption = None,
    game_draws: GameDrawsOption = None,
) -> None:
    """Set the case and its variants side by side, on the same draws.

    Example: holdfast compare ukraine-2025-03-31 --variant no-us-backstop
    """
    from holdfast.casefile.catalogue import open_case
    from holdfast.report.terminal import print_comparison, print_json, progress
    from holdfast.study.comparison import comparison, games_compared

    base = open_case(case)
    names = list(dict.fromkeys(variants or base.variants))
    if not names:
        raise bad_input("HF306", f"{base.id} has no variants", remedy="add variants: to it")
    cases = [base, *(open_case(case, name) for name in names)]
    drawn_alike = [drawn(one, draws, seed, game_draws).for_game for one in cases]
    with progress(games_compared(drawn_alike), by_game=True) as done:
        found = comparison(drawn_alike, lambda count: done("games", count))
    if json:
        print_json(found.to_dict())
    else:
        print_comparison(base, found)


def default_folder(ensemble: "Ensemble") -> "Path":
    """Which folder holds this run unless the user says otherwise?"""
    from pathlib import Path

    from holdfast.study.run import run_key

    conflict = ensemble.conflict
    name = f"{conflict.id}-{conflict.variant}" if conflict.variant else conflict.id
    return Path("holdfast-runs") / f"{name}-{run_key(ensemble)[:8]}"
