"""`holdfast data`: list, fetch from a server that behaves or misbehaves, load, and limits."""

import builtins
import errno
import hashlib
import json
import os
import socket
import stat
import subprocess
import sys
import threading
import time
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise

import pytest
import typer
from typer.testing import CliRunner

from holdfast.cli import data, download
from holdfast.cli.guard import Guarded
from holdfast.history.datasets.registry import datasets
from holdfast.history.datasets.store import LOCK

HEADER = "caseid,startyear,endyear,primarysender,targetstate,threat,imposition,finaloutcome\n"
BODY = (HEADER + "".join(f"{n},1990,1991,2,40,1,1,9\n" for n in range(2000))).encode()
OTHER = BODY.replace(b",9\n", b",8\n")
HASH = hashlib.sha256(BODY).hexdigest()
TAG = {"ETag": '"one"', "Accept-Ranges": "bytes"}

app = typer.Typer(cls=Guarded, pretty_exceptions_enable=False)
app.add_typer(data.app)


@app.command()
def other() -> None:
    """A second command, so that the first keeps its name."""


def holdfast(*words, **options):
    told = CliRunner().invoke(app, ["data", *(str(word) for word in words)], **options)
    assert "Traceback" not in told.output
    return told


class Reply:
    """What the stand-in sends: status, headers, bytes, and after how many it hangs up."""

    def __init__(self, body=b"", status=200, until=None, **headers):
        self.body = body
        self.status = status
        self.until = until
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


def served(body, ranges=True, tag='"one"', until=None):
    """A well-behaved server of one file, that knows ranges where it should."""

    def reply(handler, _):
        asked = handler.headers.get("Range", "")
        known = handler.headers.get("If-Range") in (None, tag)
        head = {"ETag": tag} if tag else {}
        if ranges and asked and known:
            start = int(asked.removeprefix("bytes=").rstrip("-"))
            if start >= len(body):
                return Reply(status=416)
            span = f"bytes {start}-{len(body) - 1}/{len(body)}"
            return Reply(body[start:], 206, Content_Range=span, **head)
        return Reply(body, until=until, **head)

    return reply


def part_of(body, start, last=0, whole=0, **headers):
    """An answer with what comes from a byte on, and what it says of that."""
    last = last or len(body) - 1
    span = f"bytes {start}-{last}/{whole or len(body)}"
    return Reply(
        body[start : last + 1], 206, Content_Range=span, **({"ETag": '"one"'} | headers)
    )


class StandIn:
    """A server on loopback that gives its replies in order, the last one for ever."""

    def __init__(self, *replies):
        self.replies = list(replies)
        self.requests = []
        stand_in = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                stand_in.requests.append((self.path, dict(self.headers)))
                here = min(len(stand_in.requests), len(stand_in.replies)) - 1
                reply = stand_in.replies[here]
                with suppress(OSError):  # the client has had enough
                    reply = reply(self, stand_in) if callable(reply) else reply
                    if reply is not None:
                        stand_in.send(self, reply)

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        # a client that hangs up is no news, and its traceback is not the program's
        self.server.handle_error = lambda *_: None
        self.server.daemon_threads = True
        self.root = f"http://127.0.0.1:{self.server.server_port}"
        self.url = f"{self.root}/files/ties.csv"

    @staticmethod
    def send(handler, reply):
        handler.send_response(reply.status)
        for name, value in reply.headers.items():
            handler.send_header(name, value)
        if "Content-Length" not in reply.headers:
            handler.send_header("Content-Length", str(len(reply.body)))
        handler.end_headers()
        handler.wfile.write(reply.body[: reply.until])
        if reply.until is not None:
            handler.close_connection = True


@contextmanager
def standing(*replies):
    stand_in = StandIn(*replies)
    thread = threading.Thread(
        target=stand_in.server.serve_forever, kwargs={"poll_interval": 0.01}
    )
    thread.start()
    try:
        yield stand_in
    finally:
        stand_in.server.shutdown()
        stand_in.server.server_close()
        thread.join()


