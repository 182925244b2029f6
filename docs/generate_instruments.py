"""Write docs/theory/instrument-signs.md from the game, or check that it is current.

Usage: python docs/generate_instruments.py [--check]. It solves ten thousand games: a minute.
"""

import sys
from pathlib import Path

from holdfast.casefile.catalogue import open_case
from holdfast.core.likelihood import two_digits
from holdfast.guarantees.catalogue import catalogue
from holdfast.study.ensemble import ensemble
from holdfast.study.packages.bench import bench
from holdfast.study.packages.signs import ADDED_TO, COMPANY, MOVED, SELDOM, signs

FILE = Path(__file__).parent / "theory" / "instrument-signs.md"
DRAWS, SEED, CASE = 200, 20250301, "ukraine-2025-03-01"

HEAD = """# Instruments and their signs

Which way does each instrument of the [catalogue](packages.md) move both sides' gains, the
keeping of a settlement and the share of draws in which both come? Each is added whole to
nothing, and to a middling package ({company}, each at half), on the same {draws} draws of
the bundled case {case}.

**Sign** is + or - where the outcome rises or falls in 85% of the draws in which it moves at
all, *depends* between, and *hardly moves* where it moves in fewer than {seldom} of draws.
**Rises** is the share of the draws in which it moves that it rises in, **moves** that share
of all draws, **mean** the mean change over all draws: gains in shares of the prize at the
terms reached then, chances for the other two. Sampling error of a share: 0.02 at 0.9 and
0.035 at one half.

The instruments' numbers are assumed and wide; this page says what they imply in one case,
and is no finding about any instrument. Gains are at the terms reached **then**: what a rival
is provoked to ask for moves the terms its way, so that its gain may rise while both come
more seldom.

Written by `docs/generate_instruments.py`.
"""
TABLE = """
## Added to {added_to}

| instrument | outcome | sign | rises | moves | mean |
| --- | --- | --- | --- | --- | --- |
"""


def main() -> int:
    """Write the page, or with --check say whether it is current."""
    company = ", ".join(catalogue()[name].title.lower() for name in COMPANY)
    text = HEAD.format(draws=DRAWS, case=CASE, company=company, seldom=f"{SELDOM:.0%}")
    found = signs(bench(ensemble(open_case(CASE), SEED, DRAWS)))
    for added_to in ADDED_TO:
        text += TABLE.format(added_to=added_to)
        text += "".join(_row(sign) for sign in found if sign.added_to == added_to)
    if "--check" not in sys.argv[1:]:
        FILE.write_text(text, encoding="utf-8")
        return 0
    return int(FILE.read_text(encoding="utf-8") != text)


def _row(sign):  # noqa: ANN001, ANN202
    first = sign.outcome == MOVED[0]
    title = catalogue()[sign.instrument].title if first else ""
    cells = (
        title, sign.outcome, sign.verdict, f"{sign.share:.2f}", f"{sign.moving:.2f}",
        two_digits(round(sign.change, 4)),
    )  # fmt: skip
    return f"| {' | '.join(cells)} |\n"


if __name__ == "__main__":
    raise SystemExit(main())
