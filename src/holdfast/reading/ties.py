"""When does a clause commit to something or refuse it, so that a connective can tie it?"""

from holdfast.reading.clauses import opens_clause
from holdfast.reading.conduct import conduct
from holdfast.reading.connectives import Connective
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
STRONG = frozenset({"as long as", "if", *NEGATIVE})
"""Connectives under which "no talks" and "talks are impossible" are refusals."""

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
_EVENTS = frozenset({"after", "when"})
_SWAPS = frozenset({"in exchange for", "in return for"})
_PAST = frozenset({"froze", "withheld", "forbade", "held", "put", "swore", "undertook"})
_DONE = frozenset(
    {"accepted", "allowed", "granted", "approved", "supported", "welcomed", "backed"}
)
_TERMS = frozenset(
    {"if", "once", "when", "in exchange for", "in return for", "provided that"}
    | {"on condition that"}
)
_TURNED = pattern(
    r"(?:reject|dismiss|spurn|rebuff|decline|ignore|welcom|consider)(?:s|ed|es|d|ing|e)?"
    r"|turn(?:s|ed)? down|brush(?:es|ed) (?:off|aside)|refus(?:es|ed)"
)
_OFFER = pattern(r"(?:offers?|proposals?|promises?|pledges?) (?:of|to)")
_NEAR = 6
_BE = word_set("be")
_MOST_IN_HEADLINE = 5
_LASTING = frozenset({"hold", "last", "stick", "stand", "endure", "end", "change", "happen"})
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
_NEITHER = pattern(r"neither")
_OUTRIGHT = frozenset({"refuse", "reject", "decline", "oppose", "block", "veto"})


def tie(
    view: View,
    connective: Connective,
    clause: Span,
    condition: Span,
    how: tuple[str, bool],
) -> Tied | None:
    """Tie what the clause commits to or refuses to the condition, where it does either."""
    family, negated = how
    kind = connective.kind
    absent = _absent(view, clause) if kind in STRONG else None
    if absent is not None:
        cue, action, which = absent
        if which == "neither" and _becomes(view, action):
            return None
        return Tied(kind, action, condition, "will_not", cue, f"{family}.{which}.{kind}")
    found = _offered(view, clause, kind) or _cue(view, clause) or _wish(view, clause, kind)
    if found is None:
        return _possible(view, connective, clause, condition)
    action = Span(found.span.last, clause.last)
    refuses = found.refuses or negated or view.norm(action.first + 1) in _NOTHING
    if _undone(view, found) or _told(view, found, kind, condition):
        return None
    if _becomes(view, action) or _unreal(view, action):
        return None
    if not len(action) or not (refuses or _commits(view, found, action, kind)):
        return None
    polarity = "will_not" if refuses else "will"
    return Tied(kind, action, condition, polarity, found.span, f"{family}.cue.{kind}")


def _offered(view: View, clause: Span, kind: str) -> Cue | None:
    """The offer itself in "it rejected an American offer of talks if it disarms"."""
    if kind not in _TERMS:
        return None
    for turned in view.find(_TURNED, clause):
        for offer in view.find(
            _OFFER, Span(turned.last, min(turned.last + _NEAR, clause.last))
        ):
            if offer.last < clause.last:
                return Cue(offer, refuses=False)
    return None


def _told(view: View, cue: Cue, kind: str, condition: Span) -> bool:
    """Whether it tells what happened: "it froze aid after the coup", "freed him in return"."""
    words = view.norms(cue.span)
    past = words[-1].endswith("ed") or words[0].endswith("ed") or words[0] in _PAST
    if kind == "once" and past and words[-1] != "to":
        return True
    if kind in _EVENTS:
        ahead = "had" in view.norms(condition)  # "agreed to leave when they had disarmed"
        if past:
            return not (ahead and words[-1] == "to")
        return kind == "after" and not ahead and not conduct(view, condition)
    return kind in _SWAPS and words[-1] in _DONE


def _becomes(view: View, action: Span) -> bool:
    """Whether it says what becomes of somebody, not what somebody does."""
    if len(action) == 1 and view.norm(action.first) in _LASTING:
        return True
    return any(hit.first == action.first for hit in view.find(OUTCOMES, action))


def _undone(view: View, cue: Cue) -> bool:
    """Whether it was done to the subject, by another: "a plan that was rejected by"."""
    behind = view.norm(cue.span.last) == "by" and view.norm(cue.span.last - 1).endswith("ed")
    return behind and view.norm(cue.span.first - 1) in _BE


def _unreal(view: View, action: Span) -> bool:
    """Whether it tells what would have been: "they would have signed if asked"."""
    done = view.norm(action.first + 1)
    took_place = done.endswith(("ed", "en", "wn")) or done in word_set("participles")
    return view.norm(action.first) == "have" and took_place


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
    if kind.startswith("only") and clause.first == 0 and _headline(view, clause):
        return Tied(kind, clause, condition, "will", clause, f"medial.none.headline.{kind}")
    if not (kind.startswith("only") or kind in _BARGAINS):
        return None
    for found in view.find(_POSSIBLE, clause):
        if found.first > clause.first and found.last == clause.last:
            action = Span(clause.first, found.first)
            return Tied(kind, action, condition, "will", found, f"medial.none.possible.{kind}")
    return None


def _headline(view: View, clause: Span) -> bool:
    """Whether a few words without a verb stand alone: "Ceasefire only after talks"."""
    verbs = word_set("span_modals") | word_set("span_be") | word_set("span_have")
    short = 0 < len(clause) <= _MOST_IN_HEADLINE
    return short and verbs.isdisjoint(view.norms(clause)) and conduct(view, clause)


def _commits(view: View, cue: Cue, action: Span, kind: str) -> bool:
    """Whether a cue without refusal is a party's commitment under this connective."""
    if kind in _NEEDS_REFUSAL:
        return False
    if kind in _NEEDS_MODAL and not any(w in _COMMITS for w in view.norms(cue.span)):
        return False
    if view.norm(action.first) == "be" and view.norm(action.first + 1) in _JUDGED:
        return False
    head = Span(action.first, min(action.last, action.first + 2))
    return not (kind in _OF_EFFECT and view.has(EFFECTS, head))


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
