"""Mentions of parties in a sentence."""

from datetime import date

import pytest

from holdfast.reading.lexicon import gazetteer
from holdfast.reading.parties import mentions
from holdfast.reading.tokens import tokenise


def named(text, day=None):
    tokens = tokenise(text)
    found = mentions(tokens, day)
    return [(text[tokens[m.first].start : tokens[m.last - 1].end], m.entry.name) for m in found]


def test_names_demonyms_and_capitals():
    found = named("Ukraine saw Russian tanks near Ankara.")
    assert [quote for quote, _ in found] == ["Ukraine", "Russian", "Ankara"]
    assert [name for _, name in found][:2] == ["Ukraine", "Russia"]


def test_the_longest_name_wins():
    assert [q for q, _ in named("The United Arab Emirates left.")] == ["United Arab Emirates"]
    assert [q for q, _ in named("He left for South Korea.")] == ["South Korea"]


def test_a_name_at_the_very_end_is_found():
    assert [q for q, _ in named("talks with Russia")] == ["Russia"]


def test_names_need_their_capital():
    assert named("a turkey and some china") == []


@pytest.mark.parametrize("text", ["", "Nobody is named.", "the the the"])
def test_nobody(text):
    assert named(text) == []


def test_a_surname_inside_a_longer_unknown_name_is_nobodys():
    assert [q for q, _ in named("Zelensky spoke.")] == ["Zelensky"]
    assert [q for q, _ in named("Zelensky Avenue was closed.")] == []


def test_who_was_in_office_on_the_day():
    both = [named("President Bush spoke.", date(year, 6, 1))[0][1] for year in (1990, 2004)]
    assert both == ["George H. W. Bush", "George W. Bush"]


def test_every_name_of_the_gazetteer_is_found_where_it_stands_alone():
    # a second method: look each name up by itself, as it is written in the data
    lost = []
    for entries in gazetteer().values():
        for words, entry in entries:
            if entry.kind != "state" or entry.surface != "name":
                continue
            text = entry.name
            if tuple(t.norm for t in tokenise(text)) == words and not named(text):
                lost.append(text)
    assert lost == []
