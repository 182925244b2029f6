"""Conditions said with conjunctions: something done or refused, until, unless, if, once."""

from collections.abc import Iterator
from itertools import islice

from holdfast.reading.clauses import clause_end, clause_start, hard_end, opens_clause
from holdfast.reading.conduct import conduct
from holdfast.reading.connectives import Connective, connectives
from holdfast.reading.cues import EFFECTS, OUTCOMES, Cue, cues
from holdfast.reading.lexicon import word_set
from holdfast.reading.nominal import Tied
from holdfast.reading.view import Span, View, pattern

NEGATIVE = frozenset(
    {
        "until",
        "unless",
        "before",
        "without",
        "barring",
        "absent",
        "short of",
        "pending",
        "while",
    }
)
"""Connectives that tie something to a refusal."""

_STRONG = frozenset({"as long as", "if", *NEGATIVE})
_OF_TIME = frozenset({"until", "before", "after", "when", "once", "while"})
_OF_EFFECT = frozenset({"if", "when", "after", "once", "unless", "until"})
_NEEDS_REFUSAL = frozenset({"before", "without", "while"})
_NEEDS_MODAL = frozenset({"when", "after", "once", "until"})

_NONE = pattern(
    r"there (?:can|could|will|would|is|was|must|shall|may|might) (?:be )?no",
    r"no",
    r"none of \S+",
    r"there (?:is|was) no question of|not an? (?:single )?\S+ (?:will|would|shall)",
    r"there (?:can|could|will|would|is|was) (?:be )?nothing to",
    r"(?:nothing|nobody|no one)(?: (?:will|would|can|could|shall|is|was))?",
)
_IMPOSSIBLE = pattern(
    r"(?:is|was|are|were|would be|will be|remains?) (?:impossible|unthinkable|off the table"
    r"|out of the question|pointless|inconceivable|ruled out|excluded|unacceptable"
    r"|idle|moot|meaningless|useless|worthless|premature|not possible|hard to imagine|on hold)",
    r"(?:can|could) hardly (?:begin|start|resume)",
    r"(?:stays?|stayed|remains?|remained) (?:closed|shut|suspended|frozen|on hold|barred)",
    r"(?:was|were|is|are|has been|have been) (?:ruled out|put off|postponed|suspended|blocked"
    r"|delayed|frozen|withheld)",
)
_THERE = pattern(
    r"there (?:can|could|will|would|is|was|must|shall) (?:be )?(?:no|nothing (?:to|for))"
)
_ALSO = frozenset({"and", "but", "so", "while", "yet"})
_EVENTS = frozenset({"after", "when"})
_SWAPS = frozenset({"in exchange for", "in return for"})
_PAST = frozenset({"froze", "withheld", "forbade", "held", "put", "swore", "undertook"})
_DONE = frozenset(
    {"accepted", "allowed", "granted", "approved", "supported", "welcomed", "backed"}
)
_LASTING = frozenset({"hold", "last", "stick", "stand", "endure"})
_FEW = 6
_NOTHING = frozenset({"no", "nothing", "nobody", "none"})
_WISHES = pattern(r"wants?|wanted|favou?r(?:s|ed)?|consider(?:s|ed)?|envisages?|envisaged")
_POSSIBLE = pattern(
    r"(?:is|was|are|were|would be|will be|becomes?|became) (?:possible|conceivable|thinkable"
    r"|acceptable|welcome|negotiable|on the table|within reach|on offer|available)",
    r"(?:can|could|will|would|may|might) (?:come|follow|begin|start|happen|be had)",
)
_BARGAINS = frozenset(
    {"as long as", "provided that", "on condition that", "in exchange for", "in return for"}
)
_MODAL = pattern(r"will|would|can|could|shall|may|might|did|does|do")
_FINITE = frozenset(
    {"will", "would", "shall", "'ll", "can", "could", "may", "might", "must", "should", "won't"}
    | {"wouldn't", "cannot", "can't", "couldn't", "shan't", "is", "are", "was", "were", "do"}
    | {"does", "did", "don't", "doesn't", "didn't", "isn't", "aren't", "wasn't"}
)
_COMMITS = frozenset(
    {"will", "would", "shall", "'ll", "can", "could", "may", "might", "ready", "prepared"}
    | {"willing", "open", "to"}
)
_JUDGED = frozenset(
    {"crucial", "essential", "vital", "key", "necessary", "important", "decisive", "critical"}
    | {"possible", "likely", "unlikely", "hard", "easy", "difficult"}
)
_SUPPOSED = pattern(r"were|should|had")
_TRAILING = pattern(r"should|were")
_WILL = frozenset({"will", "would"})
_STILL = pattern(r"with (?:\S+ ){1,7}?still")
_NO_NO = pattern(r"no (?:\S+ ){1,8}?, no")
_NEITHER = pattern(r"neither")


