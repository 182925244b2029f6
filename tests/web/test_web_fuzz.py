"""Whatever is sent, no page is our own fault: no 5xx, no traceback."""

import random
import re
import string
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from holdfast.web.app import ACTS, LOOKS

CASES = ("elmira", "korea-1953", "ukraine-2025-03-01", "nowhere", "x" * 200, "..", "é", "%00")
NAMES = ("rev", "variant", "draws", "seed", "game_draws", "article", "package", "strength")
MORE = ("with", "instruments", "objectives", "budget", "guess", "predict", "n", "from", "to")
SLIDERS = ("trust", "unity", "clarity", "delay", "least", "most")
VALUES = (
    "",
    "0",
    "-1",
    "1e999",
    "nan",
    "9" * 400,
    "\u0661",
    "elmira",
    "a b",
    "<b>",
    "\x00",
    "💥",
    "%s",
    "0" * 5_000 + "1",
    "9" * 5_000,
)
HARMLESS = (303, 400, 403, 404, 405, 408, 409, 413, 421, 422, 429)

relaxed = settings(
    max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
few = settings(relaxed, max_examples=20)


def checked(answer):
    assert answer.status_code == 200 or answer.status_code in HARMLESS, answer.text[:300]
    assert "Traceback" not in answer.text
    return answer


PARTS = ("article", "case", "job", "language", "number", "page", "end")
HOSTILE = (
    *CASES,
    "../../etc/passwd",
    "..%2f..%2f",
    "a/b",
    "\x00",
    "-",
    "'; DROP TABLE cases; --",
    "{{7*7}}",
    "9" * 30,
    "-1",
    "json",
    "window",
)
METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW")
HEADERS = (
    "cookie",
    "host",
    "accept-language",
    "accept-encoding",
    "content-type",
    "content-length",
    "sec-fetch-site",
    "referer",
    "range",
    "if-none-match",
    "if-modified-since",
    "hx-request",
    "x-forwarded-host",
    "x-forwarded-for",
    "expect",
    "transfer-encoding",
)


def filled(path, parts):
    """The address of a route with these in place of its parts, written so that they arrive."""
    for name, kind in re.findall(r"{(\w+):(\w+)}", path):
        path = path.replace(f"{{{name}:{kind}}}", quote(parts[name], safe=""))
    return path


values = st.sampled_from(VALUES) | st.text(max_size=30)
queries = st.dictionaries(
    st.sampled_from(NAMES + MORE + SLIDERS) | st.text(max_size=6), values, max_size=5
)
parts = st.fixed_dictionaries(
    {
        **dict.fromkeys(PARTS, st.sampled_from(HOSTILE) | st.text(max_size=12)),
        "case": st.sampled_from(CASES) | st.sampled_from(HOSTILE),
        "page": st.sampled_from(("window", "sequence", "stable", "nowhere")),
        "end": st.sampled_from(("json", "csv", "svg", "md", "exe")),
        "number": st.integers(-2, 10**12).map(str) | st.just("9" * 5_000),
    }
)
# what a client can put into a header: no line's end, nothing beyond one byte a sign
lines = st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=40)
ends = st.sampled_from(("\u00b2", "-1", "1e3", "bytes=9-1", "bytes=0-,-1", "*", "gzip;q=x"))
headers = st.dictionaries(st.sampled_from(HEADERS), lines | ends, max_size=3)


def fitting(given):
    """The headers as bytes: a client of its own would not send all of them."""
    return {name: value.strip().encode("latin-1") for name, value in given.items()}


@pytest.mark.parametrize("path", sorted(LOOKS))
@few
@given(parts, queries, headers)
def test_looking_never_fails(client, path, parts, query, headers):
    address = filled(path, parts)
    checked(client.get(address, params=query))
    checked(client.get(address, params=query, headers=fitting(headers)))


