"""Is a proposed item what it says it is: words of the article, in slots of its kind?"""

import re
from collections.abc import Iterator, Mapping

from holdfast.reading.items import Item
from holdfast.reading.opinion_json import Odd, shown
from holdfast.reading.opinion_request import LONGEST_QUOTE, Part
from holdfast.reading.opinion_slots import Slot, kinds

RULE = "llm"
"""The rule id of every proposed item."""

_KEYS = ("kind", "quote", "start", "slots")
_MARKS = str.maketrans("\u2018\u2019\u02bc\u201c\u201d\u2013\u2014\u00a0", "'''\"\"-- ")
_SPACED = "\u0590"  # alphabets up to here put spaces between words
_NAME = 40


class RefusedError(ValueError):
    """An item that is not taken.

    Parameters
    ----------
    reason : one of `REASONS`.
    says : more about it, printable; may be empty.
    """

    def __init__(self, reason: str, says: str = "") -> None:
        super().__init__(f"{reason}: {says}" if says else reason)
        self.reason = reason
        self.says = says


def checked(text: str, part: Part, raw: object) -> Item:
    """Which item is this, if all of it can be found in the article?

    Nothing is repaired: a quote with another apostrophe is another quote. Of several places
    with the same words, the first from `start` on counts, else the first.

    Parameters
    ----------
    text : the whole article.
    part : what the model was shown of it.
    raw : one entry of the model's answer, as `strict_json` gives it.

    Raises
    ------
    RefusedError
        With the reason, where anything is not as it has to be.
    """
    entry = _entry(raw)
    kind = entry.get("kind")
    if not isinstance(kind, str) or kind not in kinds():
        raise RefusedError("unknown kind", shown(kind, _NAME))
    quote = _quote(entry.get("quote"))
    start = _found(text, quote, part, _start(entry, part))
    slots = _slots(entry.get("slots"), kind, quote)
    return Item(kind, start, start + len(quote), quote, RULE, "proposed", slots)


def plain(words: str) -> str:
    r"""What are these words without capitals, kinds of marks and kinds of spaces?

    Examples
    --------
    >>> plain("Kyiv\u2019s\n Demand")
    "kyiv's demand"
    """
    return " ".join(words.translate(_MARKS).casefold().split())


def whole(text: str, words: str, span: tuple[int, int]) -> Iterator[int]:
    """Where do these words stand in this stretch of the text, without cutting a word?

    Examples
    --------
    >>> list(whole("Iranians left Iran.", "Iran", (0, 19)))
    [14]
    """
    at = text.find(words, *span)
    while at >= 0:
        if not _cuts(text, at) and not _cuts(text, at + len(words)):
            yield at
        at = text.find(words, at + 1, span[1])


def _cuts(text: str, at: int) -> bool:
    """Whether this place lies inside a word."""
    around = text[max(0, at - 1) : at + 1]
    return at > 0 and len(around) == 2 and around.isalnum() and max(around) < _SPACED


def _entry(raw: object) -> Mapping[str, object]:
    if isinstance(raw, Odd):
        raise RefusedError("odd value", raw.why)
    if not isinstance(raw, dict):
        raise RefusedError("not an object")
    unknown = [key for key in raw if key not in _KEYS]
    if unknown:
        raise RefusedError("unknown key", shown(unknown[0], _NAME))
    return raw


def _quote(quote: object) -> str:
    if not isinstance(quote, str):
        raise RefusedError("wrong type", "quote has to be a string")
    if not re.search(r"\w", quote):
        raise RefusedError("empty quote")
    if len(quote) > LONGEST_QUOTE:
        raise RefusedError(
            "quote too long", f"{len(quote)} characters, at most {LONGEST_QUOTE}"
        )
    return quote


def _start(entry: Mapping[str, object], part: Part) -> int:
    start = entry.get("start")
    if start is None:
        return 0
    if isinstance(start, Odd):
        raise RefusedError("odd value", start.why)
    if isinstance(start, bool) or not isinstance(start, int) or start < 0:
        raise RefusedError("wrong type", "start has to be a whole number from 0 on")
    return part.place(start)


def _found(text: str, quote: str, part: Part, start: int) -> int:
    places = [at for span in part.spans for at in whole(text, quote, span)]
    if places:
        return next((at for at in places if at >= start), places[0])
    if any(text.find(quote, *span) >= 0 for span in part.spans):
        raise RefusedError("quote cuts a word")
    shows = plain(part.shows(text))
    near = "the words are there with other marks, spaces or capitals"
    raise RefusedError("quote not in the text", near if plain(quote) in shows else "")


def _slots(given: object, kind: str, quote: str) -> dict[str, object]:
    if isinstance(given, Odd):
        raise RefusedError("odd value", given.why)
    if not isinstance(given, dict):
        raise RefusedError("wrong type", "slots has to be an object")
    unknown = given.keys() - {slot.name for slot in kinds()[kind]}
    if unknown:
        raise RefusedError("unknown slot", shown(min(unknown), _NAME))
    found = {slot.name: _value(slot, given.get(slot.name), quote) for slot in kinds()[kind]}
    said = [found[s.name] for s in kinds()[kind] if s.needed and not s.party and not s.choices]
    if len(set(said)) < len(said):
        raise RefusedError("says nothing", "two slots hold the same words")
    return dict(found)


def _value(slot: Slot, given: object, quote: str) -> str:
    """What stands in the slot; empty where it may be left out and is."""
    if given is None or given == "":
        if slot.needed:
            raise RefusedError("missing slot", slot.name)
        return ""
    if isinstance(given, Odd):
        raise RefusedError("odd value", given.why)
    if not isinstance(given, str):
        raise RefusedError("wrong type", f"{slot.name} has to be a string")
    if slot.choices and given not in slot.choices:
        raise RefusedError("unknown value", f"{slot.name}: {shown(given, _NAME)}")
    if not slot.choices and not _words_of(quote, given):
        raise RefusedError("slot not in the quote", f"{slot.name}: {shown(given, _NAME)}")
    return given


def _words_of(quote: str, words: str) -> bool:
    places = whole(quote, words, (0, len(quote)))
    return bool(re.search(r"\w", words)) and next(places, None) is not None
