"""Write docs/theory/mechanism-signs.md from the game, or check that it is current.

Usage: python docs/generate_signs.py [--check]. It solves some sixty thousand games: minutes.
"""

import sys
from pathlib import Path

from holdfast.casefile.catalogue import open_case
from holdfast.core.likelihood import two_digits
from holdfast.report.labels import label
from holdfast.study.ensemble import ensemble
from holdfast.study.game.mechanisms import Found, mechanisms, of_case, stylised, tried

FILE = Path(__file__).parent / "theory" / "mechanism-signs.md"
DRAWS, SEED, CASE = 200, 20250301, "ukraine-2025-03-01"

HEAD = """# Mechanisms and their signs

Which way does an outcome move when one thing changes in the [commitment
game](commitment-game.md)? Each row sets two games side by side that differ in one thing and
share all draws. Terms are exact Nash terms, the default; solved on the coarse grid, {draws}
draws, sampling error of a share 0.02 at 0.9 and 0.035 at one half.

**Games.** W is a weak promise (abandonment 0.02, force 0.25, of which 0.7 in time, sanctions
0.04), S the same with abandonment 0.12, snap a watched snap-back, full all of them; the
others are changes: see `src/holdfast/study/game/mechanisms.yaml`. **Says** is the sign that
an article claims. **Share** is that of the draws in which the outcome moves at all, those
where it moves as claimed. *Firm* from 0.85, *leaning* from 0.7, *depends* from 0.3, below
that *leaning against*, and *reversed* up to 0.15. **Known** is the class that two earlier
programs found with smooth terms. **Turns on** is the best single cut of one input, with the
share below and above.

The stylised case has invented numbers and wide red lines; no level in it is a finding. In the
bundled case the red lines leave little room: what a stronger guarantee takes from the
challenger, terms cannot always give back, so that signs that are firm there may only lean
here. That is a result and no error of either.

What moved against the earlier programs: {moved}
"""
TABLE = """
## {title}

| id | from | to | outcome | says | known | share | moves in | median [10, 90] | class | turns |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
"""


def main() -> int:
    """Write the page, or with --check say whether it is current."""
    case = open_case(CASE)
    on_stylised = tried(stylised(1, DRAWS), mechanisms())
    on_case = tried(of_case(ensemble(case, SEED, DRAWS)), mechanisms())
    text = HEAD.format(draws=DRAWS, moved=_moved(on_stylised))
    text += TABLE.format(title="A stylised case")
    text += "".join(_row(found, str) for found in on_stylised)
    text += TABLE.format(title=f"The bundled case {CASE}")
    text += "".join(_row(found, lambda name: label(case, name)) for found in on_case)
    if "--check" not in sys.argv[1:]:
        FILE.write_text(text, encoding="utf-8")
        return 0
    return int(FILE.read_text(encoding="utf-8") != text)


def _row(found, named):  # noqa: ANN001, ANN202
    row, split = found.mechanism, found.flips
    low, high = (two_digits(value) for value in found.change[1:])
    turns = ""
    if split is not None:
        turns = f"{named(split.name)} at {two_digits(split.at)}: "
        turns += f"{two_digits(split.below)}, {two_digits(split.above)}"
    cells = (
        row.id, row.less, row.more, row.outcome, "+" if row.sign > 0 else "-", row.known,
        f"{found.share:.2f}", f"{found.moving:.2f}",
        f"{two_digits(found.change[0])} [{low}, {high}]", found.verdict, turns,
    )  # fmt: skip
    return f"| {' | '.join(cells)} |\n"


def _moved(found: tuple[Found, ...]) -> str:
    told = [
        f"{one.mechanism.id} ({one.mechanism.less} to {one.mechanism.more}, "
        f"{one.mechanism.outcome}) from {one.mechanism.known} to {one.verdict}"
        for one in found
        if one.mechanism.known not in (one.verdict, "input")
        and not (one.mechanism.known == "leaning" and one.verdict == "firm")
    ]
    return "; ".join(told) + "; and what leaned that way is firm where it is not named here."


if __name__ == "__main__":
    raise SystemExit(main())