@pytest.fixture(autouse=True)
def _at_home(tmp_path, monkeypatch):
    """A data folder of the test's own, and no proxy of the machine's."""
    monkeypatch.setenv("HOLDFAST_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "SSL_CERT_FILE", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "data" / "ties"


def get(url, *words):
    return holdfast("fetch", "ties", "--from", url, "--accept-licence", *words)


def left(folder):
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def flat(text):
    return " ".join(text.split())


# List.


def test_the_list_names_every_dataset_and_what_can_be_done_with_it(tmp_path):
    told = holdfast("list")
    assert told.exit_code == 0
    lines = told.stdout.splitlines()
    assert [line.partition(":")[0] for line in lines[:-1:2]] == list(datasets())
    assert "    fetch and load; licence: CC BY 4.0" in lines
    assert f"Fetched files lie in {tmp_path / 'data'}" in told.stdout


def test_the_list_fits_a_narrow_terminal_and_breaks_no_word(monkeypatch):
    wide = holdfast("list").stdout.splitlines()[:-1]
    monkeypatch.setenv("COLUMNS", "60")
    lines = holdfast("list").stdout.splitlines()[:-1]
    assert max(map(len, lines)) <= 60 < max(map(len, wide))
    assert flat(" ".join(lines)) == flat(" ".join(wide))
    assert [line.partition(":")[0] for line in lines if line[0] != " "] == list(datasets())


def test_the_list_as_json_holds_the_whole_registry():
    document = json.loads(holdfast("list", "--json").stdout)
    assert [one["id"] for one in document["datasets"]] == list(datasets())
    assert document["datasets"][0].keys() == type(datasets()["ties"]).model_fields.keys()


@pytest.mark.parametrize("verb", ["list", "fetch", "load"])
def test_every_verb_has_an_example(verb):
    assert f"Example: holdfast data {verb}" in flat(holdfast(verb, "--help").stdout)


# Fetch from a server that behaves.


def test_a_file_is_fetched_whole_and_remembered(folder):
    with standing(served(BODY)) as stand_in:
        told = get(stand_in.url, "--json")
    assert (told.exit_code, (folder / "ties.csv").read_bytes()) == (0, BODY)
    document = json.loads(told.stdout)
    assert document == {
        "dataset": "ties",
        "file": str(folder / "ties.csv"),
        "fetched": True,
        "url": stand_in.url,
        "bytes": len(BODY),
        "sha256": HASH,
    }
    assert left(folder) == [LOCK, "ties.csv"]
    seen = json.loads((folder / LOCK).read_text())["files"]["ties.csv"]
    assert (seen["sha256"], seen["url"], seen["bytes"]) == (HASH, stand_in.url, len(BODY))
    [(path, headers)] = stand_in.requests
    assert path == "/files/ties.csv"
    assert headers["Accept-Encoding"] == "identity"
    assert headers["User-Agent"].startswith("holdfast/")
    assert "Range" not in headers


def test_licence_and_citation_are_shown_before_anything_is_asked_for(folder):
    with standing(served(BODY)) as stand_in:
        told = get(stand_in.url)
    assert "Licence: free of charge with citation" in told.stderr
    assert "Cite: Morgan, Bapat and Kobayashi 2014" in told.stderr
    assert "from now on it is held to" in told.stdout
    assert f"holdfast data load ties --from {folder / 'ties.csv'}" in flat(told.stdout)


def test_what_is_there_unchanged_is_not_fetched_again(folder):
    with standing(served(BODY)) as stand_in:
        get(stand_in.url)
        told = get(stand_in.url)
        assert len(stand_in.requests) == 1
    assert told.exit_code == 0
    assert "is there already, unchanged" in told.stdout
    assert told.stderr == ""


def test_another_folder_and_another_dataset_by_its_own_name(tmp_path):
    with standing(served(BODY)) as stand_in:
        told = get(f"{stand_in.root}/a%20b/x%2Fy.csv", "--to", tmp_path / "mine")
    assert told.exit_code == 0
    assert left(tmp_path / "mine") == [LOCK, "y.csv"]


def test_without_acknowledgement_nothing_is_fetched(folder):
    with standing(served(BODY)) as stand_in:
        told = holdfast("fetch", "ties", "--from", stand_in.url)
        assert stand_in.requests == []
    assert told.exit_code == 2
    assert "error HF429: the licence of ties was not acknowledged" in told.stderr
    assert "--accept-licence" in told.stderr
    assert left(folder) == []


@pytest.mark.parametrize(("answer", "code"), [("y\n", 0), ("n\n", 2), ("\n", 2)])
def test_a_terminal_is_asked(folder, monkeypatch, answer, code):
    monkeypatch.setattr(data, "_can_ask", lambda: True)
    with standing(served(BODY)) as stand_in:
        told = holdfast("fetch", "ties", "--from", stand_in.url, input=answer)
        assert len(stand_in.requests) == (code == 0)
    assert told.exit_code == code
    assert (folder.exists(), "Do you accept" in told.stderr) == (code == 0, True)
    assert "Do you accept the licence" in told.stderr


def test_redirections_are_shown_and_followed(folder):
    onward = Reply(status=302, Location="/elsewhere/ties-v5.csv")
    with standing(onward, served(BODY)) as stand_in:
        told = get(stand_in.url)
    assert told.exit_code == 0
    assert f"redirected to {stand_in.root}/elsewhere/ties-v5.csv" in told.stderr
    assert (folder / "ties.csv").read_bytes() == BODY
    assert "ties-v5.csv" in (folder / LOCK).read_text()


def test_a_server_that_names_no_length_is_believed(folder):
    def reply(handler, _):
        handler.send_response(200)
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        for start, end in pairwise([0, 1000, len(BODY)]):
            piece = BODY[start:end]
            handler.wfile.write(b"%x\r\n%b\r\n" % (len(piece), piece))
        handler.wfile.write(b"0\r\n\r\n")

    with standing(reply) as stand_in:
        assert get(stand_in.url).exit_code == 0
    assert (folder / "ties.csv").read_bytes() == BODY


# Fetch from one that does not.


def refused(folder, told, exit_code, error):
    """Nothing lies under the file's name, and one message says why."""
    assert (told.exit_code, f"error {error}: " in told.stderr) == (exit_code, True), told.output
    assert "ties.csv" not in left(folder)
    assert told.stderr.count("error HF") == 1


@pytest.mark.parametrize(
    ("location", "says"),
    [
        ("file:///etc/passwd", "file:///etc/passwd, which is no address of the web"),
        ("ftp://example.org/a", "which is no address of the web"),
        ("http://user:word@127.0.0.1/", "holds a name or a password"),
    ],
)
def test_a_redirection_out_of_the_web_is_refused(folder, location, says):
    with standing(Reply(status=301, Location=location)) as stand_in:
        told = get(stand_in.url)
        assert len(stand_in.requests) == 1
    refused(folder, told, 2, "HF430")
    assert says in told.stderr
    assert left(folder) == []


def test_a_redirection_to_no_address_is_told(folder):
    with standing(Reply(status=301, Location="http://[::1")) as stand_in:
        refused(folder, get(stand_in.url), 3, "HF431")


def test_a_loop_of_redirections_ends(folder):
    with standing(Reply(status=307, Location="/files/ties.csv")) as stand_in:
        told = get(stand_in.url)
        assert len(stand_in.requests) == download.MOST_REDIRECTS + 1
    refused(folder, told, 2, "HF430")
    assert "redirects more than 5 times" in told.stderr


def test_encryption_is_not_given_up_on_the_way():
    with pytest.raises(Exception, match=r"HF430: .*not encrypted any more"):
        download.check_address("http://example.org/a", before="https://example.org/a")
    assert download.check_address("https://b.org/a", before="http://a.org/a")


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "ftp://example.org/a", "ties.csv", "http://", "https://u:p@a.b/"],
)
def test_an_address_that_is_none_is_refused_before_anything_else(folder, url):
    refused(folder, get(url), 2, "HF430")
    assert left(folder) == []