def conjunctional(view: View) -> Iterator[Tied]:
    """Which conditions does the view state by conjunctions, or by inversion?"""
    for connective in connectives(view.tokens):
        tied = (
            _inverted(view, connective)
            or _medial(view, connective)
            or _fronted(view, connective)
        )
        if tied is not None:
            yield tied
    yield from _supposed(view)
    yield from _trailing(view)
    yield from _with_still(view)
    yield from _no_no(view)


def _medial(view: View, connective: Connective) -> Tied | None:
    """Something is done or refused, then the connective, then the condition."""
    clause = Span(clause_start(view, connective.first), connective.first)
    after = connective.last + (view.norm(connective.last) == ":")
    condition = Span(after, clause_end(view, after))
    if not len(clause) or not len(condition) or _only_time(view, connective, condition):
        return None
    negated = view.norm(connective.first - 1) in ("not", "never")
    if negated:
        clause = Span(clause.first, _before_joint(view, clause.first, connective.first - 1))
    inserted = _inserted(view, connective, condition)
    if inserted is not None:
        return inserted
    for start in (_last_clause(view, clause), clause.first):
        tied = _tie(view, connective, Span(start, clause.last), condition, ("medial", negated))
        if tied is not None:
            return tied
    return None


def _last_clause(view: View, clause: Span) -> int:
    """Where does the last clause start in "they fight, and the gate stays shut"?"""
    for at in range(clause.last - 3, clause.first, -1):
        if view.norm(at) in _ALSO and view.norm(at - 1) == ",":
            return at + 1
    return clause.first


def _inserted(view: View, connective: Connective, condition: Span) -> Tied | None:
    """Read "it will not, unless they leave, come back": the condition stands in the middle."""
    if view.norm(connective.first - 1) != ",":
        return None
    first = connective.first - 1
    for found in cues(view, Span(clause_start(view, first), first)):
        if found.span.last != first:
            continue
        comma = next(
            (p for p in range(condition.first, condition.last) if view.norm(p) == ","), -1
        )
        action = Span(comma + 1, condition.last)
        if comma > 0 and len(action) > 1:
            polarity = "will_not" if found.refuses else "will"
            asked = Span(condition.first, comma)
            rule = f"medial.cue.{connective.kind}"
            return Tied(connective.kind, action, asked, polarity, found.span, rule)
    return None


def _fronted(view: View, connective: Connective) -> Tied | None:
    """The connective and the condition come first, then a comma, then what is tied to it."""
    if not opens_clause(view, connective.first):
        return None
    for comma in _commas(view, connective.last):
        condition = Span(connective.last, comma)
        clause = Span(comma + 1, clause_end(view, comma + 1))
        tied = _tie(view, connective, clause, condition, ("fronted", False))
        if tied is not None:
            return tied
    return _run_on(view, connective)


def _run_on(view: View, connective: Connective) -> Tied | None:
    """Read "without a land registry there will be no peace", with no comma between."""
    if connective.kind not in _STRONG:
        return None
    end = hard_end(view, connective.last)
    for there in view.find(_THERE, Span(connective.last + 1, end)):
        action = Span(there.last, clause_end(view, there.last))
        if len(action):
            condition = Span(connective.last, there.first)
            rule = f"fronted.none.{connective.kind}"
            return Tied(connective.kind, action, condition, "will_not", action, rule)
    return None


