"""A second opinion: what a language model proposes, checked against the article's words."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from holdfast.reading.items import Item
from holdfast.reading.opinion_beside import beside, places
from holdfast.reading.opinion_check import RefusedError, checked
from holdfast.reading.opinion_json import NotJSONError, Odd, shown, strict_json
from holdfast.reading.opinion_request import MOST_ITEMS, parts
from holdfast.reading.reading import Reading

REASONS = (
    "not JSON",
    "not the form asked for",
    "too many items",
    "not an object",
    "odd value",
    "unknown key",
    "unknown kind",
    "wrong type",
    "empty quote",
    "quote too long",
    "quote not in the text",
    "quote cuts a word",
    "unknown slot",
    "missing slot",
    "unknown value",
    "slot not in the quote",
    "says nothing",
    "repeated",
)
"""Why something is rejected; docs/reference/json.md says more about each."""

_FENCES = ("```json\n", "```\n", "```json\r\n", "```\r\n")


@dataclass(frozen=True, slots=True)
class Proposal:
    """An item that a model proposes and that stands in the article word for word.

    Parameters
    ----------
    item : with rule "llm" and status "proposed".
    relation : new, agrees or differs: how it stands to what the rules found at this place.
    rule_item : which item of the rules that is, such as "precondition-1"; empty for none.
    """

    item: Item
    relation: str
    rule_item: str = ""


@dataclass(frozen=True, slots=True)
class Rejected:
    """What a model said and is not taken. All strings are printable.

    Parameters
    ----------
    part : of the article, from 1.
    place : in the answer, from 1; 0 where it is about the answer as a whole.
    reason : one of `REASONS`.
    says : more about it; may be empty.
    kind, quote : what the model gave for them, cut short; the start of what it said where it
        gave no object.
    """

    part: int
    place: int
    reason: str
    says: str
    kind: str
    quote: str


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a model proposes about an article. It stands beside the reading and changes nothing.

    Parameters
    ----------
    model : its name, as the user gave it.
    asked, answered : parts of the article that were to be shown, and that were answered.
    proposed : in the order of the text's parts and of the answers.
    rejected : everything else that was said.
    """

    model: str
    asked: int
    answered: int
    proposed: tuple[Proposal, ...]
    rejected: tuple[Rejected, ...]


def second_opinion(reading: Reading, model: str, answers: Sequence[str]) -> Opinion:
    """What do these answers of a model propose, and what of it cannot be taken?

    Never raises on account of an answer, whatever it holds.

    Parameters
    ----------
    reading : of the article, by the rules.
    model : name of the model.
    answers : what it answered to `messages(document, part)` for the first parts, in order.

    Examples
    --------
    >>> from holdfast.reading.document import read_document
    >>> from holdfast.reading.reading import read
    >>> reading = read(read_document(b"Mali refuses talks.", "a.txt"))
    >>> answer = '{"items": [{"kind": "actor", "quote": "Mali", "slots": {"name": "Mali"}}]}'
    >>> [(r.reason, r.says) for r in second_opinion(reading, "m", [answer]).rejected]
    [('missing slot', 'role')]
    """
    shown_parts, known = parts(reading.document), places(reading)
    proposed: dict[tuple[object, ...], Proposal] = {}
    rejected: list[Rejected] = []
    for number, (part, answer) in enumerate(zip(shown_parts, answers, strict=False), 1):
        for place, raw in _entries(answer, number, rejected):
            try:
                item = checked(reading.document.text, part, raw)
                proposed[_new(item, proposed)] = Proposal(item, *beside(reading, known, item))
            except RefusedError as refused:
                rejected.append(_rejected((number, place), refused, raw))
    return Opinion(
        model=model,
        asked=len(shown_parts),
        answered=min(len(answers), len(shown_parts)),
        proposed=tuple(proposed.values()),
        rejected=tuple(rejected),
    )


def _new(item: Item, proposed: Container[object]) -> tuple[object, ...]:
    """What tells this item from all others. RefusedError where it was proposed before."""
    key = (item.kind, item.start, item.end, *item.slots.items())
    if key in proposed:
        raise RefusedError("repeated", "the same was proposed before")
    return key


def _entries(answer: str, part: int, rejected: list[Rejected]) -> Iterator[tuple[int, object]]:
    """The entries of an answer; what is wrong with it as a whole is added to the rejected."""
    try:
        found = strict_json(_unfenced(answer))
        items = _items(found)
    except NotJSONError as error:
        rejected.append(_rejected((part, 0), RefusedError("not JSON", str(error)), answer))
        return
    except RefusedError as refused:
        rejected.append(_rejected((part, 0), refused, found))
        return
    assert isinstance(found, dict)
    unknown = [key for key in found if key != "items"]
    if unknown:
        says = f"{len(unknown)} beside items, the first is {shown(unknown[0], 40)}"
        other = RefusedError("unknown key", says)
        rejected.append(_rejected((part, 0), other, found[unknown[0]]))
    if len(items) > MOST_ITEMS:
        says = f"{len(items) - MOST_ITEMS} beyond the first {MOST_ITEMS}, not looked at"
        rejected.append(_rejected((part, 0), RefusedError("too many items", says), ""))
    yield from enumerate(items[:MOST_ITEMS], 1)


def _items(found: object) -> list[object]:
    if isinstance(found, Odd):
        raise RefusedError("odd value", found.why)
    items = found.get("items") if isinstance(found, dict) else None
    if isinstance(items, list):
        return items
    raise RefusedError("not the form asked for", "expected an object with a list of items")


def _unfenced(answer: str) -> str:
    """The answer without the one fence of Markdown that models like to put around JSON."""
    text = answer.strip()
    opened = next((fence for fence in _FENCES if text.startswith(fence)), "")
    return text[len(opened) : -3] if opened and text.endswith("```") else text


def _rejected(where: tuple[int, int], refused: RefusedError, raw: object) -> Rejected:
    kind, quote = (raw.get("kind"), raw.get("quote")) if isinstance(raw, dict) else ("", raw)
    given = tuple("" if value is None else shown(value) for value in (kind, quote))
    return Rejected(*where, refused.reason, refused.says, *given)