@pytest.mark.parametrize(
    ("status", "code", "error", "says"),
    [
        (404, 2, "HF430", "there is no file at"),
        (410, 2, "HF430", "there is no file at"),
        (403, 2, "HF430", "answers with status 403"),
        (206, 2, "HF430", "does not give the whole file"),
        (429, 3, "HF431", "answers with status 429"),
        (503, 3, "HF431", "answers with status 503"),
    ],
)
def test_a_status_that_is_none_of_success_is_told(folder, status, code, error, says):
    with standing(Reply(b"<html>secret</html>", status)) as stand_in:
        told = get(stand_in.url)
    refused(folder, told, code, error)
    assert says in told.stderr
    assert "secret" not in told.output
    assert left(folder) == []


def test_a_server_that_is_not_there_is_told(folder):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/ties.csv"
    refused(folder, get(url), 3, "HF431")


@pytest.fixture
def impatient(monkeypatch):
    """Wait less for a silent server than it keeps silent."""
    monkeypatch.setattr(download, "_SILENT", 0.4)


def stall(handler, _, sent=0):
    """Send a part, and then nothing for longer than a client waits."""
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(BODY)))
    handler.send_header("ETag", '"one"')
    handler.end_headers()
    handler.wfile.write(BODY[:sent])
    handler.wfile.flush()
    time.sleep(1.2)
    handler.close_connection = True


