"""People do things in any order, hostile ones too: nothing breaks, and nothing is lost.

What a generic tester of described interfaces does with links from answer to request is done
here by hand: articles, cases, revisions and jobs that one step makes, the next works on.
"""

from urllib.parse import quote

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from holdfast.casefile.catalogue import bundled_text
from holdfast.casefile.loader import load_text
from holdfast.reading.catalogue import content
from holdfast.web.jobs import Jobs
from holdfast.web.library import Library

ARTICLES = (
    content("kyiv-holds-to-guarantees").decode(),
    content("renamo-wants-guarantees").decode(),
)
HARMLESS = {200, 303, 400, 403, 404, 409, 413, 422, 429}
SPOILT = (
    "",
    "\x00",
    "<script>alert(1)</script>",
    "{{ 7*7 }}",
    "%(x)s",
    "\u202e",
    "'\"",
    "a: [",
)
NAMES = "window table stable packages sequence evidence edit revisions sources history forget"
PAGES = ("", "/case.yaml", "/brief.json", *(f"/{name}" for name in NAMES.split()))
KINDS = ("assess", "compare", "packages", "search", "x")
QUERIES = ("", "?draws=4", "?budget=0", "?variant=x", "?rev=9")
VERDICTS = ("accept", "reject")
ELMIRA = bundled_text("elmira")

texts = st.sampled_from(SPOILT) | st.text(max_size=30)
cuts = st.tuples(st.floats(0, 1), st.floats(0, 1))


def spoilt(text, spoil, cut):
    """The text with something of it replaced."""
    first, last = sorted(round(at * len(text)) for at in cut)
    return text[:first] + spoil + text[min(last, first + 40) :]


class People(RuleBasedStateMachine):
    """Some people and one app; `anew` opens one."""

    anew = None
    articles, cases = Bundle("articles"), Bundle("cases")

    def __init__(self):
        super().__init__()
        self.client, self.store = self.anew()
        self.kept = {}  # text of the latest revision of each case, as far as it was said

    def asked(self, answer):
        assert answer.status_code in HARMLESS, (answer.status_code, answer.text[:400])
        assert "Traceback" not in answer.text
        assert "<script>alert" not in answer.text
        return answer

    def post(self, path, data=None, **more):
        return self.asked(self.client.post(path, data, **more))

    def remember(self):
        for case in self.store.cases():
            self.kept[case] = self.store.revision(case).text

    @rule(target=articles, text=st.sampled_from(ARTICLES), spoil=texts, cut=cuts)
    def paste(self, text, spoil, cut):
        found = self.post("/articles", {"text": spoilt(text, spoil, cut)})
        return found.headers["location"] if found.status_code == 303 else multiple()

    @rule(target=cases, article=articles, day=st.sampled_from(("", "2026-01-01", "x")))
    def draft(self, article, day):
        found = self.post(f"{article}/draft", {"as_of": day})
        self.remember()
        where = found.headers.get("location", "")
        return where.split("/")[2] if where.startswith("/c/") else multiple()

    @rule(target=cases, name=st.sampled_from(("mine", "elmira", "../x", "A")))
    def begin(self, name):
        found = self.post("/cases", {"id": name})
        self.remember()
        return name if found.status_code == 303 else multiple()

    @rule(target=cases, spoil=texts, cut=cuts)
    def upload(self, spoil, cut):
        text = spoilt(ELMIRA.replace("id: elmira", "id: sent", 1), spoil, cut)
        sent = text.encode("utf-8", "replace")
        found = self.post("/cases", files={"file": ("case.yaml", sent)})
        self.remember()
        return "sent" if found.status_code == 303 else multiple()

    @rule(case=cases, spoil=texts, cut=cuts, after=st.integers(0, 3), note=texts)
    def edit(self, case, spoil, cut, after, note):
        now = self.store.revision(case)
        text = spoilt(now.text if now else ELMIRA, spoil, cut)
        sent = {"text": text, "after": str(after), "note": note}
        self.post(f"/c/{case}/edit", sent)
        if self.store.revision(case):
            load_text(self.store.revision(case).text, case)  # nothing unreadable is kept
        self.remember()

    @rule(case=cases, verdict=st.sampled_from(VERDICTS), which=st.integers(0, 9))
    def decide(self, case, verdict, which):
        now = self.store.revision(case)
        items = load_text(now.text, case).evidence if now else ()
        item = items[which % len(items)].id if items else "none"
        self.post(f"/c/{case}/evidence", {verdict: item})
        self.remember()

    @rule(case=cases, number=st.integers(-1, 4))
    def restore(self, case, number):
        self.post(f"/c/{case}/restore", {"number": str(number)})
        self.remember()

    @rule(case=cases, kind=st.sampled_from(KINDS), query=st.sampled_from(QUERIES))
    def work(self, case, kind, query):
        self.post(f"/c/{case}/work{query}", {"kind": kind, "page": "packages"})

    @rule()
    def cancel(self):
        for job in self.store.open_jobs()[:1]:
            self.post(f"/j/{job.id}/cancel")
            assert self.store.job(job.id).state == "cancelled"

    @rule()
    def restart(self):
        """A process that was killed comes up again, and does nothing but tidy up."""
        before = {job.id for job in self.store.open_jobs()}
        Jobs(Library(self.store), workers=0).start()
        assert {job.id for job in self.store.open_jobs()} == before

    @rule(case=consumes(cases))
    def forget(self, case):
        self.post(f"/c/{case}/forget")
        self.kept.pop(case, None)
        assert self.store.revision(case) is None
        assert all(job.asked["case"] != case for job in self.store.open_jobs())

    @rule(article=consumes(articles), also=st.booleans())
    def forget_article(self, article, also):
        drafted = self.store.drafted_from(article.removeprefix("/a/"))
        ticked = {f"case-{one}": "yes" for one in drafted if also}
        self.post(f"{article}/forget", ticked)
        for case in drafted if also else ():
            self.kept.pop(case, None)

    @rule(
        case=cases | st.sampled_from(("elmira", "korea-1953", "nowhere")),
        page=st.sampled_from(PAGES),
        query=texts,
    )
    def look(self, case, page, query):
        self.asked(self.client.get(f"/c/{case}{page}?variant={quote(query)}"))
        self.asked(self.client.get(f"/c/{case}{page}"))

    @invariant()
    def nothing_is_lost(self):
        for case, text in self.kept.items():
            assert self.store.revision(case).text == text
            numbers = [one.number for one in self.store.revisions(case)]
            assert numbers == list(range(len(numbers), 0, -1))

    def teardown(self):
        for path in ("/", "/log"):
            assert self.client.get(path).status_code == 200
        assert self.store.sound()
        self.store.close()


def test_in_any_order_nothing_breaks(anew):
    class Here(People):
        pass

    Here.anew = staticmethod(anew)
    run_state_machine_as_test(
        Here,
        settings=settings(
            max_examples=25,
            stateful_step_count=15,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
