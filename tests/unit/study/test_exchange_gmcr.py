"""Save files of GMCR+: published conflicts in our own files, round trips, and hostile JSON."""

import copy
import json
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.casefile.catalogue import open_case
from holdfast.casefile.fields import ID_PATTERN
from holdfast.casefile.grammar import JOINERS
from holdfast.casefile.loader import load_text
from holdfast.conflict.issues import Issue
from holdfast.conflict.preferences import ranks
from holdfast.conflict.states import StateSpace
from holdfast.core.errors import HoldfastError
from holdfast.stability.analysis import analyse
from holdfast.stability.model import model_of
from holdfast.study.ensemble import ensemble
from holdfast.study.exchange.gmcr_case import case_from, slug
from holdfast.study.exchange.gmcr_json import parsed
from holdfast.study.exchange.gmcr_reading import save_file
from holdfast.study.exchange.gmcr_writing import gmcr_export, start_pattern
from holdfast.study.exchange.patterns import condition_of, statement_of

FOLDER = Path(__file__).with_name("gmcr")
DAY = date(2025, 3, 1)
CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq", "sim")


def text_of(name):
    return (FOLDER / name).read_text(encoding="utf-8")


def imported(text, file="mine.gmcr", start=""):
    return case_from(save_file(text, file), DAY, start)


def equilibria(conflict):
    found = analyse(conflict)
    return {concept.value: states.tolist() for concept, states in found.equilibria.items()}


def refusal(text, start=""):
    with pytest.raises(HoldfastError) as caught:
        imported(text, start=start)
    [problem] = caught.value.problems
    return problem


def changed(name, **top):
    return json.dumps(json.loads(text_of(name)) | top)


# Published conflicts -----------------------------------------------------------------------


def test_prisoners_dilemma():
    """Luce and Raiffa 1957: breaking by both is nash; keeping by both needs foresight."""
    conflict = imported(text_of("prisoners.gmcr")).conflict
    found = equilibria(conflict)
    both_keep, both_break = 0, 3
    assert found["nash"] == [both_break]
    for concept in ("gmr", "smr", "seq", "sseq"):
        assert found[concept] == [both_keep, both_break]


# Hipel, Fang, Kilgour, Haight 1993; the published number of each state of the file, where all
# four states in which the company leaves are 9.
ELMIRA = (1, 2, 3, 4, 9, 9, 5, 6, 7, 8, 9, 9)


@pytest.mark.parametrize("concept", CONCEPTS)
def test_elmira(concept):
    conflict = imported(text_of("elmira.gmcr"), start="NYNNN").conflict
    found = {ELMIRA[state] for state in equilibria(conflict)[concept]}
    assert found == {5, 8, 9} | ({1, 4} if concept in ("gmr", "smr") else set())
    assert ELMIRA[conflict.start] == 1


def test_elmira_moves_that_cannot_be_undone():
    conflict = imported(text_of("elmira.gmcr")).conflict
    moves = model_of(conflict).moves
    ministry, company, _ = moves
    assert [ELMIRA[s] for s in ministry.of(0)] == [2]
    assert ministry.of(1).tolist() == []  # a softened order stays softened
    assert [ELMIRA[s] for s in company.of(0)] == [3, 9]
    assert [ELMIRA[s] for s in company.of(2)] == [9]
    assert company.of(4).tolist() == []


def test_rivers_are_the_bundled_coding():
    """Syria and Iraq 1975: Syria 1,3,6,2,4,5, Iraq 2,4,6,1,5,3, best first; 6 is nash."""
    found = imported(text_of("rivers.gmcr"))
    conflict, published = found.conflict, open_case("syria-iraq-1975")
    orders = [ranks(p.order, conflict.space) for p in conflict.preferences]
    assert [(-order).argsort().tolist() for order in orders] == [
        [0, 2, 5, 1, 3, 4],
        [1, 3, 5, 0, 4, 2],
    ]
    assert equilibria(conflict) == equilibria(published)
    assert 5 in equilibria(conflict)["nash"]


# What the case says about where it comes from ----------------------------------------------


def test_what_is_left_out_and_put_in_is_said_and_written():
    found = imported(text_of("rivers.gmcr"), file="rivers.gmcr")
    said = "\n".join(found.notes)
    for words in ("coalitions", "'somethingNew'", "as_of 2025-03-01", "no option taken"):
        assert words in said
    for note in found.notes:
        assert f"# - {note}" in found.text
    assert found.text.startswith(
        "# Imported from the GMCR+ file rivers.gmcr by holdfast import."
    )
    assert {p.by for p in found.conflict.preferences} == {
        "the author of the GMCR+ file rivers.gmcr"
    }
    assert found.conflict.as_of == DAY
    assert load_text(found.text, "again").content_hash == found.conflict.content_hash


