"""Signing in where the app has a password, and choosing a language."""

from starlette.responses import RedirectResponse, Response

from holdfast.core.errors import bad_input
from holdfast.web.ask import LANGUAGE, Ask
from holdfast.web.guard import SIGNED, cookie
from holdfast.web.words import languages

_A_YEAR = 31_536_000


def ask_for_key(ask: Ask) -> Response:
    """The form that asks for the password."""
    return ask.page("sign_in.html", wrong=False)


def sign_in(ask: Ask) -> Response:
    """Let in who knows the password."""
    if not ask.rooms.tries.allows(ask.visit.address):
        raise bad_input("HF466", "too many tries", remedy="wait ten seconds and try again")
    if not ask.rooms.seal.key_fits(ask.said("key", 500)):
        return ask.page("sign_in.html", 403, wrong=True)
    answer = RedirectResponse("/", 303)
    held = ask.rooms.seal.signed_in(ask.visit.session)
    answer.headers.append("set-cookie", cookie(SIGNED, held))
    return answer


def sign_out(ask: Ask) -> Response:
    """Forget that this browser knows the password."""
    assert ask.visit
    answer = RedirectResponse("/", 303)
    answer.headers.append("set-cookie", cookie(SIGNED, "", 0))
    return answer


def speak(ask: Ask) -> Response:
    """Speak this language from now on."""
    wanted = ask.place("language")
    answer = RedirectResponse("/", 303)
    if wanted in languages(ask.rooms.settings.locales):
        answer.headers.append("set-cookie", cookie(LANGUAGE, wanted, _A_YEAR))
    return answer
