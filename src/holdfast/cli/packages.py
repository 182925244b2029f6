"""The verb that compares packages of guarantees, and searches for others."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from holdfast.cli.options import (
    CaseArgument,
    DrawsOption,
    GameDrawsOption,
    JsonOption,
    SeedOption,
    VariantOption,
    drawn,
)
from holdfast.core.errors import bad_input

if TYPE_CHECKING:
    from holdfast.conflict.conflict import Conflict
    from holdfast.core.finding import Finding
    from holdfast.study.packages.search import Asked

MOST_BUDGET = 1_000_000
"""Most packages that a search may look at."""


AskedOption = Annotated[
    list[str] | None,
    typer.Option("--with", help="One more, as tripwire-force=2,air-cover=1; repeat for more."),
]
PackageOption = Annotated[
    str, typer.Option("--package", help="One of the compared packages only, by name.")
]
ChanceOption = Annotated[
    float, typer.Option("--chance", help="Of keeping it five years that is enough; 0.5.")
]
WhyOption = Annotated[
    bool, typer.Option("--why", help="Say in which part of the inputs each fails.")
]
FlipsOption = Annotated[
    bool,
    typer.Option("--flips", help="Say which smallest change flips each; a minute a package."),
]
SearchOption = Annotated[
    bool, typer.Option("--search", help="Search for packages that no other beats.")
]
ObjectivesOption = Annotated[
    str,
    typer.Option(
        "--objectives",
        help="For the search, some of target_gain, challenger_gain, kept_5y, cost, "
        "deliverable, days_to_deploy (these by default), brings_both, kept_1y, kept_2y, "
        "kept_10y.",
    ),
]
InstrumentsOption = Annotated[
    str, typer.Option("--instruments", help="That the search may use; all by default.")
]
BudgetOption = Annotated[
    int, typer.Option("--budget", help="Packages that the search looks at, at most.")
]
ResumeOption = Annotated[
    Path | None,
    typer.Option("--resume", help="Folder of the search's journal: begin it, or go on."),
]


ChartOption = Annotated[
    Path | None,
    typer.Option("-o", "--out", help="Write the frontier's chart to this new file, as SVG."),
]


def packages(
    case: CaseArgument,
    asked: AskedOption = None,
    package: PackageOption = "",
    chance: ChanceOption = 0.5,
    why: WhyOption = False,
    flips: FlipsOption = False,
    search: SearchOption = False,
    objectives: ObjectivesOption = "",
    instruments: InstrumentsOption = "",
    budget: BudgetOption = 400,
    resume: ResumeOption = None,
    out: ChartOption = None,
    variant: VariantOption = "",
    json: JsonOption = False,
    seed: SeedOption = None,
    draws: DrawsOption = None,
    game_draws: GameDrawsOption = None,
) -> None:
    """Compare packages of guarantees: who comes, what is kept, at what cost, what breaks first.

    With --search it looks for others, and shows the frontier: what no other beats.

    Example: holdfast packages ukraine-2025-03-01 --with tripwire-force=2,air-cover=1
    """
    from holdfast.casefile.catalogue import open_case
    from holdfast.cli.files import check_new
    from holdfast.report.terminal import print_json, print_packages, progress
    from holdfast.study.packages.compare import Wanted, compared, games_compared
    from holdfast.study.packages.robust import Aim

    sought = _sought(search, objectives, instruments, budget, resume)
    if not 0.0 < chance < 1.0:
        raise bad_input("HF403", f"--chance {chance:g}", expected="between 0 and 1")
    check_new(out)
    wanted = Wanted(tuple(asked or ()), package, Aim(chance), why, flips, sought)
    few = drawn(open_case(case, variant), draws, seed, game_draws).for_game
    with progress(games_compared(few, wanted), by_game=True) as done:
        found, _, _ = compared(few, wanted, lambda count: done("games", count))
    if out is not None:
        _draw(out, few.conflict, found)
    if json:
        print_json(found.to_dict())
    else:
        print_packages(few.conflict, found)


def _draw(out: Path, conflict: "Conflict", found: "Finding") -> None:
    from holdfast.cli.files import create
    from holdfast.report.figures.frontier import frontier_figure

    create(out, frontier_figure(conflict, found.answer).svg)


def _sought(
    search: bool, objectives: str, instruments: str, budget: int, resume: Path | None
) -> "Asked | None":
    from holdfast.study.packages.search import Asked

    if not search and (objectives or instruments or resume):
        what = "--objectives, --instruments or --resume without --search"
        raise bad_input("HF403", what, expected="--search with them")
    if not search:
        return None
    if not 1 <= budget <= MOST_BUDGET:
        raise bad_input("HF403", f"--budget {budget}", expected=f"1 to {MOST_BUDGET}")
    return Asked(_named(objectives), _named(instruments), budget, resume)


def _named(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())
