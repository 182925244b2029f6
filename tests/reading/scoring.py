"""How found conditions are counted; the corpus's README says the rules."""

import json
from collections import Counter
from pathlib import Path

from holdfast.reading.conditions import conditions
from holdfast.reading.holders import Scene
from holdfast.reading.items import SAID
from holdfast.reading.parties import mentions
from holdfast.reading.sentences import sentences
from holdfast.reading.tokens import tokenise

CORPUS = Path(__file__).parent / "corpus"
LIGHT = set(
    """
    the a an its his her their our this that these those any of to in on at by for with from
    and or is are was were be been being has have had do does did will would shall can could may
    might must it they he she we them not no there
    """.split()  # noqa: SIM905 - a list of forty words is harder to read
)


def items(name):
    with (CORPUS / f"{name}.jsonl").open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def read(text):
    """Every condition of a text, with what the sentences before said."""
    scene, found = Scene(), []
    for sentence in sentences(text):
        found += conditions(sentence, scene)
        scene.hear(sentence.tokens)
    return found


def score(rows):
    """Precision, recall, and the counts behind them."""
    counts = Counter()
    for row in rows:
        found = read(row["text"])
        for one, hit in pairs(row, found):
            counts[verdict(one, hit)] += 1
    precision = counts["hit"] / max(1, counts["hit"] + counts["false"])
    recall = counts["hit"] / max(1, counts["hit"] + counts["missed"])
    return precision, recall, counts


def pairs(row, found):
    """Each found condition with the annotated one that it matches, then the rest."""
    left = list(row["conditions"])
    for one in found:
        hit = next((wanted for wanted in left if matches(row["text"], one, wanted)), None)
        if hit is not None:
            left.remove(hit)
        yield one, hit
    for wanted in left:
        yield None, wanted


def verdict(one, hit):
    said, scored = one is not None and one.status in SAID, hit is not None and hit["scored"]
    if said:
        return "hit" if scored else "false"
    return "missed" if scored else "left out"


def matches(text, found, wanted):
    start, end = max(found.start, wanted["start"]), min(found.end, wanted["end"])
    shorter = min(found.end - found.start, wanted["end"] - wanted["start"])
    return (
        2 * max(0, end - start) >= shorter
        and found.polarity == wanted["polarity"]
        and shares_half(text[slice(*found.condition)], wanted["condition"])
        and shares_half(text[slice(*found.action)], wanted["action"])
        and same_holder(found.holder, wanted)
    )


def shares_half(one, other):
    one, other = content(one), content(other)
    if not one or not other:
        return one == other
    return 2 * len(one & other) >= min(len(one), len(other))


def content(text):
    words = {token.norm for token in tokenise(text)} - LIGHT
    return {word for word in words if word.replace("-", "").isalnum()}


def same_holder(found, wanted):
    if wanted["holder"] == "process" or found.name == "process":
        return True
    named = [wanted["holder"], wanted["holder_text"], wanted.get("antecedent") or ""]
    if content(found.name) & set().union(*map(content, named)):
        return True
    return bool(found.party) and found.party == party_of(reversed(named))


def party_of(names):
    for name in names:
        for mention in mentions(tokenise(name)):
            return mention.entry.party
    return None
