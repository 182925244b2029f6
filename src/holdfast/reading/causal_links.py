"""Claims made by a joining word: because, due to, if, unless, as long as, without, by doing."""

from collections.abc import Iterator
from dataclasses import dataclass

from holdfast.reading.causal_groups import WEAK
from holdfast.reading.causal_outcomes import Outcome, commits, outcome
from holdfast.reading.causal_spans import (
    DETERMINERS,
    HARD,
    HAVE,
    SAYS,
    Line,
    clause_start,
    finite,
    object_end,
    sentence_part,
    trimmed,
    without_frame,
)
from holdfast.reading.causal_terms import NEEDED
from holdfast.reading.causal_verbs import NOWHERE, Found, flipped
from holdfast.reading.lexicon import word_set
from holdfast.reading.view import Span

_LINKS: dict[str, tuple[tuple[tuple[str, ...], str], ...]] = {
    "because": ((("because", "of"), "reason"), (("because",), "reason")),
    "due": ((("due", "to"), "due"),),
    "owing": ((("owing", "to"), "reason"),),
    "thanks": ((("thanks", "to"), "thanks"),),
    "as": (
        (("as", "a", "result", "of"), "reason"),
        (("as", "a", "consequence", "of"), "reason"),
        (("as", "long", "as"), "if"),
        (("as", "a", "result"), "result"),
        (("as", "a", "consequence"), "result"),
    ),
    "so": ((("so", "long", "as"), "if"), (("so",), "so")),
    "on": ((("on", "account", "of"), "reason"), (("on", "condition", "that"), "provided")),
    "in": (
        (("in", "view", "of"), "reason"),
        (("in", "light", "of"), "reason"),
        (("in", "the", "absence", "of"), "without"),
    ),
    "given": ((("given", "that"), "given"), (("given",), "given")),
    "since": ((("since",), "since"),),
    "if": ((("if",), "if"),),
    "unless": ((("unless",), "unless"),),
    "without": ((("without",), "without"),),
    "absent": ((("absent",), "without"),),
    "should": ((("should",), "supposed"),),
    "had": ((("had",), "supposed"),),
    "were": ((("were",), "supposed"),),
    "where": ((("where",), "where"),),
    "wherever": ((("wherever",), "where"),),
    "whenever": ((("whenever",), "where"),),
    "provided": ((("provided", "that"), "provided"),),
    "providing": ((("providing", "that"), "provided"),),
    "by": ((("by",), "by"),),
    "consequently": ((("consequently",), "result"),),
    "therefore": ((("therefore",), "result"),),
    "hence": ((("hence",), "result"),),
}
LINK_WORDS = frozenset(_LINKS)
"""Words without which no joining word is found."""

_FRONTED_ONLY = frozenset({"without", "supposed", "where", "by", "result"})
_MEDIAL = frozenset({"reason", "due", "thanks", "given", "since", "provided", "so"})
_SCHEDULED = word_set("link_scheduled")
_BEGAN = word_set("link_began")
_THANKING = word_set("link_thanking")
_ASKED = word_set("link_asked")
_SHORT = 6
_MOST_COMMAS = 6
_FEW = 3
_TIED = frozenset({"if", "unless", "provided", "without"})
_NOT_SO = word_set("link_not_so")
_BEFORE_FRONT = HARD | SAYS | {",", "and", "but", "that", "yet", "however", "because", "says"}
_BEFORE_SUPPOSED = HARD | {",", "that"} | SAYS
_MODAL = WEAK | {"would", "will"}
_BREAKS = frozenset(
    {"and", "but", "while", "which", "who", "although", "though", "because", "so", "since"}
)


@dataclass(frozen=True, slots=True)
class _Link:
    kind: str
    name: str
    first: int
    last: int


def by_links(line: Line, made: list[Found]) -> Iterator[Found]:
    """Which claims do the joining words of this line make?

    Parameters
    ----------
    line : the sentence.
    made : the claims that its verbs make; a conditional may take over what "it could" does.
    """
    done = 0
    for link in _links(line):
        if link.first < done:
            continue
        found = _fronted(line, link, made) or _medial(line, link, made)
        if found is not None:
            yield found
            done = max(link.last, found.cause.last if found.cause.first >= link.first else 0)


