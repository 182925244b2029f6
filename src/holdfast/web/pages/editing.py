"""A case as text: changed with the same errors as `check`, compared, restored, downloaded."""

from collections.abc import Iterable, Iterator
from difflib import unified_diff

from starlette.datastructures import UploadFile
from starlette.responses import PlainTextResponse, Response

from holdfast.casefile.loader import LARGEST, load_text
from holdfast.casefile.template import template
from holdfast.conflict.conflict import Conflict
from holdfast.core.errors import HoldfastError, Problem, bad_input
from holdfast.web.ask import Ask
from holdfast.web.library import Choice
from holdfast.web.pages.result import frame
from holdfast.web.records import Change, Revision

_MOST_LINES = 20_000  # of two revisions that are compared


def show(ask: Ask) -> Response:
    """What does the case say, as text to be changed?"""
    found = ask.rooms.library.revision(ask.place("case"))
    return _editor(ask, found.text, found, ())


def save(ask: Ask) -> Response:
    """Check the text, and keep it as the next revision if nothing is wrong with it."""
    case = ask.place("case")
    library = ask.rooms.library
    before = library.revision(case)
    text = ask.said("text").replace("\r\n", "\n")
    who = ask.signed()
    try:
        _fits(text, case)
    except HoldfastError as error:
        return _editor(ask, text, before, error.problems, 400)
    if text == before.text:
        return ask.onward(f"/c/{case}")
    after = ask.said("after", 12)
    kept = library.kept(case)
    change = Change(who, ask.said("note", 200) or "edited")
    number = int(after) if after.isascii() and after.isdigit() else kept.number
    library.store.add_revision(case, text, change, number)
    return ask.onward(f"/c/{case}")


def _fits(text: str, case: str) -> Conflict:
    """The conflict of this text. The errors of `check`, and one for another case's id."""
    if len(text.encode("utf-8", "replace")) > LARGEST:
        raise bad_input("HF103", f"the file has more than {LARGEST} bytes")
    conflict = load_text(text, f"{case}.yaml")
    if conflict.id != case:
        remedy = f"keep id: {case}, or add it as a case of its own"
        raise bad_input("HF465", f"the text is of the case '{conflict.id}'", remedy=remedy)
    return conflict


def _editor(
    ask: Ask, text: str, found: Revision, problems: Iterable[Problem], status: int = 200
) -> Response:
    return ask.page(
        "edit.html",
        status,
        case=found.case,
        text=text,
        after=found.number,
        own=ask.rooms.library.store.revision(found.case) is not None,
        problems=[_told(one) for one in problems],
    )


def _told(problem: Problem) -> tuple[int, str]:
    """The line, and what `check` says of it."""
    return (problem.place.line if problem.place else 0, str(problem))


def add(ask: Ask) -> Response:
    """Take in a case file, or start one from the template."""
    file, case = ask.form.get("file"), ask.said("id", 200)
    who = ask.said("who", 60) or "somebody"
    library = ask.rooms.library
    if isinstance(file, UploadFile) and file.filename:
        try:
            text = file.file.read(LARGEST + 1).decode("utf-8-sig")
        except UnicodeDecodeError:
            raise bad_input("HF102", "the file is not UTF-8", remedy="save as UTF-8") from None
        case, note = load_text(text, "the file").id, "uploaded"
    else:
        text, note = template(case), "started from the template"
    if case in library.ids():
        raise bad_input("HF464", f"there is a case '{case}' already", remedy="edit that one")
    library.store.add_case(case, text, Change(who, note))
    return ask.onward(f"/c/{case}/edit")


def revisions(ask: Ask) -> Response:
    """How has the case changed, and who changed it?"""
    case = ask.place("case")
    library = ask.rooms.library
    latest = library.revision(case)
    every = library.store.revisions(case) or [latest]
    new = _chosen(ask, "to", latest.number)
    old = _chosen(ask, "from", max(1, new - 1))
    pair = library.revision(case, old), library.revision(case, new)
    conflict = library.conflict(Choice(case))
    return ask.page(
        "revisions.html",
        **frame(ask, conflict, "revisions"),
        every=every,
        own=library.store.revision(case) is not None,
        old=old,
        new=new,
        lines=list(_difference(*pair)) if _comparable(*pair) else None,
    )


def _chosen(ask: Ask, name: str, otherwise: int) -> int:
    given = ask.query.get(name, "")
    return int(given[:9]) if given.isascii() and given.isdigit() else otherwise


def _comparable(old: Revision, new: Revision) -> bool:
    """Whether the texts are short enough: what takes longest grows with the square of lines."""
    return old.text.count("\n") + new.text.count("\n") <= _MOST_LINES


def _difference(old: Revision, new: Revision) -> Iterator[tuple[str, str]]:
    """Lines of the comparison, each with what has become of it."""
    kinds = {"+": "new", "-": "gone", "@": "place", " ": "same"}
    both = old.text.splitlines(), new.text.splitlines()
    for number, line in enumerate(unified_diff(*both, n=3, lineterm="")):
        if number > 1:  # the names of the two files come first
            yield kinds[line[:1] or " "], line


def restore(ask: Ask) -> Response:
    """Make an earlier state of the case the latest one again."""
    case, number = ask.place("case"), ask.said("number", 9)
    if not (number.isascii() and number.isdigit() and int(number)):
        raise bad_input("HF465", "no revision was named")
    library = ask.rooms.library
    old, last = library.revision(case, int(number)), library.kept(case)
    change = Change(ask.signed(), f"restored revision {old.number}")
    library.store.add_revision(case, old.text, change, last.number)
    return ask.onward(f"/c/{case}/revisions")


def download(ask: Ask) -> Response:
    """The case as a file."""
    choice = ask.choice()
    found = ask.rooms.library.revision(choice.case, choice.revision)
    name = f'attachment; filename="{choice.case}.yaml"'
    return PlainTextResponse(found.text, headers={"content-disposition": name})