def test_a_start_that_is_given_is_not_put_in():
    found = imported(text_of("rivers.gmcr"), start="nny")
    assert found.conflict.space.describe(found.conflict.start)["attack"] == "yes"
    assert not any("start" in note for note in found.notes)


@pytest.mark.parametrize("start", ["Y", "YYY", "YNYN", "abc", "Y-N"])
def test_a_start_that_does_not_fit(start):
    assert refusal(text_of("rivers.gmcr"), start).code == "HF403"


def test_ids_are_made_from_names_and_never_twice():
    options = [
        {"name": name, "permittedDirection": "both"} for name in ("Full", "full!", "水", "1e5")
    ]
    maker = {"name": "and", "options": [0, 1, 2, 3], "preferences": [[[3, "Y"]]]}
    data = {"options": options, "decisionMakers": [maker], "infeasibles": []}
    conflict = imported(json.dumps(data), file="2025.gmcr").conflict
    assert [issue.id for issue in conflict.space.issues] == [
        "full",
        "full-2",
        "option",
        "option-1e5",
    ]
    assert [actor.id for actor in conflict.actors] == ["actor-and"]
    assert conflict.actors[0].name == "and"
    assert conflict.id == "imported-2025"


@pytest.mark.parametrize(
    "name", ["1e5", "089", "no", "null", "a: b", "# x", "- y", "'", '"', "{"]
)
def test_names_stay_what_they_are(name):
    data = json.loads(text_of("prisoners.gmcr"))
    data["decisionMakers"][0]["name"] = name
    data["options"][1]["name"] = name
    conflict = imported(json.dumps(data)).conflict
    assert conflict.actors[0].name == name
    assert conflict.space.issues[1].options[1][1] == name


@pytest.mark.parametrize("sign", ["\x1b", "\u202e", "\ud800", "\x00"])
def test_a_name_that_steers_a_terminal_is_refused(sign):
    problem = refusal(
        text_of("prisoners.gmcr").replace("First side", json.dumps(sign)[1:-1] + "x")
    )
    assert problem.code == "HF801"
    assert sign not in str(problem)


# What is wrong, and where ------------------------------------------------------------------

NOT_ONE = [
    ("", "no JSON"),
    ("[1, 2", "no JSON"),
    ("[]", "no object"),
    ("null", "no object"),
    ("{}", "'options' is missing"),
    ('{"options": {}}', "at options: a mapping is no list"),
    ('{"options": []}', "no options"),
    ('{"options": [1], "infeasibles": []}', "at options[0]: 1 is no object"),
    ('{"a": 1, "a": 2}', "'a' stands twice"),
    ('{"a": NaN}', "NaN is no number"),
    ('{"a": ' + "9" * 5000 + "}", "cannot be used"),
    ("[" * 100_000, "nested too deeply"),
    ('{"a":' * 100_000, "nested too deeply"),
]


@pytest.mark.parametrize(("text", "says"), NOT_ONE, ids=range(len(NOT_ONE)))
def test_what_is_no_save_file(text, says):
    problem = refusal(text)
    assert problem.code == "HF801"
    assert says in str(problem)
    assert "mine.gmcr" in str(problem)


def test_broken_json_is_placed_by_line_and_column():
    assert str(refusal('{\n "options": [}\n')).startswith("mine.gmcr:2:14: error HF801: ")


def edited(path, value, name="prisoners.gmcr"):
    """The file with one value put in at a path, or taken out."""
    data = json.loads(text_of(name))
    *way, last = path
    here = data
    for key in way:
        here = here[key]
    if value is None:
        del here[last]
    else:
        here[last] = value
    return json.dumps(data)