def _links(line: Line) -> Iterator[_Link]:
    for place in [place for place, word in enumerate(line.norms) if word in LINK_WORDS]:
        for words, kind in _LINKS[line.norms[place]]:
            if line.norms[place : place + len(words)] == words:
                yield _Link(kind, "-".join(words), place, place + len(words))
                break


def _fronted(line: Line, link: _Link, made: list[Found]) -> Found | None:
    """The joining word and the cause come first, then a comma, then the effect."""
    opened = link.first == 0 or line.norms[link.first - 1] in _BEFORE_FRONT
    if not opened or link.kind in ("so", "provided") or not _may_front(line, link):
        return None
    if link.kind == "result":
        return _resulting(line, link, made)
    part = sentence_part(line, link.first)
    commas = [at for at in range(link.last + 1, part.last) if line.norms[at] == ","]
    for comma in commas[:_MOST_COMMAS]:
        cause = trimmed(line, Span(link.last, comma))
        effect = _main(line, Span(comma + 1, part.last))
        whole = Span(comma + 1, part.last)
        told = finite(line, whole) or _predicate(line, effect) or len(effect) > _FEW
        if told and not _frame(line, effect) and _splits(line, link, cause, effect):
            return _tied(line, link, (cause, effect), made)
    return None


def _may_front(line: Line, link: _Link) -> bool:
    following = line.word(link.last)
    if link.kind == "by":
        return following.endswith("ing") or line.word(link.last + 1).endswith("ing")
    if link.kind == "given":
        return link.name == "given-that" or following in DETERMINERS or _noun_next(line, link)
    if link.kind == "supposed":
        return link.first == 0 or line.norms[link.first - 1] in _BEFORE_SUPPOSED
    if link.kind == "where":
        return link.first == 0 or line.norms[link.first - 1] in HARD
    return following not in ("so", "not") or link.kind != "if"


def _noun_next(line: Line, link: _Link) -> bool:
    return link.last < len(line.tokens) and line.tokens[link.last].capital


def _splits(line: Line, link: _Link, cause: Span, effect: Span) -> bool:
    """Whether this comma parts the cause from the effect."""
    if not len(cause) or not len(effect):
        return False
    if line.norms[effect.first] in ("and", "or", "which", "who", "whom"):
        return False
    clausal = link.kind in ("if", "unless", "where", "since") or link.name == "because"
    if clausal and not finite(line, cause) and not _predicate(line, cause):
        return link.kind not in ("where", "since") and len(cause) > 1
    return link.kind != "since" or not _temporal(line, cause, effect)


def _frame(line: Line, span: Span) -> bool:
    """Whether the words only say who says it."""
    return len(span) <= _SHORT and any(word in SAYS for word in line.words(span)[1:])


def _predicate(line: Line, cause: Span) -> bool:
    """Whether a verb that no list knows may stand in the cause: an -s or -ed behind a noun."""
    return any(
        word.endswith(("ed", "s")) and len(word) > 3
        for word in line.norms[cause.first + 1 : cause.last]
    )


def _temporal(line: Line, cause: Span, effect: Span) -> bool:
    """Whether "since" tells the time: a date, a noun, or a start with a perfect behind it."""
    if not finite(line, cause) and not any(w in _BEGAN for w in line.words(cause)):
        return not _predicate(line, Span(cause.first, min(cause.last, cause.first + 4)))
    started = any(word in _BEGAN for word in line.words(cause))
    return started and any(word in HAVE for word in line.words(effect))


def _main(line: Line, span: Span) -> Span:
    """The main clause without what is joined to it and without who says so."""
    last = span.last
    for place in range(span.first + 2, span.last):
        behind = line.word(place + 1)
        if line.norms[place] == "," and (behind in _BREAKS or behind.endswith("ing")):
            last = place
            break
    return trimmed(line, without_frame(line, Span(span.first, last)))