@pytest.mark.usefixtures("impatient")
def test_a_server_that_falls_silent_is_told(folder):
    with standing(lambda handler, _: time.sleep(1.2)) as stand_in:
        refused(folder, get(stand_in.url), 3, "HF431")
    assert left(folder) == []


@pytest.mark.usefixtures("impatient")
def test_what_came_before_the_silence_is_kept(folder):
    with standing(lambda *given: stall(*given, sent=5000), served(BODY)) as stand_in:
        told = get(stand_in.url)
        refused(folder, told, 3, "HF431")
        assert "the next try goes on from there" in told.stderr
        assert left(folder) == ["ties.csv.part", "ties.csv.part.json"]
        assert get(stand_in.url).exit_code == 0
        assert stand_in.requests[1][1]["Range"] == "bytes=5000-"
    assert (folder / "ties.csv").read_bytes() == BODY


def test_a_server_that_drips_is_given_up_in_the_end(folder, monkeypatch):
    monkeypatch.setattr(download, "LONGEST", 0.6)

    def drip(handler, _):
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(BODY)))
        handler.end_headers()
        for _ in range(20):
            handler.wfile.write(b"x")
            handler.wfile.flush()
            time.sleep(0.1)

    with standing(drip) as stand_in:
        told = get(stand_in.url)
    refused(folder, told, 3, "HF431")
    assert "took more than" in told.stderr
    assert left(folder) == []  # it named no state to go on from


def test_what_is_cut_off_is_gone_on_with(folder):
    with standing(served(BODY, until=30_000), served(BODY)) as stand_in:
        told = get(stand_in.url)
        refused(folder, told, 3, "HF432")
        assert f"broke off after 30000 of {len(BODY)} bytes" in told.stderr
        assert "the next try goes on from there" in told.stderr
        assert left(folder) == ["ties.csv.part", "ties.csv.part.json"]
        told = get(stand_in.url)
        asked = stand_in.requests[1][1]
    assert told.exit_code == 0
    assert (asked["Range"], asked["If-Range"]) == ("bytes=30000-", '"one"')
    assert (folder / "ties.csv").read_bytes() == BODY
    assert left(folder) == [LOCK, "ties.csv"]


def test_a_server_without_ranges_sends_all_of_it_again(folder):
    with standing(served(BODY, until=30_000), served(BODY, ranges=False)) as stand_in:
        get(stand_in.url)
        told = get(stand_in.url)
    assert told.exit_code == 0
    assert "starting anew" in told.stderr
    assert (folder / "ties.csv").read_bytes() == BODY


def test_a_file_that_changed_in_between_is_not_patched_together(folder):
    with standing(served(BODY, until=30_000), served(OTHER, tag='"two"')) as stand_in:
        get(stand_in.url)
        told = get(stand_in.url)
    assert told.exit_code == 0
    assert "starting anew" in told.stderr
    assert (folder / "ties.csv").read_bytes() == OTHER


@pytest.mark.parametrize(
    "wrong",
    [
        Reply(status=416),
        part_of(BODY, 10),
        part_of(BODY, 30_000, ETag='"two"'),
        part_of(BODY, 30_000, ETag=""),
        part_of(BODY, 30_000, last=40_000),
        part_of(BODY, 30_000, whole=len(BODY) + 1),
        part_of(BODY, 30_000, whole="*"),
        Reply(BODY[30_000:], 206, ETag='"one"'),
        Reply(BODY[30_000:], 206, ETag='"one"', Content_Range="bytes 30000-"),
    ],
)
def test_a_range_that_does_not_fit_what_is_here_starts_anew(folder, wrong):
    with standing(served(BODY, until=30_000), wrong, served(BODY)) as stand_in:
        get(stand_in.url)
        assert get(stand_in.url).exit_code == 0
        assert "Range" not in stand_in.requests[2][1]
    assert (folder / "ties.csv").read_bytes() == BODY