MAKER = ("decisionMakers", 0)
WRONG = [
    (("options", 0, "name"), 5, "HF801", "at options[0].name: 5 is no text"),
    (("options", 0, "name"), " ", "HF801", "a name of 0 signs"),
    (("options", 0, "name"), None, "HF801", "at options[0]: the key 'name' is missing"),
    (("options", 0, "permittedDirection"), None, "HF801", "'permittedDirection' is missing"),
    (("options", 0, "permittedDirection"), "up", "HF802", "'up' is no known direction"),
    (("options", 0, "permittedDirection"), [], "HF802", "a list is no known direction"),
    (("decisionMakers",), None, "HF801", "'decisionMakers' is missing"),
    (("infeasibles",), None, "HF801", "'infeasibles' is missing"),
    (("infeasibles",), ["--"], "HF801", "at infeasibles[0]: a condition that always holds"),
    (("infeasibles",), [[]], "HF801", "a condition that always holds"),
    (("infeasibles",), ["Y"], "HF801", "a pattern of 1 signs; expected 2"),
    (("infeasibles",), ["YX"], "HF801", "'X' says nothing about an option"),
    (("infeasibles",), [[[0, "Y"], [0, "N"]]], "HF801", "both taken and not taken"),
    (("infeasibles",), [[[0]]], "HF801", "a pair of one"),
    (("infeasibles",), [[[0, 1]]], "HF801", "1 says nothing about an option"),
    (("infeasibles",), [[[True, "Y"]]], "HF801", "true does not fit"),
    (("infeasibles",), [[[0.0, "Y"]]], "HF801", "0.0 does not fit"),
    (("infeasibles",), [[[2, "Y"]]], "HF801", "at infeasibles[0][0][0]: 2 does not fit"),
    (("infeasibles",), ["Y-", "N-"], "HF802", "rule out every state"),
    (("infeasibles",), [{"members": []}], "HF801", "without members"),
    (("infeasibles",), [{"compound": False, "members": ["Y-"]}], "HF801", "not compound"),
    (("infeasibles",), [{"members": ["Y-"], "not": 1}], "HF801", "unknown key in a condition"),
    ((*MAKER, "options"), [0, 1], "HF802", "option 1 (Second breaks the truce) stands with"),
    ((*MAKER, "options"), [0, 0], "HF802", "stands with First side and First side"),
    ((*MAKER, "options"), [], "HF802", "option 0 (First breaks the truce) belongs to nobody"),
    ((*MAKER, "options"), [7], "HF801", "at decisionMakers[0].options[0]: 7 does not fit"),
    ((*MAKER, "preferences"), [], "HF803", "nothing says what First side prefers"),
    ((*MAKER, "preferences"), None, "HF803", "nothing says what First side prefers"),
    ((*MAKER, "preferences"), {"a": 1}, "HF801", "a mapping is no list"),
    ((*MAKER, "weights"), [1, 2], "HF802", "weights is not documented"),
    ((*MAKER, "misperceptions"), ["Y-"], "HF802", "First side does not see some states"),
    (("useManualPreferenceRanking",), 1, "HF801", "1 is neither true nor false"),
    (("useManualPreferenceRanking",), True, "HF803", "expected a preferenceRanking"),
    (("useManualPreferenceVectors",), True, "HF802", "differ"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "value", "code", "says"), WRONG, ids=range(len(WRONG)))
def test_what_is_wrong_and_where(path, value, code, says):
    problem = refusal(edited(path, value))
    assert problem.code == code
    assert says in str(problem)


RANKED = ("decisionMakers", 2, "preferenceRanking")
RANKINGS = [
    ([1, 2, 3], "HF803", "leaves out 9 of 12 states: 4, 5, 6, 7, 8"),
    ([*range(1, 13), 3], "HF801", "has state 3 twice"),
    ([*range(1, 13), 13], "HF801", "has state 13, and 12 states can occur"),
    ([0, *range(1, 13)], "HF801", "0 does not fit"),
    ([[], *range(1, 13)], "HF801", "an empty place"),
    ([[[1]]], "HF801", "a list does not fit"),
    ("987", "HF801", "no list"),
]


@pytest.mark.parametrize(("value", "code", "says"), RANKINGS, ids=range(len(RANKINGS)))
def test_a_ranking_has_every_state_once(value, code, says):
    problem = refusal(edited(RANKED, value, "elmira.gmcr"))
    assert problem.code == code
    assert says in str(problem)


def test_of_two_orders_the_one_that_the_file_says_counts():
    data = json.loads(text_of("prisoners.gmcr"))
    data["decisionMakers"][0]["preferenceRanking"] = [1, 2, 3, 4]
    told = imported(json.dumps(data))
    assert "left out: preferenceRanking of First side, since another order counts" in told.notes
    assert equilibria(told.conflict)["nash"] == [3]
    del data["useManualPreferenceRanking"]
    assert refusal(json.dumps(data)).code == "HF802"