def _tied(line: Line, link: _Link, parts: tuple[Span, Span], made: list[Found]) -> Found | None:
    cause, effect = parts
    told = outcome(line, effect, made, by_doing=link.kind == "by")
    doubtful = link.kind in ("if", "unless", "supposed", "without") and commits(line, effect)
    if not told.moved and (link.kind == "by" or doubtful):
        return None
    return _found(link, cause, told)


def _found(link: _Link, cause: Span, told: Outcome) -> Found:
    sign = flipped(told.sign) if link.kind in ("unless", "without") else told.sign
    return Found(
        cause=cause,
        effect=told.effect,
        sign=sign,
        rule=f"link.{link.name}",
        first=min(link.first, told.effect.first),
        last=max(cause.last, told.effect.last),
        event=told.event,
        hedge=told.hedge,
    )


def _resulting(line: Line, link: _Link, made: list[Found]) -> Found | None:
    """Finds "as a result, prices rose": the cause stands in the sentence before."""
    if line.word(link.last) != "," or link.first != 0:
        return None
    effect = _main(line, Span(link.last + 1, sentence_part(line, link.first).last))
    if not len(effect) or not finite(line, effect):
        return None
    told = outcome(line, effect, made)
    return Found(
        NOWHERE,
        told.effect,
        told.sign,
        f"link.{link.name}",
        link.first,
        told.effect.last,
        told.event,
        told.hedge,
        pointer=True,
    )


def _medial(line: Line, link: _Link, made: list[Found]) -> Found | None:
    """The effect comes first, then the joining word, then the cause."""
    if link.kind in _FRONTED_ONLY or link.first == 0 or not _may_follow(line, link):
        return None
    end = trimmed(line, Span(0, link.first)).last
    start = clause_start(line, end, whole=True)
    before = trimmed(line, without_frame(line, Span(start, end)))
    if link.kind in _TIED:
        before = _nearest(line, before)
    behind = trimmed(line, Span(link.last, object_end(line, link.last)))
    if not len(before) or not len(behind) or _frame(line, before):
        return None
    if link.kind in ("if", "unless"):
        return _conditional(line, link, (before, behind), made)
    if not _causal(line, link, before, behind):
        return None
    if link.kind == "so":
        before, behind = behind, before
    return _found(link, behind, outcome(line, before, made))


def _causal(line: Line, link: _Link, before: Span, behind: Span) -> bool:
    """Whether the joining word gives a cause here, and no time and no party's terms."""
    if link.kind == "provided":
        clause = line.word(link.first - 1) == "," or finite(line, behind)
        return clause and not commits(line, before)
    if link.kind == "since":
        return line.word(link.first - 1) == "," and not _temporal(line, behind, before)
    known = finite(line, before) or _predicate(line, before)
    return known or link.kind in ("due", "reason", "thanks")


def _nearest(line: Line, clause: Span) -> Span:
    """The clause behind the last "that"."""
    that = [p for p in range(clause.first, clause.last - 1) if line.norms[p] == "that"]
    if that and finite(line, Span(that[-1] + 1, clause.last)):
        return Span(that[-1] + 1, clause.last)
    return clause


def _may_follow(line: Line, link: _Link) -> bool:
    behind, following = line.word(link.first - 1), line.word(link.last)
    if link.kind == "due":
        return following not in _SCHEDULED
    if link.kind == "thanks":
        return behind not in _THANKING
    if link.kind == "given":
        return behind in (",", "especially", "particularly") and link.first > 0
    if link.kind == "so":
        return behind == "," and following not in _NOT_SO
    if link.kind == "provided":
        return True
    if link.kind in ("if", "unless"):
        return behind not in _ASKED and behind not in NEEDED
    return link.kind in _MEDIAL


def _conditional(
    line: Line, link: _Link, parts: tuple[Span, Span], made: list[Found]
) -> Found | None:
    """Finds "violations would rise if monitors left", unless a party commits to it."""
    effect, cause = parts
    told = outcome(line, effect, made)
    inside = any(effect.first <= found.cause.first < effect.last for found in made)
    modal = any(word in _MODAL for word in line.words(effect))
    if inside or not modal or commits(line, effect):
        return None
    return _found(link, cause, told)
