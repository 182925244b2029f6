"""Evidence that a program read: the words it rests on, and what people decide about it."""

import re

from starlette.responses import Response

from holdfast.conflict.conflict import Conflict
from holdfast.conflict.evidence import MACHINE, Evidence
from holdfast.core.errors import bad_input
from holdfast.study.draft.decided import accepted, rejected
from holdfast.web.ask import Ask
from holdfast.web.library import understood
from holdfast.web.pages.articles import Piece, pieces_of
from holdfast.web.pages.result import frame
from holdfast.web.records import Decision

_AT = re.compile(r"characters (\d{1,9}) to (\d{1,9})")
_ARTICLE = "article"  # id of the first article among a drafted case's sources
ACCEPTED, REJECTED = "accepted", "rejected"


def show(ask: Ask) -> Response:
    """Which evidence stands, and what has been decided about it?"""
    choice = ask.choice()
    library = ask.rooms.library
    conflict = library.conflict(choice)
    open_items = [one for one in conflict.evidence if one.coded_by == MACHINE]
    return ask.page(
        "evidence.html",
        **frame(ask, conflict, "evidence"),
        items=conflict.evidence,
        machine=MACHINE,
        by_machine=bool(open_items),
        left=sum(one.machine_only for one in open_items),
        decisions=library.store.decisions(choice.case),
        pieces=_pieces(ask, conflict),
    )


def _pieces(ask: Ask, conflict: Conflict) -> list[Piece]:
    """The article that the case was drafted from, cut where its evidence rests on it."""
    id = ask.rooms.library.store.article_of(ask.place("case"))
    if not id:
        return []
    kept = ask.rooms.library.article(id)
    text = understood(kept.content, kept.name).reading.document.text
    spans = [
        (one.id, int(found[1]), int(found[2]))
        for one in conflict.evidence
        if one.source == _ARTICLE and (found := _AT.match(one.at))
    ]
    return list(pieces_of(text, spans))


def decide(ask: Ask) -> Response:
    """Accept an item under one's name, or take it out of the case."""
    case, taken, dropped = ask.place("case"), ask.said("accept", 100), ask.said("reject", 100)
    who = ask.signed()
    library = ask.rooms.library
    kept = library.kept(case)
    conflict = library.conflict(ask.choice(latest=True))
    item = _item(conflict, taken or dropped)
    name = f"{case}.yaml"
    if taken:
        text = accepted(kept.text, name, item.id, who)
    else:
        text = rejected(kept.text, name, item.id)
    verdict = ACCEPTED if taken else REJECTED
    decision = Decision(case, item.id, item.says, verdict, who)
    library.store.decide(decision, text, kept.number)
    return ask.onward(ask.link(f"/c/{case}/evidence", rev="") + "#items")


def _item(conflict: Conflict, id: str) -> Evidence:
    found = next((one for one in conflict.evidence if one.id == id), None)
    if found is None:
        raise bad_input("HF463", "the case has no such item of evidence")
    return found