def test_payoffs_that_do_not_fit():
    for payoffs, code in (([1, 2], "HF803"), (["a"] * 6, "HF801"), ([1e300] * 6, "HF801")):
        path = ("decisionMakers", 1, "payoffs")
        assert refusal(edited(path, payoffs, "rivers.gmcr")).code == code


def test_an_actor_without_options_needs_no_order():
    data = json.loads(text_of("prisoners.gmcr"))
    data["decisionMakers"].append({"name": "Press", "options": [], "preferences": []})
    assert imported(json.dumps(data)).conflict.actors[2].name == "Press"


def test_too_many_options_or_too_much_work():
    options = [{"name": f"o{place}", "permittedDirection": "both"} for place in range(21)]
    maker = {"name": "m", "options": list(range(21)), "preferences": [[[0, "Y"]]]}
    data = {"options": options, "decisionMakers": [maker], "infeasibles": []}
    assert "at most 20" in str(refusal(json.dumps(data)))
    data["options"] = options[:20]
    maker["options"] = list(range(20))
    data["infeasibles"] = [[[place, "Y"] for place in range(20)]] * 100
    assert refusal(json.dumps(data)).code == "HF802"


def test_deep_conditions_are_refused():
    deep = "Y-"
    for _ in range(40):
        deep = {"members": [deep]}
    assert "inside each other" in str(refusal(changed("prisoners.gmcr", infeasibles=[deep])))


# Any JSON at all ---------------------------------------------------------------------------

WORDS = st.sampled_from(
    ["options", "name", "decisionMakers", "infeasibles", "preferences", "preferenceRanking",
     "payoffs", "permittedDirection", "both", "fwd", "Y", "N", "-", "compound", "members"]
)  # fmt: skip
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | WORDS
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=5),
    max_leaves=20,
)


def case_or_one_error(text):
    error = None
    try:
        found = imported(text)
    except HoldfastError as refused:
        error = refused
    if error is None:
        assert load_text(found.text, "again").space is not None
        return
    assert len(error.problems) == 1
    assert str(error).isprintable()


@given(VALUES)
def test_any_json_gives_a_case_or_one_error(value):
    case_or_one_error(json.dumps(value))


@given(st.text())
def test_any_text_gives_a_case_or_one_error(text):
    case_or_one_error(text)


def places(value, path=()):
    yield path
    inside = value.items() if isinstance(value, dict) else ()
    inside = enumerate(value) if isinstance(value, list) else inside
    for key, inner in inside:
        yield from places(inner, (*path, key))


@given(st.data(), st.sampled_from(["prisoners.gmcr", "elmira.gmcr", "rivers.gmcr"]), VALUES)
def test_a_save_file_with_one_value_changed(data, name, value):
    whole = json.loads(text_of(name))
    spot = data.draw(st.sampled_from([path for path in places(whole) if path]))
    here = copy.deepcopy(whole)
    root = here
    for key in spot[:-1]:
        here = here[key]
    here[spot[-1]] = value
    case_or_one_error(json.dumps(root))


# Out and in again --------------------------------------------------------------------------


def there_and_back(conflict):
    run = ensemble(conflict, 1, 1)
    [text] = gmcr_export(run).files.values()
    start = start_pattern(model_of(conflict), conflict.start)
    return imported(text, file=f"{conflict.id}.gmcr", start=start).conflict


@pytest.mark.parametrize("slug", ["prisoners-dilemma"])
def test_a_bundled_case_goes_out_and_comes_back(slug):
    same_game(open_case(slug), there_and_back(open_case(slug)))


@pytest.mark.parametrize("name", ["prisoners.gmcr", "elmira.gmcr", "rivers.gmcr"])
def test_an_imported_case_goes_out_and_comes_back(name):
    conflict = imported(text_of(name)).conflict
    same_game(conflict, there_and_back(conflict))


def same_game(one, other):
    """The same states, moves, orders and verdicts, state by state."""
    first, second = model_of(one), model_of(other)
    assert first.space.codes.tolist() == second.space.codes.tolist()
    for place in range(len(first.actors)):
        assert first.moves[place].targets.tolist() == second.moves[place].targets.tolist()
        assert first.moves[place].starts.tolist() == second.moves[place].starts.tolist()
        assert first.orders[place].ranks.tolist() == second.orders[place].ranks.tolist()
    assert [a.name for a in first.actors] == [a.name for a in second.actors]
    assert equilibria(one) == equilibria(other)
    assert one.start == other.start


