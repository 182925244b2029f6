"""The verb: what it takes and refuses, and a server that is killed and started again."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager

import httpx
import pytest
from typer.testing import CliRunner

from holdfast.casefile.catalogue import bundled_text
from holdfast.cli.main import app

START = "from holdfast.cli.main import run; run()"


def told(*args):
    return CliRunner().invoke(app, ["serve", *args])


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@contextmanager
def started(path, port, *more):
    command = [sys.executable, "-W", "ignore", "-c", START, "serve", *more]
    args = [*command, "--data", str(path), "--port", str(port)]
    with subprocess.Popen(args, stdout=subprocess.PIPE, text=True) as server:
        for _ in range(600):
            try:
                httpx.get(f"http://127.0.0.1:{port}/sign-in", timeout=30)
                break
            except httpx.TransportError:
                time.sleep(0.05)
        yield server
        server.kill()


def test_others_need_a_password(tmp_path):
    found = told("--host", "0.0.0.0", "--data", str(tmp_path / "w"))
    assert found.exit_code == 2
    assert "HF460" in found.output


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (("--workers", "0"), "HF403"),
        (("--keep-days", "-1"), "HF403"),
        (("--token", "--password-file", "x"), "HF403"),
        (("--password-file", "nowhere"), "HF101"),
        (("--port", "70000"), "HF461"),
        (("nowhere.yaml",), "HF101"),
    ],
)
def test_what_does_not_fit_is_refused(tmp_path, monkeypatch, args, code):
    monkeypatch.chdir(tmp_path)
    found = told(*args, "--data", str(tmp_path / "w"))
    assert found.exit_code == 2
    assert code in found.output


def test_a_taken_port_is_told(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        args = [sys.executable, "-W", "ignore", "-c", START, "serve", "--port", port]
        found = subprocess.run(
            [*args, "--data", str(tmp_path / "w")],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert found.returncode == 2
    assert "HF461" in found.stderr
    assert "Traceback" not in found.stderr
    assert found.stdout == ""  # no greeting where nobody answers


def test_a_bundled_case_may_be_named(tmp_path):
    with started(tmp_path / "w", free_port(), "korea-1953") as server:
        lines = [server.stdout.readline() for _ in range(2)]
    assert lines[0].startswith("holdfast at http://")
    assert lines[1] == "case korea-1953: at /c/korea-1953\n"


def test_one_file_is_served_once_at_a_time(tmp_path):
    """Two servers would each take up the other's work."""
    path = tmp_path / "w"
    with started(path, free_port()):
        found = told("--data", str(path), "--port", str(free_port()))
    assert found.exit_code == 2
    assert "another holdfast serves" in found.output
    with started(path, free_port()) as again:  # which the kill has set free
        assert again.poll() is None


def test_a_token_is_printed_once_and_lets_in(tmp_path):
    port = free_port()
    with started(tmp_path / "w", port, "--token") as server:
        lines = [server.stdout.readline() for _ in range(2)]
        token = re.fullmatch(r"token: (\S+)\n", lines[1])[1]
        with httpx.Client(base_url=f"http://127.0.0.1:{port}") as client:
            page = client.get("/sign-in").text
            sealed = re.search(r'name="token" value="([^"]+)"', page)[1]
            assert client.get("/").status_code == 303
            client.post("/sign-in", data={"token": sealed, "key": token})
            assert client.get("/").status_code == 200


def test_a_killed_server_begins_its_work_again(tmp_path):
    case = tmp_path / "mine.yaml"
    text = bundled_text("korea-1953").replace("id: korea-1953", "id: mine", 1)
    case.write_text(text, encoding="utf-8")
    path, few = tmp_path / "w", "draws=300&game_draws=120"
    port = free_port()
    with started(path, port, str(case)) as server:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
            page = client.get(f"/c/mine?{few}").text
            sealed = re.search(r'name="token" value="([^"]+)"', page)[1]
            client.post(f"/c/mine/work?{few}", data={"token": sealed, "kind": "assess"})
            for _ in range(200):
                if "Working: " in client.get(f"/c/mine?{few}").text:
                    break
                time.sleep(0.1)
        os.kill(server.pid, signal.SIGKILL)
        server.wait()
    port = free_port()
    with started(path, port), httpx.Client(base_url=f"http://127.0.0.1:{port}") as client:
        page = client.get(f"/c/mine?{few}", timeout=60).text
        assert "Begun again from the start" in page
        assert client.get("/c/mine/case.yaml").text == text
