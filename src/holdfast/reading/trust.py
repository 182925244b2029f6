"""Trust: who believes whom, or does not."""

from collections.abc import Iterator, Sequence

from holdfast.reading.holders import Scene
from holdfast.reading.items import Item
from holdfast.reading.parties import Mention
from holdfast.reading.sentences import Sentence
from holdfast.reading.view import Span, View, pattern

_DISTRUST = pattern(
    r"(?:palpable |deep |growing |widespread )?"
    r"(?:s[ck]eptic\w*|distrust\w*|mistrust\w*|suspici\w+)",
    r"(?:a )?(?:lack|absence|loss|erosion|crisis) of (?:mutual )?(?:trust|confidence|faith)",
    r"question\w* (?:the )?(?:reliability|sincerity|intentions|good faith|word)",
    r"(?:wary|distrustful|doubtful|suspicious) (?:of|about)",
    r"(?:do|does|did|can|could)(?: not|n't) (?:trust|believe|rely on)",
    r"neither .{1,40} trusts?(?:ed)? (?:the other|the others)",
    r"no (?:trust|faith|confidence) in",
    r"broken (?:promises|pledges|word|agreements)",
    r"(?:shaken|weakened|eroded|undermined) (?:confidence|trust|faith) in",
)
_TRUST = pattern(
    r"trust(?:s|ed)?(?: plays| in)?",
    r"(?:confidence|faith) in",
    r"rel(?:y|ies|ied) on (?:the word|promises)",
)
_NEGATED = pattern(r"not|never|no|lack|without|loss|absence|neither|nobody|distrust\w*")
_MARKS = frozenset({",", ";", ".", ":", "!", "?", "(", ")"})
_REACH = 9


def trust(text: str, sentence: Sentence, scene: Scene) -> Iterator[Item]:
    """Which words of trust or distrust stand in this sentence?

    Parameters
    ----------
    text : the whole text.
    sentence : of it.
    scene : who was named before; the holder where the sentence names none before the words.
    """
    view, named = sentence.view, scene.named(sentence.tokens)
    taken: set[int] = set()
    for sign, words in (("-", _DISTRUST), ("+", _TRUST)):
        for span in view.find(words):
            if taken & set(range(span.first, span.last)):
                continue
            taken |= set(range(span.first, span.last))
            before = Span(max(0, span.first - 3), span.first)
            turned = sign == "+" and view.has(_NEGATED, before)
            yield _item(text, view, span, named, ("-" if turned else sign, scene.last.name))


def _item(
    text: str, view: View, span: Span, named: Sequence[Mention], signed: tuple[str, str]
) -> Item:
    sign, fallback = signed
    last = span.last
    while (
        last < len(view.tokens) and view.norm(last) not in _MARKS and last - span.last < _REACH
    ):
        last += 1
    start, end = view.tokens[span.first].start, view.tokens[last - 1].end
    before = [m for m in named if m.last <= span.first + 1]
    behind = [m for m in named if m.first >= span.first]
    slots: dict[str, object] = {
        "holder": before[-1].entry.name if before else fallback,
        "toward": behind[0].entry.name if behind else "",
        "sign": sign,
    }
    return Item(
        "trust",
        start,
        end,
        text[start:end],
        f"trust.{'dis' if sign == '-' else ''}trust",
        "stated",
        slots,
    )