@pytest.mark.parametrize("slug", ["elmira", "korea-1953", "minsk-2015"])
def test_what_the_format_cannot_hold_is_refused(slug):
    with pytest.raises(HoldfastError, match=r"HF804: .* cannot be written for GMCR\+"):
        gmcr_export(ensemble(open_case(slug), 1, 5))


def test_the_export_is_a_save_file_as_published():
    """Keys and types of the schema that the field's tool published with its source."""
    [text] = gmcr_export(ensemble(open_case("prisoners-dilemma"), 1, 1)).files.values()
    data = json.loads(text)
    assert {"decisionMakers", "options", "infeasibles"} <= set(data)
    for option in data["options"]:
        assert set(option) == {"name", "permittedDirection"}
    for maker in data["decisionMakers"]:
        assert {"name", "options", "preferences", "preferenceRanking"} == set(maker)
        assert all(type(place) is int for place in maker["options"])


# Verdicts by brute force, from the vectors that test the engine itself; the origin is there.
VECTORS = Path(__file__).parents[2] / "vectors" / "gmcr-random.json"
CONFLICTS = json.loads(VECTORS.read_text(encoding="utf-8"))["conflicts"]
DIRECTIONS = {"both": "both", "once_on": "fwd", "once_off": "back"}


def saved(entry):
    """One of the vectors as GMCR+ would save it."""
    places = {option["id"]: place for place, option in enumerate(entry["options"])}
    options = [
        {"name": option["name"], "permittedDirection": DIRECTIONS[option["moves"]]}
        for option in entry["options"]
    ]
    makers = [
        {
            "name": maker["name"],
            "options": [places[option] for option in maker["options"]],
            "preferences": [],
            "preferenceRanking": [t[0] if len(t) == 1 else t for t in maker["ranking"]],
        }
        for maker in entry["decision_makers"]
    ]
    infeasibles = [
        [[place, sign] for place, sign in enumerate(pattern) if sign != "-"]
        for pattern in entry["infeasible_patterns"]
    ]
    return json.dumps(
        {
            "options": options,
            "decisionMakers": makers,
            "infeasibles": infeasibles,
            "useManualPreferenceRanking": True,
        }
    )


@pytest.mark.parametrize("entry", CONFLICTS[::3], ids=lambda entry: entry["name"])
def test_random_conflicts_have_their_verdicts_and_go_there_and_back(entry):
    conflict = imported(saved(entry)).conflict
    result = analyse(conflict)
    for concept, verdicts in entry["expected"]["verdicts"].items():
        for place, maker in enumerate(entry["decision_makers"]):
            stable = result.stable[concept][place].nonzero()[0] + 1
            assert stable.tolist() == verdicts[maker["id"]]
    same_game(conflict, there_and_back(conflict))


@given(st.text())
def test_any_file_name_gives_a_case(name):
    conflict = imported(text_of("prisoners.gmcr"), file=name).conflict
    assert conflict.title.isprintable()


def test_a_case_that_would_be_too_large_is_refused_at_once():
    options = [{"name": f"o{place}", "permittedDirection": "both"} for place in range(12)]
    makers = [
        {"name": f"m{place}", "options": [place], "preferenceRanking": [list(range(1, 4097))]}
        for place in range(12)
    ]
    data = {"options": options, "decisionMakers": makers, "infeasibles": []}
    problem = refusal(json.dumps(data))
    assert problem.code == "HF802"
    assert "larger than a case file may be" in problem.what


# Small parts -------------------------------------------------------------------------------


@given(st.text())
def test_a_slug_is_an_id(name):
    found = slug(name, "option")
    assert re.fullmatch(ID_PATTERN, found)
    assert found not in JOINERS


THREE = tuple(Issue(name, name, (("no", "-"), ("yes", "+")), ("us",)) for name in "abc")
TERMS = st.dictionaries(st.integers(0, 2), st.booleans(), min_size=1, max_size=3)
STATEMENTS = st.lists(TERMS.map(lambda term: tuple(term.items())), min_size=1, max_size=4)


@given(STATEMENTS)
def test_patterns_and_conditions_say_the_same(statement):
    space = StateSpace(THREE)
    condition = condition_of(tuple(statement), space.issues)
    back = statement_of(condition, space.issues)
    assert back
    again = condition_of(back, space.issues)
    assert space.holds(condition).tolist() == space.holds(again).tolist()


def test_a_path_leads_to_a_value():
    root = parsed('{"a": [{"b": 1}]}', "f")
    [item] = root.key("a").items(1)
    assert item.key("b").path == "a[0].b"
