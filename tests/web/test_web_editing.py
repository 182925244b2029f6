"""A case is changed in the browser with the errors of `check`; every change is a revision."""

import pytest

from holdfast.casefile.catalogue import bundled_text

ELMIRA = bundled_text("elmira")


def changed(client, text, **more):
    return client.post("/c/elmira/edit", {"text": text, "note": "tried", **more})


def test_a_change_is_a_revision_that_can_be_compared_and_restored(client, store):
    new = ELMIRA.replace('title: "', 'title: "New ', 1)
    assert changed(client, new, after="1").status_code == 303
    assert [r.number for r in store.revisions("elmira")] == [2, 1]
    assert store.revision("elmira").text == new
    page = client.get("/c/elmira/revisions?from=1&to=2").text
    assert '<span class="new">' in page
    assert '<span class="gone">' in page
    assert client.post("/c/elmira/restore", {"number": "1"}).status_code == 303
    assert store.revision("elmira").text == ELMIRA
    assert store.revision("elmira").number == 3
    assert client.get("/c/elmira/case.yaml?rev=2").text == new
    assert "New" in client.get("/c/elmira?rev=2").text


def test_a_mistake_is_told_with_its_line_and_nothing_is_kept(client, store):
    answer = changed(client, ELMIRA.replace("\nissues:", "\nisues:", 1))
    assert answer.status_code == 400
    assert "elmira.yaml:" in answer.text
    assert "HF201" in answer.text
    assert "isues:" in answer.text  # what was typed is still there
    assert store.revisions("elmira") == []


def test_the_errors_are_those_of_check(client):
    from holdfast.casefile.loader import load_text
    from holdfast.core.errors import HoldfastError

    broken = ELMIRA.replace("actors:", "actor:", 1)
    with pytest.raises(HoldfastError) as raised:
        load_text(broken, "elmira.yaml")
    page = changed(client, broken).text.replace("&#39;", "'").replace("&#34;", '"')
    for problem in raised.value.problems:
        assert str(problem) in page


def test_another_case_cannot_be_smuggled_in(client):
    assert changed(client, ELMIRA.replace("id: elmira", "id: other", 1)).status_code == 400


def test_whoever_comes_second_is_told(client):
    assert (
        changed(client, ELMIRA.replace('title: "', 'title: "A ', 1), after="1").status_code
        == 303
    )
    second = changed(client, ELMIRA.replace('title: "', 'title: "B ', 1), after="1")
    assert second.status_code == 409
    assert "somebody has changed" in second.text


def test_lines_end_as_the_browser_sends_them(client, store):
    changed(
        client, ELMIRA.replace('title: "', 'title: "A ', 1).replace("\n", "\r\n"), after="1"
    )
    assert "\r" not in store.revision("elmira").text


def test_a_case_file_can_be_uploaded_and_downloaded(client, store):
    text = ELMIRA.replace("id: elmira", "id: my-elmira", 1)
    answer = client.post("/cases", files={"file": ("case.yaml", text.encode())})
    assert answer.headers["location"] == "/c/my-elmira/edit"
    found = client.get("/c/my-elmira/case.yaml")
    assert found.text == text
    assert 'filename="my-elmira.yaml"' in found.headers["content-disposition"]
    again = client.post("/cases", files={"file": ("case.yaml", text.encode())})
    assert again.status_code == 409


@pytest.mark.parametrize("content", [b"\xff\xfe", b"", b"a: [", b"x" * 1_200_000, b"- 1\n- 2"])
def test_a_file_that_is_no_case_is_refused(client, content):
    answer = client.post("/cases", files={"file": ("case.yaml", content)})
    assert answer.status_code == 400
    assert 'class="problem"' in answer.text


def test_a_new_case_starts_from_the_template(client, store):
    assert client.post("/cases", {"id": "my-own"}).status_code == 303
    assert "my-own" in store.cases()
    assert client.post("/cases", {"id": "../up"}).status_code == 400
    assert client.post("/cases", {"id": "elmira"}).status_code == 409


def test_the_log_says_who_did_what(client):
    changed(client, ELMIRA.replace('title: "', 'title: "A ', 1), after="1")
    assert "Ada: case elmira revision 2: tried" in client.get("/log").text


def test_very_long_revisions_are_not_compared(client, store):
    """Comparing lines that repeat takes the square of their number."""
    long = ELMIRA + "".join(f"# {n % 110}\n" for n in range(15_000))
    changed(client, long, after="1")
    changed(client, long + "# end\n", after="2")
    assert "too long to be compared" in client.get("/c/elmira/revisions").text
    assert "New" not in client.get("/c/elmira/revisions?from=1&to=1").text
