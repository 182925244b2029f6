"""Forgetting a case or an article: asked first, then gone from the database and from memory."""

from starlette.responses import Response

from holdfast.core.errors import bad_input
from holdfast.web.ask import Ask
from holdfast.web.documents import read_back
from holdfast.web.library import let_go
from holdfast.web.pages import window


def ask_case(ask: Ask) -> Response:
    """Shall this case be forgotten? What goes with it, and what comes back."""
    case = _case(ask)
    library = ask.rooms.library
    return ask.page(
        "forget.html",
        what="case",
        id=case,
        title=case,
        revisions=len(library.store.revisions(case)),
        comes_back=library.is_bundled(case),
        article=library.store.article_of(case),
        drafted=[],
    )


def case(ask: Ask) -> Response:
    """Forget the case."""
    who, id = ask.signed(), _case(ask)
    _forget_case(ask, id, who)
    _clear()
    return ask.onward("/")


def ask_article(ask: Ask) -> Response:
    """Shall this article be forgotten? And the cases that quote it?"""
    store = ask.rooms.library.store
    kept = store.article(_article(ask))
    assert kept is not None
    return ask.page(
        "forget.html",
        what="article",
        id=kept.id,
        title=kept.title,
        revisions=0,
        comes_back=ask.rooms.library.is_bundled_article(kept.id),
        article="",
        drafted=store.drafted_from(kept.id),
    )


def article(ask: Ask) -> Response:
    """Forget the article, and those of its cases that were ticked."""
    who, id = ask.signed(), _article(ask)
    store = ask.rooms.library.store
    for one in store.drafted_from(id):
        if ask.said(f"case-{one}", 10):
            _forget_case(ask, one, who)
    ask.rooms.jobs.forget("article", id)
    store.forget_article(id, who)
    _clear()
    return ask.onward("/")


def _forget_case(ask: Ask, id: str, who: str) -> None:
    ask.rooms.jobs.forget("case", id)
    ask.rooms.library.store.forget_case(id, who)


def _case(ask: Ask) -> str:
    case = ask.place("case")
    if ask.rooms.library.store.revision(case) is None:
        raise bad_input("HF471", f"no case '{case}' is kept here")
    return case


def _article(ask: Ask) -> str:
    article = ask.place("article")
    if ask.rooms.library.store.article(article) is None:
        raise bad_input("HF471", "no such article is kept here")
    return article


def _clear() -> None:
    """What is remembered so that it need not be read twice is forgotten as well."""
    let_go()
    read_back.cache_clear()
    window.let_go()
