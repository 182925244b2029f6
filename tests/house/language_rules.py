"""The rules for what holdfast itself says, as a linter for text.

From the product page: modest claims, ICD-203 words with their range in the sentence, no false
precision, likelihood and confidence apart, a person decides. Texts that the author of a case
typed (titles, options, notes, sources) are not holdfast's; they are taken out first.
"""

import re
from collections.abc import Iterable, Iterator

BANDS = {
    "almost no chance": (1, 5),
    "very unlikely": (5, 20),
    "unlikely": (20, 45),
    "roughly even": (45, 55),
    "likely": (55, 80),
    "very likely": (80, 95),
    "almost certain": (95, 99),
}
"""The words of ICD-203 with their ranges in %, typed from the directive."""

NOTICE = (
    "holdfast explores the consequences of assumptions. It does not predict decisions, "
    "recommend agreements, or replace mediation, legal or military advice. Do not enter what "
    "could endanger someone."
)
"""The standing notice, typed from the product page."""

AUTHORED = "\N{CURRENCY SIGN}"
"""Stands where an author's words were taken out."""

_WORD = "|".join(sorted(map(re.escape, BANDS), key=len, reverse=True))
_SAID = re.compile(rf"\b({_WORD})(?: to ({_WORD}))?\b(?: \((\d+)-(\d+)%\))?", re.IGNORECASE)
_HEADING = "Low / likely / high"  # the three points of a quantity, named as in case files
_PERCENT = re.compile(r"(?<![\w.])(\d+(?:\.\d+)?)(?=(?:-\d+(?:\.\d+)?)?\s?%)|-(\d+)(?=%)")
_DECIMAL = re.compile(r"(?<![\w.])-?(\d+\.\d+)(?![\w.]*\.?\d)")
_FORBIDDEN = {
    # the will of the guarantors is a noun; every other "will" foretells
    r"(?<!\bthe )(?<!\btheir )\bwill\b": "foretells",
    r"\bwon't\b": "foretells",
    r"\bgoing to\b": "foretells",
    r"\brecommend\w*": "recommends",
    r"\bshould\b": "advises",
    r"\bought to\b": "advises",
    r"\bbest deal\b": "picks a deal",
    r"\boptimal deal\b": "picks a deal",
    r"\bguaranteed to\b": "claims certainty",
    r"\bcertainly\b": "claims certainty",
    r"\bprove[sn]?\b": "claims certainty",
}


def own(text: str, authored: Iterable[str]) -> str:
    """What is left of a text when the words of authors and the notice are taken out?

    Parameters
    ----------
    text : as printed; line breaks do not matter.
    authored : longest first, so that no text is cut by a shorter one inside it.
    """
    left = " ".join(text.split()).replace(NOTICE, "")
    for words in authored:
        left = left.replace(words, AUTHORED)
    return left


def sentences(text: str) -> list[str]:
    """Which sentences does the text consist of? A point inside a number ends none."""
    return [part for part in re.split(r"(?<=[.?!])\s+", text) if part]


def problems(text: str, authored: Iterable[str] = ()) -> list[str]:
    """What in this text breaks a rule? One line each, with the sentence."""
    found = []
    for sentence in sentences(own(text, authored)):
        found += [f"{why}: {sentence}" for why in _in_sentence(sentence)]
    return found


def cell_problems(heading: str, cell: str) -> list[str]:
    """What in this cell of a table breaks a rule? A chance is never printed as 0 or 1."""
    chance = re.search(r"chance|probability|share of draws|of draws", heading, re.IGNORECASE)
    sure = chance and cell.strip() in ("0", "1", "0.0", "1.0")
    return [f"a chance of {cell} under '{heading}'"] if sure else []


def _in_sentence(sentence: str) -> Iterator[str]:
    yield from _likelihood(sentence)
    yield from _precision(sentence)
    for pattern, why in _FORBIDDEN.items():
        if re.search(pattern, sentence, re.IGNORECASE):
            yield why
    # a question may ask what must be; no statement says so
    if re.search(r"\bmust\b", sentence, re.IGNORECASE) and not sentence.rstrip().endswith("?"):
        yield "commands"


def _likelihood(sentence: str) -> Iterator[str]:
    said = list(_SAID.finditer(sentence.replace(_HEADING, "")))
    for match in said:
        first, last, low, high = match.groups()
        if low is None:
            yield f"'{match.group()}' without its range"
            continue
        wanted = BANDS[first.lower()][0], BANDS[(last or first).lower()][1]
        if (int(low), int(high)) != wanted:
            yield f"'{match.group()}' with another range than {wanted}"
    if said and re.search(r"\bconfiden(ce|t)\b", sentence, re.IGNORECASE):
        yield "likelihood and confidence in one sentence"


def _precision(sentence: str) -> Iterator[str]:
    for match in _PERCENT.finditer(sentence):
        number = match.group(1) or match.group(2)
        if float(number) in (0.0, 100.0):
            yield f"{number}%"
        if _digits(number) > 2:
            yield f"{number}% has more than two significant digits"
    for match in _DECIMAL.finditer(sentence):
        if _digits(match.group(1)) > 2:
            yield f"{match.group(1)} has more than two significant digits"


def _digits(number: str) -> int:
    return len(number.replace(".", "").lstrip("0"))
