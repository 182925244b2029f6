"""What keeps others out and hostile requests harmless."""

import anyio
import pytest

from holdfast.core.errors import HoldfastError
from holdfast.web.app import ACTS
from holdfast.web.guard import HEADERS, Pace, Seal
from holdfast.web.settings import Limits, Settings

FILLED = {"article:id": "kyiv-holds-to-guarantees", "case:id": "elmira", "job:id": "x1"}


def filled(path):
    for name, value in FILLED.items():
        path = path.replace(f"{{{name}}}", value)
    return path


@pytest.mark.parametrize("path", [filled(path) for path in ACTS])
def test_nothing_is_changed_without_a_token(client, store, path):
    for token in ("", "x", "a.b", client.token()[:-1] + "x"):
        answer = client.ask("POST", path, data={"token": token, "who": "Eve"})
        assert answer.status_code == 403
    assert store.log() == []


def test_a_token_of_another_browser_is_worth_nothing(client):
    token = client.token()
    client.cookies.clear()
    answer = client.ask("POST", "/articles", data={"token": token, "text": "x"})
    assert answer.status_code == 403


def test_a_request_from_another_site_is_refused(client):
    headers = {"sec-fetch-site": "cross-site"}
    assert client.post("/articles", {"text": "x"}, headers=headers).status_code == 403


def test_every_answer_carries_the_headers(client):
    for path in ("/", "/nowhere", "/c/elmira", "/static/app.css"):
        answer = client.get(path)
        for name, value in HEADERS:
            assert answer.headers[name] == value
    policy = dict(HEADERS)["content-security-policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy


def test_cookies_are_strict_and_hidden_from_scripts(client):
    held = client.get("/").headers["set-cookie"]
    assert "SameSite=Strict" in held
    assert "HttpOnly" in held


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200),
        ("127.0.0.1", 200),
        ("127.0.0.1:8321", 200),
        ("[::1]:8321", 200),
        ("evil.example", 421),
        ("127.0.0.1.evil.example", 421),
        ("10.0.0.7", 421),
        ("", 421),
    ],
)
def test_a_rebound_name_is_not_known(client, host, status):
    assert client.get("/", headers={"host": host}).status_code == status


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_are_refused(client, method):
    assert client.ask(method, "/").status_code == 405


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/..%2f..%2fapp.py",
        "/static/%2e%2e/app.py",
        "/c/..%2f..%2fetc%2fpasswd",
        "/c/../../etc/passwd",
        "/a/%00",
        "/c/elmira/%2e%2e/%2e%2e/log.yaml",
        "/static//etc/passwd",
        "/static/",
    ],
)
def test_no_path_climbs(client, path):
    answer = client.get(path)
    assert answer.status_code in (404, 400)
    assert "root:" not in answer.text
    assert "import" not in answer.text


def test_too_much_is_refused_whatever_the_length_says(opened):
    client = opened(limits=Limits(upload=50_000))
    assert client.post("/articles", {"text": "x" * 60_000}).status_code == 413
    assert client.ask("POST", "/articles", headers={"content-length": "x"}).status_code == 413

    async def endless():
        for _ in range(100):
            yield b"x" * 1_000

    headers = {"content-type": "application/x-www-form-urlencoded"}
    answer = client.ask("POST", "/articles", content=endless(), headers=headers)
    assert answer.status_code == 413


def test_too_many_requests_are_told_to_wait(opened):
    client = opened(limits=Limits(a_second=0.001, at_once=5))
    assert [client.get("/log").status_code for _ in range(7)] == [200] * 5 + [429] * 2


def test_pace_lets_through_so_many_at_once():
    pace = Pace(a_second=0.0, at_once=2)
    assert [pace.allows("a") for _ in range(3)] == [True, True, False]
    assert pace.allows("b")


def test_a_password_stands_before_everything(opened):
    client = opened(key="open sesame please")
    for path in ("/", "/log", "/c/elmira", "/c/elmira/case.yaml"):
        answer = client.get(path)
        assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")
    token = client.token("/sign-in")
    assert client.post("/sign-in", {"key": "wrong"}, token=token).status_code == 403
    assert client.post("/sign-in", {"key": "open sesame please"}, token=token).is_redirect
    assert client.get("/log").status_code == 200
    held = client.cookies.get("holdfast_key")
    assert "sesame" not in held
    client.post("/sign-out")
    assert client.get("/log").status_code == 303
    # what one browser holds does not open another
    other = opened(key="open sesame please")
    other.get("/sign-in")
    other.cookies.set("holdfast_key", held)
    assert other.get("/log").status_code == 303


def test_a_password_cannot_be_guessed_at_speed(opened):
    client = opened(key="open sesame please")
    token = client.token("/sign-in")
    tries = [client.post("/sign-in", {"key": "no"}, token=token).status_code for _ in range(7)]
    assert tries == [403] * 5 + [429] * 2


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.4", "example.org", "::"])
def test_others_are_let_in_with_a_password_only(host):
    with pytest.raises(HoldfastError, match="HF460"):
        Settings(host=host)
    with pytest.raises(HoldfastError, match="HF460"):
        Settings(host=host, key="short")
    assert Settings(host=host, key="long enough it is").key


def test_a_seal_fits_its_own_session_and_secret_only():
    seal, other = Seal("one", "key"), Seal("two", "key")
    token = seal.token("me")
    assert seal.token_fits("me", token)
    assert not seal.token_fits("you", token)
    assert not other.token_fits("me", token)
    assert seal.token("me") != token
    assert not seal.signed_in_fits("you", seal.signed_in("me"))
    assert not Seal("one", "new key").signed_in_fits("me", seal.signed_in("me"))
    assert not seal.token_fits("me", "é")


def test_a_sign_in_ends_after_a_week(monkeypatch):
    seal, now = Seal("one", "key"), [1_700_000_000]
    monkeypatch.setattr("holdfast.web.guard.time.time", lambda: now[0])
    held = seal.signed_in("me")
    for later, fits in ((0, True), (604_800, True), (604_801, False), (-1, False)):
        now[0] = 1_700_000_000 + later
        assert seal.signed_in_fits("me", held) is fits
    now[0] = 1_700_000_000
    since, _, signed = held.partition(".")
    for forged in (f"{int(since) + 9}.{signed}", signed, f"x.{signed}", "", f"{'9' * 5_000}."):
        assert not seal.signed_in_fits("me", forged)


def test_our_own_fault_shows_a_number_and_no_traceback(client, monkeypatch, caplog):
    from holdfast.web.pages import lists

    def broken(ask):
        raise RuntimeError("a secret of the inside")

    monkeypatch.setattr(lists, "log", broken)
    from holdfast.web import app

    app._function.cache_clear()
    answer = client.get("/log")
    app._function.cache_clear()
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text
    assert "Please report number" in answer.text


def test_a_body_that_dribbles_in_is_cut_off(opened):
    client = opened(limits=Limits(seconds=0.2))

    async def slow():
        yield b"text="
        for _ in range(100):
            await anyio.sleep(0.05)
            yield b"x"

    headers = {"content-type": "application/x-www-form-urlencoded"}
    answer = client.ask("POST", "/articles", content=slow(), headers=headers)
    assert answer.status_code == 408
    assert "too slowly" in answer.text


def test_a_strange_length_is_refused(client):
    for length in ("\u00b2", "-1", "1e3", "9" * 40):
        headers = {"content-length": length.encode("latin-1")}
        assert client.ask("GET", "/", headers=headers).status_code == 413
