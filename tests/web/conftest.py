"""The app in the test's own process, asked through a client without a network."""

import re
from dataclasses import dataclass, field

import anyio
import httpx
import pytest

from holdfast.web.app import create_app
from holdfast.web.jobs import Jobs
from holdfast.web.library import Choice, Library
from holdfast.web.settings import Limits, Settings
from holdfast.web.store import Store
from holdfast.web.work import ASSESS, COMPARE, PACKAGES, SEARCH

ARTICLE = "kyiv-holds-to-guarantees"
TWO = "monitoring-mission,snap-back-sanctions"
QUICK = Limits(a_second=10_000.0, at_once=100_000)


@dataclass
class Client:
    """A browser without a screen: it keeps its cookies and sends its tokens."""

    app: object
    host: str = "localhost"
    cookies: httpx.Cookies = field(default_factory=httpx.Cookies)

    def ask(self, method, path, **more):
        async def go():
            transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
            async with httpx.AsyncClient(
                transport=transport, base_url=f"http://{self.host}", cookies=self.cookies
            ) as client:
                answer = await client.request(method, path, **more)
                self.cookies = client.cookies
                return answer

        return anyio.run(go)

    def get(self, path, **more):
        return self.ask("GET", path, **more)

    def token(self, path="/"):
        return re.search(r'name="token" value="([^"]+)"', self.get(path).text)[1]

    def post(self, path, data=None, *, token=None, files=None, **more):
        sent = {"token": token or self.token(), "who": "Ada", **(data or {})}
        if files:
            return self.ask("POST", path, data=sent, files=files, **more)
        return self.ask("POST", path, data=sent, **more)


@pytest.fixture
def store():
    found = Store()
    yield found
    found.close()


@pytest.fixture
def opened(store):
    """Opens an app with these settings, and a client of it."""

    def with_settings(**settings):
        given = {"workers": 0, "limits": QUICK, **settings}
        return Client(create_app(Settings(**given), store))

    return with_settings


@pytest.fixture(scope="session")
def anew():
    """Opens an app of its own, for tests that need many: a client of it and its store."""

    def opened_anew():
        own = Store()
        return Client(create_app(Settings(workers=0, limits=QUICK), own)), own

    return opened_anew


@pytest.fixture
def client(opened):
    return opened()


def work_out(store, *asked):
    """Have these worked out, one after the other."""
    jobs = Jobs(Library(store), workers=0)
    for kind, choice in asked:
        jobs.ask(kind, choice)
        jobs.one()
        assert store.open_jobs() == []


@pytest.fixture(scope="session")
def working():
    """The function that has questions worked out in a store."""
    return work_out


@pytest.fixture(scope="session")
def answered():
    """A case drafted from an article, a bundled one and a variant, all worked out."""
    store = Store()
    app = create_app(Settings(workers=0, limits=QUICK), store)
    client = Client(app)
    client.post(f"/a/{ARTICLE}/draft")
    [drafted] = store.cases()
    few = {"draws": 24, "game_draws": 2}
    work_out(
        store,
        (ASSESS, Choice(drafted, article=ARTICLE, **few)),
        (ASSESS, Choice("elmira", **few)),
        (ASSESS, Choice("korea-1953", **few)),
        (COMPARE, Choice("ukraine-2025-03-31", draws=24, game_draws=1)),
        (PACKAGES, Choice("korea-1953", **few)),
        (SEARCH, Choice("korea-1953", instruments=TWO, budget=9, **few)),
    )
    yield client, drafted
    store.close()
