"""Write docs/theory/backtest.md: how good forecasts of past promises would have been.

Usage: python docs/generate_backtest.py [--check]   (half a minute; needs the extra `history`)
"""

import sys
from pathlib import Path

import numpy as np
import yaml

from holdfast.core.finding import Finding
from holdfast.core.likelihood import two_digits
from holdfast.history.questions import questions
from holdfast.report.forecasts import (
    calibration_table,
    misses_table,
    question_table,
    scores_table,
    verdict,
)
from holdfast.report.markdown import table_text
from holdfast.study.past.backtest import BASELINE, backtest
from holdfast.study.past.question import asked
from holdfast.study.past.record import record_of

SURE = 0.05
"""Less often than this by chance counts as more than luck."""

FILE = Path(__file__).parent / "theory" / "backtest.md"
RECORD = FILE.parents[2] / "src" / "holdfast" / "study" / "past" / "record.yaml"
RECORD_HEAD = """# How the engines on default numbers would have fared on past promises, in the
# last backtest; written by docs/generate_backtest.py. Reports say it beside the
# engines' chances.
"""
HEAD = """# The backtest

How good would forecasts have been of how long past promises stood? `holdfast history backtest`
asks five forecasters how likely each promise of security in the casebook is to stand unbroken
for one, two, five and ten years, and scores them. This page is what it prints, written by
`docs/generate_backtest.py`.

**Who forecasts.** *The casebook's own rate*: Kaplan-Meier over the promises of all other
conflicts, later ones too. *The same rate as known then*: over those that had been made by the
promise's first day, as what became of them was known on it; the only one that could have been
told on that day. *Published rates*: peace after wars between states since 1946, each war
counted once, or after civil wars, whatever was promised. *The history model*: a Weibull law of
what is coded (kind of war, armed help, peacekeepers, a patron among the guarantors, any
guarantor), fitted to all other conflicts. *The engines*: the
[commitment game](commitment-game.md) on the defaults that a draft starts from, given nothing
but the kind of war, what was promised, by how many and whether it was watched; the mean over
draws in which there are terms by which both gain.

**How they are scored.** By the Brier score; promises lost sight of before the horizon are
weighted for by the chance of being lost sight of [GrafEtAl1999]; intervals of 90% redraw whole
conflicts, since promises in one conflict share its fate. Whether a forecaster tells cases apart
is held against shuffles: outcomes dealt out anew among its forecasts. What it means to be wrong
about the odds, and to tell cases apart, is in [scoring forecasts](scoring-forecasts.md).

"""
MIDDLE = """

## What this says
{verdict}

{means} {apart} Which of two changes helps, for which
the engines are made, is not scored here. A forecast of how long a peace holds should start
from the base rate.

"""
TAIL = """

## A question that others forecast too
In mid-March 2025 platforms were asked when a ceasefire or peace agreement between Russia and
Ukraine would first take effect. None came before 2026. Their chances of 31 March 2025 stand
beside our base rate (2 of 11 wars that had lasted three years ended within the next) and our
engines on the bundled case of that day. One question shows nothing about who forecasts well.

"""


def means(found: Finding) -> str:
    """What do the engines say on average, where so many stood?"""
    told = found.answer["forecasts"].values()
    lines = []
    for years, one in found.answer["horizons"].items():
        said = float(np.mean([row["engines"][years] for row in told]))
        lines.append(f"{two_digits(said)} for {years} (stood: {two_digits(one['stood'])})")
    listed = ", ".join(lines)
    return f"On average the engines give a promise a chance, by years, of {listed}."


def apart(found: Finding) -> str:
    """Does anybody tell cases apart better than luck would?"""
    told = found.answer["calibration"]
    able = [
        words
        for name, words in found.answer["forecasters"].items()
        if told[name]["by_chance"] < SURE
    ]
    if not able:
        return "None of the forecasters is shown to tell cases apart better than luck would."
    return f"Better than by luck, cases are told apart by {', '.join(able)}."


def main() -> int:
    """Write the page, or with --check say whether it is current."""
    found, (question,) = backtest(), questions().values()
    beside = asked(question)
    lines = "\n".join(f"- {line}" for line in verdict(found))
    text = HEAD
    text += "\n\n".join(
        table_text(table)
        for table in (scores_table(found), calibration_table(found), misses_table(found))
    )
    text += MIDDLE.format(verdict=lines, means=means(found), apart=apart(found))
    text += "\n".join(f"- {caveat}" for caveat in found.caveats)
    text += TAIL + table_text(question_table(beside)) + "\n\n"
    text += "\n".join(f"- {caveat}" for caveat in beside.caveats) + "\n"
    if "--check" not in sys.argv[1:]:
        FILE.write_text(text, encoding="utf-8")
        written = yaml.safe_dump(record_of(found, BASELINE), sort_keys=False)
        RECORD.write_text(RECORD_HEAD + written, encoding="utf-8")
        return 0
    return int(FILE.read_text(encoding="utf-8") != text)


if __name__ == "__main__":
    raise SystemExit(main())
