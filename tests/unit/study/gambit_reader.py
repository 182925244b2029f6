"""A small reader of Gambit's text files, after the published description of the formats.

Written for the tests alone: it takes the outcome version of .nfg, and .efg without chance.
"""

import re
from dataclasses import dataclass
from fractions import Fraction

_TOKEN = re.compile(r'\s*(?:"(?P<text>(?:[^"\\]|\\.)*)"|(?P<word>[{}]|[^\s{}",]+),?)')


def tokens(text):
    """Texts as ("text", content), all else as ("word", content)."""
    found, at = [], 0
    while text[at:].strip():
        match = _TOKEN.match(text, at)
        assert match, text[at : at + 40]
        at = match.end()
        if match["word"] is None:
            found.append(("text", match["text"].replace('\\"', '"')))
        else:
            found.append(("word", match["word"]))
    return found


class Reader:
    def __init__(self, text):
        self.left = tokens(text)

    def word(self, wanted=None):
        kind, content = self.left.pop(0)
        assert kind == "word"
        assert wanted in (None, content), (wanted, content)
        return content

    def text(self):
        kind, content = self.left.pop(0)
        assert kind == "text", content
        return content

    def next_is(self, kind, content=None):
        return (
            bool(self.left) and self.left[0][0] == kind and content in (None, self.left[0][1])
        )

    def listed(self, read):
        self.word("{")
        found = []
        while not self.next_is("word", "}"):
            found.append(read())
        self.word("}")
        return found

    def number(self):
        return Fraction(self.word())


@dataclass
class Strategic:
    title: str
    players: list
    strategies: list
    comment: str
    outcomes: list
    body: list

    def payoffs(self, profile):
        """The payoffs where these strategies, from 0, are played: the first counts fastest."""
        at, stride = 0, 1
        for place, menu in zip(profile, self.strategies, strict=True):
            at += place * stride
            stride *= len(menu)
        return self.outcomes[self.body[at] - 1][1]

    def outcome(self, profile):
        at, stride = 0, 1
        for place, menu in zip(profile, self.strategies, strict=True):
            at += place * stride
            stride *= len(menu)
        return self.outcomes[self.body[at] - 1][0]


def read_nfg(text):
    reader = Reader(text)
    for word in ("NFG", "1", "R"):
        reader.word(word)
    title = reader.text()
    players = reader.listed(reader.text)
    strategies = reader.listed(lambda: reader.listed(reader.text))
    comment = reader.text() if reader.next_is("text") else ""

    def outcome():
        reader.word("{")
        name, payoffs = reader.text(), []
        while not reader.next_is("word", "}"):
            payoffs.append(reader.number())
        reader.word("}")
        return name, payoffs

    outcomes = reader.listed(outcome)
    body = []
    while reader.left:
        body.append(int(reader.word()))
    return Strategic(title, players, strategies, comment, outcomes, body)


@dataclass
class Node:
    player: int  # 0 at an end
    actions: list
    children: list
    name: str = ""
    payoffs: tuple = ()


def read_efg(text):
    """Title, players, comment, root; every set of one player has its own number."""
    reader = Reader(text)
    for word in ("EFG", "2", "R"):
        reader.word(word)
    title, players = reader.text(), reader.listed(reader.text)
    comment = reader.text() if reader.next_is("text") else ""
    sets, outcomes = set(), {}

    def node():
        kind = reader.word()
        reader.text()
        if kind == "t":
            number, name = int(reader.word()), reader.text()
            payoffs = tuple(reader.listed(reader.number))
            assert number > 0
            assert outcomes.setdefault(number, (name, payoffs)) == (name, payoffs)
            return Node(0, [], [], name, payoffs)
        assert kind == "p"
        player, number = int(reader.word()), int(reader.word())
        assert (player, number) not in sets  # each sees all that was done before
        sets.add((player, number))
        reader.text()
        actions = reader.listed(reader.text)
        reader.word("0")
        return Node(player, actions, [node() for _ in actions])

    root = node()
    assert reader.left == []
    return title, players, comment, root
