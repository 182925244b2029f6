"""The window of a package of instruments: all of them made stronger together, step by step."""

from dataclasses import replace

from holdfast.commitment.game.answers import Answers, answers
from holdfast.commitment.game.games import Games
from holdfast.commitment.game.honouring import honouring_of
from holdfast.core.errors import bad_input, printable
from holdfast.core.finding import Completeness, Finding, spread
from holdfast.core.quantity import Draws
from holdfast.guarantees.catalogue import instruments_of, standard_packages
from holdfast.study.about import COMPOSED_CAVEATS, COMPOSED_METHOD, GAME_CITATIONS, finding
from holdfast.study.ensemble import Ensemble
from holdfast.study.game.curves import STRENGTHS, Progress, gains_of
from holdfast.study.game.parameters import START_LEVEL
from holdfast.study.game.window import over_strength
from holdfast.study.package import YEARS
from holdfast.study.packages.bench import Bench, Package, bench, package_asked, packages_in
from holdfast.study.packages.compare import compared_on
from holdfast.study.packages.hinges import numbers_of
from holdfast.study.packages.outcomes import GRID
from holdfast.study.window import probability


def is_composed(of: Ensemble, name: str) -> bool:
    """Whether this names a standard package or instruments' levels, not one of the case's own.

    Levels are written as tripwire-force=2,air-cover=1.

    Raises
    ------
    HoldfastError
        HF401 for a name that is neither.
    """
    own = [guarantee.id for guarantee in of.conflict.packages]
    standard = [one.id for one in standard_packages()]
    if name and name not in (*own, *standard) and "=" not in name:
        what = f"{of.conflict.id} has no package '{printable(name)}'"
        expected = f"one of {', '.join([*own, *standard])}, or levels as air-cover=2"
        raise bad_input("HF401", what, expected=expected)
    return bool(name) and name not in own


def composed_window(of: Ensemble, name: str, progress: Progress | None = None) -> Finding:
    """From what strength of these instruments does the target enter, and the challenger leave?

    Parameters
    ----------
    of : the draws.
    name : one of which `is_composed` is true.
    progress : told of games solved.

    Returns
    -------
    a finding with the keys of the window for this one package; with `strength`, what the whole
    of it comes to as a share of the case's strongest own package, and `cost_per_year` of the
    whole; without a supply, as supporters' positions are about the case's own packages.

    Raises
    ------
    HoldfastError
        HF401 where the case has no contest; HF441, HF443 for levels that make no sense.
    """
    on = bench(of)
    package = _named(of, name)
    games = on.games([_scaled(package, float(strength)) for strength in STRENGTHS])
    solved = answers(games, grid=GRID, progress=progress)
    parts = [solved.piece(at, at + of.draws) for at in range(0, len(games), of.draws)]
    numbers = (*(q.name for q in numbers_of(on, package)), *compared_on(on, [package]))
    return finding(
        of,
        "How strong must these instruments be before one side enters and before the other "
        "leaves?",
        {"packages": {package.name: _told(on, package, games, parts)}, "supply": {}},
        method=COMPOSED_METHOD,
        completeness=Completeness.SAMPLED,
        inputs=tuple(dict.fromkeys(numbers)),
        caveats=COMPOSED_CAVEATS,
        citations=GAME_CITATIONS,
    )


def games_composed(of: Ensemble) -> int:
    """How many games does it take?"""
    return of.draws * STRENGTHS.size


def _named(of: Ensemble, name: str) -> Package:
    known = instruments_of(of.conflict.instruments)
    found = next((one for one in packages_in(of) if one.name == name), None)
    return found or package_asked(name, known)


def _scaled(package: Package, strength: float) -> Package:
    """The package with so much of each of its instruments."""
    parts = {name: strength * whole for name, whole in package.strengths.items()}
    return replace(package, strengths=parts)


def _told(on: Bench, package: Package, games: Games, parts: list[Answers]) -> dict[str, object]:
    draws, whole = on.ensemble.draws, parts[-1]
    room = games.columns["red_line_target"] - games.columns["red_line_challenger"]
    comes_to = honouring_of(games).strength[-draws:, START_LEVEL] / on.whole
    return {
        "title": package.title,
        "kappa": [float(strength) for strength in STRENGTHS],
        **over_strength(gains_of(parts, _by_strength(room, draws))),
        "holds_5y": [probability(one.holds_terms[:, 19]) for one in parts],
        "holds": {str(y): probability(whole.holds_terms[:, 4 * y - 1]) for y in YEARS},
        "strength": spread(comes_to).to_dict(),
        "cost_per_year": spread(on.costs([package])[0]).to_dict(),
    }


def _by_strength(values: Draws, draws: int) -> Draws:
    return values.reshape(STRENGTHS.size, draws)
