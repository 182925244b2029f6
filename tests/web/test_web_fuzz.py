"""Whatever is sent, no page is our own fault: no 5xx, no traceback."""

import random
import string

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from holdfast.web.app import ACTS, LOOKS

CASES = ("elmira", "korea-1953", "ukraine-2025-03-01", "nowhere", "x" * 200, "..", "é", "%00")
NAMES = ("rev", "variant", "draws", "seed", "game_draws", "article", "package", "strength")
MORE = ("trust", "unity", "clarity", "delay", "least", "most", "guess", "predict", "n", "from")
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
)
HARMLESS = (303, 400, 403, 404, 405, 409, 413, 421, 422, 429)

relaxed = settings(
    max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)


def checked(answer):
    assert answer.status_code == 200 or answer.status_code in HARMLESS, answer.text[:300]
    assert "Traceback" not in answer.text
    return answer


def address(path, case, number):
    for name in ("article:id", "case:id", "job:id", "language:id"):
        path = path.replace(f"{{{name}}}", case)
    path = path.replace("{number:int}", str(number)).replace("{page:section}", "stable")
    return path.replace("{end:end}", "json")


queries = st.dictionaries(
    st.sampled_from(NAMES + MORE), st.sampled_from(VALUES) | st.text(max_size=12), max_size=4
)


@relaxed
@given(
    st.sampled_from(sorted(LOOKS)),
    st.sampled_from(CASES),
    st.integers(-2, 10**12),
    queries,
)
def test_looking_never_fails(client, path, case, number, query):
    checked(client.get(address(path, case, number), params=query))


fields = st.dictionaries(
    st.sampled_from(
        ("text", "who", "note", "after", "accept", "reject", "number", "id", "as_of", "kind")
    ),
    st.sampled_from(VALUES) | st.text(max_size=40),
    max_size=5,
)


@relaxed
@given(st.sampled_from(sorted(ACTS)), st.sampled_from(CASES), fields)
def test_acting_never_fails(client, path, case, sent):
    if not path.startswith("/sign-in"):
        checked(client.post(address(path, case, 1), sent, token=client.token()))


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