def test_a_rest_that_falls_short_of_the_whole_is_not_gone_on_with(folder):
    def short(handler, _):
        handler.send_response(206)
        handler.send_header("ETag", '"one"')
        handler.send_header("Content-Range", f"bytes 30000-{len(BODY) - 1}/{len(BODY)}")
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        handler.wfile.write(b"3\r\n1,2\r\n0\r\n\r\n")

    with standing(served(BODY, until=30_000), short) as stand_in:
        get(stand_in.url)
        told = get(stand_in.url)
    refused(folder, told, 3, "HF432")
    assert f"broke off after 30003 of {len(BODY)} bytes" in told.stderr
    assert "goes on from there" not in told.stderr
    assert left(folder) == []


@pytest.mark.parametrize("tag", ["", '"one"'])
def test_a_polite_kill_leaves_nothing_that_one_cannot_go_on_from(folder, tag):
    killed = []

    def hang(handler, stand_in):
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(BODY)))
        if tag:
            handler.send_header("ETag", tag)
        handler.end_headers()
        handler.wfile.write(BODY[:5000])
        handler.wfile.flush()
        part = folder / "ties.csv.part"
        while not (part.exists() and part.stat().st_size):
            time.sleep(0.01)
        killed[0].terminate()
        killed[0].wait(20)

    words = "from holdfast.cli.main import run; run()"
    with standing(hang) as stand_in:
        told = ["data", "fetch", "ties", "--from", stand_in.url, "--accept-licence"]
        killed.append(subprocess.Popen([sys.executable, "-c", words, *told], stderr=-1))
        _, stderr = killed[0].communicate(timeout=30)
    assert (killed[0].returncode, b"stopped; nothing half-written" in stderr) == (3, True)
    assert left(folder) == (["ties.csv.part", "ties.csv.part.json"] if tag else [])


def test_without_a_state_to_go_on_from_nothing_is_kept(folder):
    with standing(served(BODY, tag="", until=30_000)) as stand_in:
        told = get(stand_in.url)
    refused(folder, told, 3, "HF432")
    assert "goes on from there" not in told.stderr
    assert left(folder) == []


def test_a_file_with_another_hash_is_not_kept(folder):
    with standing(served(OTHER)) as stand_in:
        told = get(stand_in.url, "--sha256", HASH.upper())
    refused(folder, told, 2, "HF433")
    assert hashlib.sha256(OTHER).hexdigest() in told.stderr
    assert left(folder) == []


def test_the_hash_of_the_first_sight_binds_ever_after(folder):
    with standing(served(BODY), served(OTHER)) as stand_in:
        get(stand_in.url)
        (folder / "ties.csv").unlink()
        refused(folder, get(stand_in.url), 2, "HF433")
        told = get(stand_in.url, "--sha256", hashlib.sha256(OTHER).hexdigest())
    assert told.exit_code == 0
    assert (folder / "ties.csv").read_bytes() == OTHER


def test_a_file_that_was_changed_here_is_not_taken_for_the_fetched_one(folder):
    with standing(served(BODY)) as stand_in:
        get(stand_in.url)
        (folder / "ties.csv").write_bytes(OTHER)
        told = get(stand_in.url)
        assert (told.exit_code, "error HF433" in told.stderr) == (2, True)
        assert (folder / "ties.csv").read_bytes() == OTHER
        assert get(stand_in.url, "--sha256", HASH).exit_code == 0
    assert (folder / "ties.csv").read_bytes() == BODY


def test_the_official_address_and_the_hash_of_the_registry_count(folder, monkeypatch):
    with standing(served(OTHER), served(BODY)) as stand_in:
        official = datasets()["ties"].model_copy(update={"file": stand_in.url, "sha256": HASH})
        monkeypatch.setattr(data, "_dataset", lambda _: official)
        refused(folder, holdfast("fetch", "ties", "--accept-licence"), 2, "HF433")
        told = holdfast("fetch", "ties", "--accept-licence")
    assert (told.exit_code, "from now on" in told.stdout) == (0, False)
    (folder / LOCK).unlink()  # as if the file had been put there by hand
    told = holdfast("fetch", "ties", "--json")
    assert told.exit_code == 0
    document = json.loads(told.stdout)
    assert (document["fetched"], document["sha256"]) == (False, HASH)