@pytest.mark.parametrize("path", sorted({*LOOKS, *ACTS, "/static/app.css", "/nowhere"}))
@pytest.mark.parametrize("method", METHODS)
def test_every_method_at_every_address(client, path, method):
    usual = {"case": "elmira", "article": "x", "job": "x", "language": "en", "number": "1"}
    address = filled(path, {**usual, "page": "stable", "end": "json"})
    answer = checked(client.ask(method, address))
    if method == "HEAD":
        assert answer.content == b""
    if method not in ("GET", "HEAD", "POST"):
        assert answer.status_code == 405
    if method == "POST" and path in ACTS:
        assert answer.status_code == 403  # no token


FIELDS = (
    "text",
    "who",
    "note",
    "after",
    "accept",
    "reject",
    "number",
    "id",
    "as_of",
    "kind",
    "page",
    "budget",
    "game_draws",
    "use-air-cover",
    "for-cost",
    "level-air-cover",
    "key",
)
fields = st.dictionaries(
    st.sampled_from(FIELDS) | st.text(max_size=6),
    st.sampled_from(VALUES) | st.text(max_size=60),
    max_size=6,
)
uploads = st.none() | st.tuples(st.text(max_size=20), st.binary(max_size=300))


@pytest.mark.parametrize("path", sorted(ACTS))
@few
@given(parts, queries, fields, uploads)
def test_acting_never_fails(client, path, parts, query, sent, upload):
    address = filled(path, parts)
    name, content = upload or ("", b"")
    files = {"file": (name or "x", content)} if upload else None
    answer = client.post(address, sent, token=client.token(), files=files, params=query)
    checked(answer)


@relaxed
@given(st.binary(max_size=400), st.sampled_from(["/articles", "/cases"]), st.text(max_size=20))
def test_hostile_uploads_are_read_or_refused(client, content, path, name):
    files = {"file": (name or "x", content)}
    checked(client.post(path, files=files, token=client.token()))


@relaxed
@given(st.binary(max_size=300), st.sampled_from(["", "multipart/form-data", "text/plain", "x"]))
def test_bodies_that_are_no_forms_are_refused(client, content, kind):
    headers = {"content-type": kind} if kind else {}
    if kind == "multipart/form-data":
        headers = {"content-type": "multipart/form-data; boundary=x"}
    answer = checked(client.ask("POST", "/articles", content=content, headers=headers))
    assert answer.status_code in HARMLESS


@relaxed
@given(st.text(max_size=60))
def test_any_path_is_answered(client, path):
    safe = path.encode("utf-8", "replace").decode("utf-8")
    checked(client.get("/" + "".join(f"%{byte:02x}" for byte in safe.encode())))


@pytest.mark.parametrize("name", ["cookie", "accept-language", "sec-fetch-site", "referer"])
def test_strange_headers_are_harmless(client, name):
    choose = random.Random(3)
    for _ in range(40):
        value = "".join(choose.choice(string.printable[:95]) for _ in range(60))
        checked(client.get("/", headers={name: value.strip() or "x"}))


LARGE = {
    "deep": "a:\n" + "".join(f"{' ' * n}- \n" for n in range(1, 200)),
    "aliases": "a: &a [x]\nb: *a\n",
    "wide": "holdfast: 1\n" + "".join(f"k{n}: {n}\n" for n in range(30_000)),
    "tagged": "a: !!python/object/apply:os.system ['id']\n",
    "template": "holdfast: 1\ntitle: '{{ config }}{% for x in ().__class__ %}'\n",
}


@pytest.mark.parametrize("name", LARGE)
def test_hostile_case_files_are_told_what_is_wrong(client, name):
    answer = client.post("/cases", files={"file": ("case.yaml", LARGE[name].encode())})
    assert answer.status_code == 400
    assert 'class="problem"' in answer.text
    assert "uid=" not in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "/c/%ff",
        "/%ff%fe",
        "/c/elmira?variant=%ff%fe",
        "/c/korea-1953/packages?with=%ed%a0%80",
        "/c/korea-1953/packages?with=;,=;",
        "/c/korea-1953/packages/search?instruments=,,&objectives=,",
        "/c/korea-1953/window?trust=1e-400",
        "/static/%00",
        "/static/" + "a" * 5_000,
        "/c/elmira/why/" + "9" * 5_000,
        "/c/elmira?draws=" + "0" * 5_000 + "1",
    ],
)
def test_what_no_browser_sends_is_answered(client, path):
    checked(client.get(path))
