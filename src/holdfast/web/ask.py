"""One request, with everything that a page needs to answer it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.datastructures import QueryParams, UploadFile
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from holdfast import __version__
from holdfast.core.errors import bad_input
from holdfast.core.likelihood import likelihood, two_digits
from holdfast.report.notice import NOTICE
from holdfast.web.guard import Pace, Seal, Visit, cookie
from holdfast.web.jobs import Jobs
from holdfast.web.library import Choice, Library
from holdfast.web.settings import Settings
from holdfast.web.words import catalogue, chosen, direction, languages

WHO, LANGUAGE = "holdfast_who", "holdfast_language"
LONGEST_NAME = 60
_A_YEAR = 31_536_000
_STATE = ("rev", "variant", "draws", "seed", "game_draws", "article")
_LISTS = {"with": ";", "instruments": ",", "objectives": ","}
_LONGEST_LIST = 2_000
_LARGEST_NUMBER, _MOST_DIGITS = 2**53, 16  # Python refuses to read a number of thousands

Form = Mapping[str, str | UploadFile]


@dataclass(frozen=True, slots=True)
class Rooms:
    """What the app is made of; `tries` are guesses of its password."""

    settings: Settings
    library: Library
    jobs: Jobs
    seal: Seal
    tries: Pace


@dataclass(frozen=True, slots=True)
class Ask:
    """A request.

    Parameters
    ----------
    rooms : what the app is made of.
    request : as Starlette has it.
    form : what was sent; empty for a look at a page.
    """

    rooms: Rooms
    request: Request
    form: Form = field(default_factory=dict)

    @property
    def visit(self) -> Visit:
        """Who asks."""
        visit = self.request.scope["holdfast"]
        assert isinstance(visit, Visit)
        return visit

    @property
    def query(self) -> QueryParams:
        """What the URL asks for."""
        return self.request.query_params

    @property
    def language(self) -> str:
        """In which language the interface speaks."""
        accepted = self.request.headers.get("accept-language", "").split(",")
        wanted = [self.request.cookies.get(LANGUAGE, ""), *accepted]
        known = languages(self.rooms.settings.locales)
        return chosen([one.split(";")[0].strip() for one in wanted if one], known)

    @property
    def who(self) -> str:
        """The name that this person gave; empty where none was given yet."""
        if name := _line(self.said("who")):
            return name
        held = QueryParams(f"x={self.request.cookies.get(WHO, '')}").get("x", "")
        return _line(held)

    def words(self, text: str, **given: object) -> str:
        """How is this said in the visitor's language?"""
        said = catalogue(self.language, self.rooms.settings.locales).gettext(text)
        return said % given if given else said

    def place(self, name: str) -> str:
        """The part of the path with this name."""
        return str(self.request.path_params[name])

    def choice(self, *, latest: bool = False) -> Choice:
        """Which answer does the URL ask for?

        Raises
        ------
        HoldfastError
            HF465 where a part of it is no number.
        """
        case, article = self.place("case"), self.query.get("article", "")
        if not article:
            article = self.rooms.library.store.article_of(case)
        return Choice(
            case=case,
            revision=0 if latest else (self._number("rev") or 0),
            variant=self.query.get("variant", ""),
            draws=self._number("draws"),
            seed=self._number("seed"),
            game_draws=self._number("game_draws"),
            article=article,
            more=self.listed("with"),
            instruments=self.listed("instruments"),
            objectives=self.listed("objectives"),
            budget=self._number("budget"),
        )

    def listed(self, name: str) -> str:
        """A list in the URL, given once or one by one.

        Raises
        ------
        HoldfastError
            HF465 where it is longer than anybody needs.
        """
        text = _LISTS[name].join(filter(None, self.query.getlist(name)))
        if len(text) > _LONGEST_LIST:
            raise bad_input("HF465", f"{name} is too long", expected=f"{_LONGEST_LIST} signs")
        return text

    def _number(self, name: str) -> int | None:
        given = self.query.get(name, "")
        if not given:
            return None
        digits = given.isascii() and given.isdigit() and len(given) <= _MOST_DIGITS
        if not (digits and int(given) < _LARGEST_NUMBER):
            raise bad_input("HF465", f"{name}={given[:40]}", expected="a whole number")
        return int(given)

    def said(self, name: str, longest: int = 2_000_000) -> str:
        """What a field of the form holds, as text."""
        value = self.form.get(name, "")
        return value[:longest] if isinstance(value, str) else ""

    def signed(self) -> str:
        """The name under which somebody changes something.

        Raises
        ------
        HoldfastError
            HF467 where the form has none.
        """
        name = _line(self.said("who"))
        if not name:
            raise bad_input("HF467", "a decision needs a name", remedy="say who you are")
        return name

    def link(self, path: str, **changes: object) -> str:
        """Where this path leads with what the URL has chosen, and these changes."""
        state = {name: self.query[name] for name in (*_STATE, "budget") if name in self.query}
        state |= {name: sign.join(self.query.getlist(name)) for name, sign in _LISTS.items()}
        state |= {name: str(value) for name, value in changes.items() if value is not None}
        names = dict.fromkeys((*_STATE, *_LISTS, "budget", *changes))  # one order, one address
        text = str(QueryParams({name: state[name] for name in names if state.get(name)}))
        return f"{path}?{text}" if text else path

    def page(self, template: str, status: int = 200, **context: Any) -> HTMLResponse:  # noqa: ANN401
        """The page that this template makes."""
        language = self.language
        environment = _environment(language, self.rooms.settings.locales)
        text = environment.get_template(template).render(
            ask=self,
            link=self.link,
            token=self.rooms.seal.token(self.visit.session),
            language=language,
            direction=direction(language),
            languages=languages(self.rooms.settings.locales),
            version=__version__,
            notice=NOTICE,
            guarded=bool(self.rooms.settings.key),
            **context,
        )
        return HTMLResponse(text, status)

    def onward(self, path: str) -> Response:
        """Send the browser on, and remember the name that it gave."""
        answer = RedirectResponse(path, 303)
        name = _line(self.said("who"))
        if name:
            held = str(QueryParams({"x": name})).removeprefix("x=")
            answer.headers.append("set-cookie", cookie(WHO, held, _A_YEAR))
        return answer


def _line(text: str) -> str:
    """A name on one line, without steering signs."""
    kept = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(kept.split())[:LONGEST_NAME]


def _odds(chance: float) -> str:
    """A chance in words, with its range."""
    return str(likelihood(min(1.0, max(0.0, chance)), min(1.0, max(0.0, chance))))


@lru_cache(maxsize=16)
def _environment(language: str, where: str) -> Environment:
    made = Environment(
        loader=PackageLoader("holdfast.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    words = catalogue(language, where)
    made.install_gettext_callables(words.gettext, words.ngettext, newstyle=True)  # type: ignore[attr-defined]
    made.filters["digits"] = two_digits
    made.filters["odds"] = _odds
    return made