def test_of_several_fetched_files_one_has_to_be_named(folder):
    with standing(served(BODY)) as stand_in:
        get(stand_in.url)
        get(f"{stand_in.root}/other.csv")
    told = holdfast("load", "ties")
    assert (told.exit_code, "several files of ties" in told.stderr) == (2, True)
    assert holdfast("load", "ties", "--from", folder / "other.csv").exit_code == 0


def test_a_file_of_the_users_own_is_left_alone(folder):
    folder.mkdir(parents=True)
    (folder / "ties.csv").write_bytes(OTHER)
    with standing(served(BODY)) as stand_in:
        told = get(stand_in.url)
        assert stand_in.requests == []
    assert (told.exit_code, "error HF404" in told.stderr) == (2, True)
    assert (folder / "ties.csv").read_bytes() == OTHER


def test_a_web_page_in_the_place_of_the_file_is_recognised(folder):
    page = Reply(b"<!DOCTYPE html>\n<html>log in</html>", ETag='"one"')
    with standing(page) as stand_in:
        refused(folder, get(stand_in.url), 2, "HF424")
    assert left(folder) == []


STATA = b"<stata_dta><header><release>118</release>"


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"", "is empty"),
        (b" \n ", "is empty"),
        (b'{"error": "quota exceeded", "year": 1}', "a JSON document"),
        (b'[{"caseid": 1}]', "a JSON document"),
        (b'<?xml version="1.0"?><Error><Code>NoSuchKey</Code></Error>', "an XML document"),
        (b"Sorry, the file is not available, please log in", "a text without the columns"),
        (b"not found\n", "a text without the columns"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "neither text nor a format"),
        (STATA, "a file of Stata, and is published as csv or xls"),
    ],
)
def test_a_body_that_is_not_the_file_is_neither_named_nor_locked(folder, body, says):
    with standing(Reply(body, ETag='"one"')) as stand_in:
        told = get(stand_in.url)
    refused(folder, told, 2, "HF424")
    assert says in told.stderr
    assert "then: holdfast data load ties --from FILE" in told.stderr
    assert left(folder) == []


def test_a_file_whose_hash_is_known_needs_no_other_sign(folder):
    with standing(Reply(STATA)) as stand_in:
        told = get(stand_in.url, "--sha256", hashlib.sha256(STATA).hexdigest())
    assert told.exit_code == 0
    with standing(Reply(b"")) as stand_in:
        told = get(stand_in.url, "--sha256", hashlib.sha256(b"").hexdigest())
    assert (told.exit_code, "is empty" in told.stderr) == (2, True)


def test_a_file_that_no_loader_reads_is_not_said_to_be_loaded_next(tmp_path):
    body = b"conflict_id,location,year\n1,Farland,2000\n"
    with standing(Reply(body)) as stand_in:
        told = holdfast("fetch", "ucdp-acd", "--from", stand_in.url, "--accept-licence")
    assert told.exit_code == 0
    assert "holdfast data load" not in told.output
    told = holdfast("fetch", "gdelt")
    assert told.exit_code == 2
    assert "holdfast data load" not in told.output
    assert "https://www.gdeltproject.org; holdfast cannot load it: " in told.stderr