def _inverted(view: View, connective: Connective) -> Tied | None:
    """Read "only after all bases had been visited would the movement disarm"."""
    negated = view.norm(connective.first - 1) == "not"
    if not (connective.kind.startswith("only") or negated):
        return None
    if not opens_clause(view, connective.first - negated):
        return None
    end = hard_end(view, connective.last)
    for modal in view.find(_MODAL, Span(connective.last + 1, end)):
        clause = Span(modal.last, clause_end(view, modal.last))
        if len(clause) > 1 and view.norm(modal.first - 1) != ",":
            polarity = "will_not" if negated else "will"
            condition = Span(connective.last, modal.first)
            rule = f"inverted.{connective.kind}"
            return Tied(connective.kind, clause, condition, polarity, modal, rule)
    return None


def _supposed(view: View) -> Iterator[Tied]:
    """Read "were the fleet to stop, ..." and "should the mission verify the camps, ..."."""
    for word in view.find(_SUPPOSED):
        if opens_clause(view, word.first):
            yield from islice(_then(view, word), 1)


def _then(view: View, word: Span) -> Iterator[Tied]:
    """What is tied to a supposition, behind one of its commas."""
    connective = Connective("if", word.first, word.last)
    for comma in _commas(view, word.last):
        clause = Span(comma + 1, clause_end(view, comma + 1))
        tied = _tie(view, connective, clause, Span(word.last, comma), ("supposed", False))
        if tied is not None:
            yield tied


def _commas(view: View, place: int) -> Iterator[int]:
    """The next few commas of the clause that starts here."""
    places = range(place + 1, hard_end(view, place))
    return islice((p for p in places if view.norm(p) == ","), _FEW)


def _trailing(view: View) -> Iterator[Tied]:
    """Read "it will send its army should the others cross", and ", were the tanks to stay"."""
    for word in view.find(_TRAILING):
        opening = view.norm(word.first)
        if opening == "were" and (view.norm(word.first - 1) != "," or not _to(view, word)):
            continue
        clause = Span(clause_start(view, word.first), word.first)
        if not _WILL.isdisjoint(view.norms(clause)):
            start = word.last
            condition = Span(start, clause_end(view, start))
            connective = Connective("if", word.first, word.last)
            tied = _tie(view, connective, clause, condition, ("medial", False))
            if tied is not None:
                yield tied


def _to(view: View, word: Span) -> bool:
    return "to" in view.norms(Span(word.last, clause_end(view, word.last)))


def _with_still(view: View) -> Iterator[Tied]:
    """Read "it will not pay with the rifles still uncounted"."""
    for found in view.find(_STILL):
        clause = Span(clause_start(view, found.first), found.first)
        condition = Span(found.first + 1, clause_end(view, found.last))
        connective = Connective("as long as", found.first, found.first + 1)
        tied = _tie(view, connective, clause, condition, ("medial", False))
        if tied is not None and tied.polarity == "will_not":
            yield tied


def _no_no(view: View) -> Iterator[Tied]:
    """Read "no guarantee, no talks"."""
    for found in view.find(_NO_NO):
        if opens_clause(view, found.first):
            condition = Span(found.first + 1, found.last - 2)
            action = Span(found.last, clause_end(view, found.last))
            if len(action) and len(condition):
                cue = Span(found.first, found.first + 1)
                yield Tied("without", action, condition, "will_not", cue, "medial.none.no-no")


def _tie(
    view: View,
    connective: Connective,
    clause: Span,
    condition: Span,
    how: tuple[str, bool],
) -> Tied | None:
    """Tie what the clause commits to or refuses to the condition, where it does either."""
    family, negated = how
    kind = connective.kind
    absent = _absent(view, clause) if kind in _STRONG else None
    if absent is not None:
        cue, action, which = absent
        return Tied(kind, action, condition, "will_not", cue, f"{family}.{which}.{kind}")
    found = _cue(view, clause) or _wish(view, clause, kind)
    if found is None:
        return _possible(view, connective, clause, condition)
    action = Span(found.span.last, clause.last)
    refuses = found.refuses or negated or view.norm(action.first + 1) in _NOTHING
    if _told(view, found, kind, condition) or _becomes(view, action):
        return None
    if not len(action) or not (refuses or _commits(view, found, action, kind)):
        return None
    polarity = "will_not" if refuses else "will"
    return Tied(kind, action, condition, polarity, found.span, f"{family}.cue.{kind}")