@pytest.mark.parametrize("name", ["HTTP_PROXY", "all_proxy"])
@pytest.mark.parametrize("value", ["garbage://x:secret@y", "http://[::1", "socks5://x:1"])
def test_a_proxy_that_is_none_is_told_without_its_words(folder, monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    with standing(served(BODY)) as stand_in:
        told = get(stand_in.url)
        assert stand_in.requests == []
    refused(folder, told, 2, "HF430")
    assert f"the proxy in {name} cannot be used" in told.stderr
    assert "secret" not in told.output
    assert not folder.exists()


def test_certificates_that_are_none_are_told(folder, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", "missing.pem")
    refused(folder, get("https://127.0.0.1:9/ties.csv"), 2, "HF430")


def test_a_file_that_is_packed_on_the_way_is_refused(folder):
    with standing(Reply(b"\x1f\x8b...", Content_Encoding="gzip")) as stand_in:
        refused(folder, get(stand_in.url), 2, "HF430")
    assert left(folder) == []


@pytest.mark.parametrize("tells", [True, False])
def test_a_file_that_is_too_large_is_refused(folder, monkeypatch, tells):
    monkeypatch.setattr(download, "MOST_BYTES", 1000)

    def reply(handler, _):
        handler.send_response(200)
        if tells:
            handler.send_header("Content-Length", str(len(BODY)))
        handler.end_headers()
        handler.wfile.write(BODY)
        handler.close_connection = True

    with standing(reply) as stand_in:
        refused(folder, get(stand_in.url), 2, "HF434")
    assert left(folder) == []


@pytest.mark.parametrize(
    ("error", "code"), [(errno.ENOSPC, 3), (errno.EDQUOT, 3), (errno.EIO, 2)]
)
def test_a_disk_that_takes_no_more_is_told_and_not_left_full(folder, monkeypatch, error, code):
    def fail(file, piece):
        file.write(piece[:10])
        raise OSError(error, "told by the system")

    monkeypatch.setattr(download, "_write", fail)
    with standing(Reply(BODY)) as stand_in:
        told = get(stand_in.url)
    refused(folder, told, code, "HF435")
    assert "told by the system" in told.stderr
    assert left(folder) == []


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "data").write_text("a file")
    with standing(served(BODY)) as stand_in:
        told = get(stand_in.url)
        assert stand_in.requests == []
    assert (told.exit_code, "error HF435" in told.stderr) == (2, True)


def test_without_the_extra_the_message_says_what_to_install(folder, monkeypatch):
    real = builtins.__import__

    def without_it(name, *rest):
        if name == "httpx":
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without_it)
    told = get("http://127.0.0.1:9/ties.csv")
    refused(folder, told, 2, "HF420")
    assert not folder.parent.exists()
    assert "pip install 'holdfast[history]'" in told.stderr


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (("fetch", "tie"), "HF421"),
        (("load", "tie"), "HF421"),
        (("load", "gdelt"), "HF422"),
        (("fetch", "gml-mids"), "HF423"),
        (("load", "ties"), "HF423"),
        (("fetch", "ties", "--sha256", "abc"), "HF403"),
        (("load", "ties", "--from", "missing.csv"), "HF101"),
        (("load", "ties", "--from", "."), "HF101"),
    ],
)
def test_what_cannot_be_done_is_told(words, error):
    told = holdfast(*words)
    assert (told.exit_code, f"error {error}: " in told.stderr) == (2, True), told.output


def test_what_cannot_be_fetched_says_where_to_get_it():
    told = holdfast("fetch", "gml-mids")
    assert "https://internationalconflict.ua.edu" in told.stderr
    assert "holdfast data load gml-mids --from FILE" in told.stderr
    told = holdfast("load", "gml-mids")
    assert "holdfast data fetch" not in told.stderr
    assert "get it from https://internationalconflict.ua.edu, and name it" in told.stderr
    assert "or first: holdfast data fetch ties" in holdfast("load", "ties").stderr
    assert "did you mean 'ties'?" in holdfast("fetch", "tie").stderr


# Load.


@pytest.fixture
def cases(tmp_path):
    path = tmp_path / "cases.csv"
    path.write_bytes(BODY)
    return path


def test_a_file_is_loaded_and_what_is_in_it_is_said(cases):
    told = holdfast("load", "ties", "--from", cases)
    assert (told.exit_code, told.stderr) == (0, "")
    assert "(TIES): 2,000 rows, 1990 to 1991" in flat(told.stdout)
    assert "Left out: nothing" in told.stdout
    assert "Cite: Morgan" in told.stdout
    assert left(cases.parent) == ["cases.csv"]


def test_a_table_is_written_once_and_again_when_forced(cases, tmp_path):
    out = tmp_path / "out.csv"
    assert holdfast("load", "ties", "--from", cases, "-o", out).exit_code == 0
    lines = out.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("case,start_year,end_year,sender,target")
    assert lines[1] == "0,1990,1991,2,40,,1,1,,,,stalemate after imposition"
    out.write_text("mine")
    told = holdfast("load", "ties", "--from", cases, "-o", out)
    assert (told.exit_code, "error HF404" in told.stderr) == (2, True)
    assert out.read_text() == "mine"
    assert holdfast("load", "ties", "--from", cases, "-o", out, "--force").exit_code == 0
    assert out.read_text(encoding="utf-8").splitlines() == lines


@pytest.mark.parametrize("link", ["", "soft", "hard", "folder"])
def test_the_publishers_own_file_is_never_replaced(cases, tmp_path, link):
    out = tmp_path / "linked.csv" if link else cases
    if link == "soft":
        out.symlink_to(cases)
    elif link == "hard":
        out.hardlink_to(cases)
    elif link == "folder":
        (tmp_path / "here").symlink_to(tmp_path)
        out = tmp_path / "here" / "cases.csv"
    told = holdfast("load", "ties", "--from", cases, "-o", out, "--force")
    assert (told.exit_code, told.stdout) == (2, "")
    assert "error HF404: " in told.stderr
    assert "is the publisher's file itself" in told.stderr
    assert cases.read_bytes() == BODY


@pytest.mark.parametrize("force", [[], ["--force"]])
def test_only_a_file_is_replaced(cases, tmp_path, force):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    told = holdfast("load", "ties", "--from", cases, "-o", pipe, *force)
    assert (told.exit_code, "error HF404" in told.stderr) == (2, True)
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    for out in (tmp_path, tmp_path / ("x" * 300)):
        told = holdfast("load", "ties", "--from", cases, "-o", out, *force)
        assert (told.exit_code, "error HF404" in told.stderr) == (2, True)


def test_where_it_cannot_be_written_nothing_is_read(tmp_path):
    (tmp_path / "there.csv").write_text("mine")
    (tmp_path / "broken.csv").write_text("<html>")
    told = holdfast("load", "ties", "--from", "broken.csv", "-o", "there.csv")
    assert (told.exit_code, "error HF404" in told.stderr) == (2, True)


def test_what_is_left_out_is_said(tmp_path):
    path = tmp_path / "ged.csv"
    path.write_text(
        "id,year,country,country_id,type_of_violence,conflict_new_id,dyad_new_id,best,low,high\n"
        "1,2024,Farland,1,1,1,1,2,1,3\n2,2024,Farland,1,1,1,1,,1,3\n"
    )
    told = holdfast("load", "ucdp-ged", "--from", path)
    assert "Read: 2 rows" in told.stdout
    assert "Left out: 1 events without an estimate of deaths" in told.stdout


def test_the_summary_as_json_says_what_was_read_and_dropped(cases):
    document = json.loads(holdfast("load", "ties", "--from", cases, "--json").stdout)
    assert (document["dataset"], document["rows"], document["read"]) == ("ties", 2000, 2000)
    assert (document["dropped"], document["years"]) == ({}, [1990, 1991])
    assert document["sha256"] == HASH
    assert document["columns"][0]["name"] == "case"
    assert "issue" in document["blank"]


def test_what_was_taken_for_granted_is_said(tmp_path):
    codes = "pko,co_impl,cease,intarmy,ddr,withd,shagov,aut,elections,amn,inclusive,reaffirm"
    names = "paid,pa_name,conflict_id,incompatibility,pa_date,pa_type,version,ended,duration"
    cells = "1,A,1,1,5/4/2000,1,22.1,,," + ",".join("0" * 12)
    (tmp_path / "pa.csv").write_text(f"{names},{codes}\n{cells}\n")
    told = holdfast("load", "ucdp-peace-agreements", "--from", "pa.csv")
    said = "the days in 'pa_date' were read with the month first; nothing in them tells"
    assert f"Taken for granted: {said}" in told.stdout
    document = json.loads(
        holdfast("load", "ucdp-peace-agreements", "--from", "pa.csv", "--json").stdout
    )
    assert document["notices"] == [said]


def test_what_was_fetched_is_loaded_without_naming_it(folder):
    with standing(served(BODY)) as stand_in:
        get(stand_in.url)
    assert "2,000 rows" in holdfast("load", "ties").stdout
    (folder / "ties.csv").write_bytes(OTHER)
    told = holdfast("load", "ties")
    assert (told.exit_code, "error HF433" in told.stderr) == (2, True)
    assert "give its hash with holdfast data fetch ties --sha256" in told.stderr


def test_a_file_of_another_dataset_is_refused_and_nothing_written(cases, tmp_path):
    told = holdfast("load", "atop", "--from", cases, "-o", tmp_path / "out.csv")
    assert (told.exit_code, "error HF426" in told.stderr) == (2, True)
    assert not (tmp_path / "out.csv").exists()