def _told(view: View, cue: Cue, kind: str, condition: Span) -> bool:
    """Whether it tells what happened: "it froze aid after the coup", "freed him in return"."""
    words = view.norms(cue.span)
    past = words[-1].endswith("ed") or words[0].endswith("ed") or words[0] in _PAST
    if kind in _EVENTS:
        return past or (kind == "after" and not conduct(view, condition))
    return kind in _SWAPS and words[-1] in _DONE


def _becomes(view: View, action: Span) -> bool:
    """Whether it says what becomes of somebody, not what somebody does."""
    if len(action) == 1 and view.norm(action.first) in _LASTING:
        return True
    return any(hit.first == action.first for hit in view.find(OUTCOMES, action))


def _wish(view: View, clause: Span, kind: str) -> Cue | None:
    """Take "wants it only if" for an offer: with "only" a wish is one."""
    if not kind.startswith("only"):
        return None
    for found in view.find(_WISHES, clause):
        if found.last < clause.last:
            return Cue(found, refuses=False)
    return None


def _possible(view: View, connective: Connective, clause: Span, condition: Span) -> Tied | None:
    """Read "a truce is possible only once" and "a mission was welcome so long as"."""
    kind = connective.kind
    if not (kind.startswith("only") or kind in _BARGAINS):
        return None
    for found in view.find(_POSSIBLE, clause):
        if found.first > clause.first and found.last == clause.last:
            action = Span(clause.first, found.first)
            return Tied(kind, action, condition, "will", found, f"medial.none.possible.{kind}")
    return None


def _commits(view: View, cue: Cue, action: Span, kind: str) -> bool:
    """Whether a cue without refusal is a party's commitment under this connective."""
    if kind in _NEEDS_REFUSAL:
        return False
    if kind in _NEEDS_MODAL and not any(w in _COMMITS for w in view.norms(cue.span)):
        return False
    if view.norm(action.first) == "be" and view.norm(action.first + 1) in _JUDGED:
        return False
    head = Span(action.first, min(action.last, action.first + 2))
    return not (kind in _OF_EFFECT and any(view.find(EFFECTS, head)))


def _cue(view: View, clause: Span) -> Cue | None:
    """The cue that governs the clause: the last finite one, else the first."""
    found = [cue for cue in cues(view, clause) if cue.span.last < clause.last]
    finite = [cue for cue in found if view.norm(cue.span.first) in _FINITE]
    if not finite:
        return found[0] if found else None
    chosen = finite[-1]
    for other in found:
        behind = other.span.first - chosen.span.last in (0, 1)
        if behind and view.norm(other.span.first) in _OUTRIGHT:
            return Cue(Span(chosen.span.first, other.span.last), refuses=True)
    return chosen


_OUTRIGHT = frozenset({"refuse", "reject", "decline", "oppose", "block", "veto"})


def _absent(view: View, clause: Span) -> tuple[Span, Span, str] | None:
    """What there is none of, what is impossible, or what neither side would do."""
    for found in view.find(_NEITHER, clause):
        for modal in view.find(_MODAL, Span(found.last, clause.last)):
            if modal.last < clause.last:
                return modal, Span(modal.last, clause.last), "neither"
    for found in view.find(_NONE, clause):
        starts = found.first == clause.first or opens_clause(view, found.first)
        if (starts or view.norm(found.first) == "there") and found.last < clause.last:
            rest = Span(found.last, clause.last)
            return rest, rest, "none"
    for found in view.find(_IMPOSSIBLE, clause):
        if found.first > clause.first:
            rest = Span(clause.first, found.first)
            return rest, rest, "none"
    return None


def _before_joint(view: View, first: int, last: int) -> int:
    """Leave out ", but" before "not until"."""
    while last > first and view.norm(last - 1) in {",", "but", "and", "only", "yet"}:
        last -= 1
    return last


def _only_time(view: View, connective: Connective, condition: Span) -> bool:
    """Whether it names a time and no event: "until midnight", "before the end of May"."""
    if connective.kind not in _OF_TIME:
        return False
    end = condition.first
    while end < condition.last and (
        view.norm(end) in word_set("times") or view.norm(end)[:1].isdigit()
    ):
        end += 1
    return end == condition.last or (
        end - condition.first > 1 and view.norm(end) in {",", "when", "as"}
    )
