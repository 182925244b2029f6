"""Every rule about one section of the file, each with its line."""

import pytest

from holdfast.casefile.loader import load_text
from holdfast.casefile.schema import (
    MOST_ACTORS,
    MOST_CHANGES,
    MOST_SOURCES,
    MOST_VARIANTS,
    CaseFile,
)
from holdfast.core.errors import HoldfastError

ROOT_KEYS = set(CaseFile.model_fields)

# what is written, instead of what; the code; what the message says
BROKEN = {
    "format 2": (
        "holdfast: 1",
        "holdfast: 2",
        "HF203",
        "2 is no format of case files; expected 1",
    ),
    "format true": ("holdfast: 1", "holdfast: true", "HF203", "true is no format"),
    "format 1.0": ("holdfast: 1", "holdfast: 1.0", "HF203", "1.0 is no format"),
    "an unknown key": (
        "title: Truce along the river",
        "title: Truce along the river\nconstest: {}",
        "HF201",
        "unknown key 'constest'; did you mean 'contest'?",
    ),
    "no title": ("title: Truce along the river", "title:", "HF203", "title: nothing is given"),
    "a title of blanks": (
        "title: Truce along the river",
        'title: "  "',
        "HF203",
        "title: '  ' does not fit; expected some text",
    ),
    "a title of nothing": (
        "title: Truce along the river",
        'title: ""',
        "HF203",
        "expected some text",
    ),
    "a numeric title": (
        "title: Truce along the river",
        "title: 1984",
        "HF203",
        "put quotes around",
    ),
    "a list as title": (
        "title: Truce along the river",
        "title: [a]",
        "HF203",
        "title: a list does not fit; expected text",
    ),
    "a day that is none": ("as_of: 2025-03-31", "as_of: 2025-02-30", "HF203", "is not a day"),
    "a day with a time": (
        "as_of: 2025-03-31",
        "as_of: 2025-03-31 10:00",
        "HF203",
        "is not a day",
    ),
    "a day in other digits": (
        "as_of: 2025-03-31",
        "as_of: ٢٠٢٥-٠٣-٣١",
        "HF203",
        "is not a day",
    ),
    "a day as a number": (
        "as_of: 2025-03-31",
        "as_of: 20250331",
        "HF203",
        "20250331 is not a day",
    ),
    "a source nobody finds": (
        "    identifier: P-12",
        "    note: none",
        "HF202",
        "a source nobody can look up; expected url or identifier",
    ),
    "a kind of source": (
        "    kind: survey",
        "    kind: surveys",
        "HF203",
        "sources.poll.kind: 'surveys' is not known here; did you mean 'survey'?",
    ),
    "a kind of actor": (
        "  near-allies: {name: Near allies, kind: coalition",
        "  near-allies: {name: Near allies, kind: group",
        "HF203",
        "did you mean 'armed-group'?",
    ),
    "an actor without name": (
        "  home: {name: Home, kind: state}",
        "  home: {kind: state}",
        "HF202",
        "actors.home: missing key 'name'",
    ),
    "an actor that is text": (
        "  home: {name: Home, kind: state}",
        "  home: Home",
        "HF203",
        "actors.home: this should be a mapping",
    ),
    "one option": (
        "    options: {paused: Paused, flowing: Flowing}",
        "    options: {flowing: Flowing}",
        "HF203",
        "issues.arms.options: a mapping does not fit; expected 2 or more entries",
    ),
    "options as a list": (
        "    options: {paused: Paused, flowing: Flowing}",
        "    options: [paused, flowing]",
        "HF203",
        "a list does not fit; expected keys with values",
    ),
    "a decider that is text": (
        "    decided_by: [home, rival]",
        "    decided_by: home",
        "HF203",
        "'home' does not fit; expected a list",
    ),
    "a start that is a boolean": (
        "  arms: flowing",
        "  arms: true",
        "HF203",
        "start.arms: true does not fit; expected text; put quotes around it",
    ),
    "two ways to prefer": (
        "    priorities: [truce != none]",
        "    priorities: [truce != none]\n    ranking: [truce = none]",
        "HF202",
        "exactly one way; expected one of priorities, ranking, from: contest",
    ),
    "no way to prefer": (
        "    priorities: [truce != none]",
        "    stakes: {}",
        "HF202",
        "preferences are given in exactly one way",
    ),
    "preferences from elsewhere": (
        "    priorities: [truce != none]",
        "    from: war",
        "HF203",
        "'war' is not known here; expected contest",
    ),
    "preferences of nobody's": (
        "    priorities: [truce != none]\n    basis: judgement\n    by: me",
        "    priorities: [truce != none]",
        "HF206",
        "preferences without source or judge",
    ),
    "an empty tier": (
        "      - truce = limited",
        "      - []",
        "HF203",
        "preferences.rival.ranking.0: a list does not fit; expected 1 or more entries",
    ),
    "a lone unknown": (
        "      - [truce = full, truce = limited]",
        "      - [truce = full]",
        "HF203",
        "expected 2 or more entries",
    ),
    "three unknowns": (
        "      - [truce = full, truce = limited]",
        "      - [truce = full, truce = limited, truce = none]",
        "HF203",
        "expected at most 2 entries",
    ),
    "one side's cost": (
        "    challenger: {value: 0.03, unit: share, basis: judgement, by: me}\n",
        "",
        "HF202",
        "contest.cost_per_month: missing key 'challenger'",
    ),
    "no trust": (
        "    home in rival: {value: 0.2, unit: probability, basis: judgement, by: me}\n"
        "    rival in home: {value: 0.4, unit: probability, basis: judgement, by: me}",
        "    {}",
        "HF203",
        "contest.trust: a mapping does not fit; expected 1 or more entries",
    ),
    "kept in two ways": (
        "    half_life: {value: 6, unit: year, basis: judgement, by: me}",
        "    guarantor_choice: {stake: *J, cost: *J, abandonment: *J, automatic: *J}".replace(
            "*J", "{value: 0.2, unit: share, basis: judgement, by: me}", 3
        ).replace("*J", "{value: 0.2, unit: probability, basis: judgement, by: me}"),
        "HF202",
        "in exactly one way; expected kept_with or guarantor_choice",
    ),
    "kept in no way": (
        "    kept_with: {value: 0.5, unit: probability, basis: judgement, by: me}\n",
        "",
        "HF202",
        "how surely it is kept in exactly one way; expected kept_with or guarantor_choice",
    ),
    "a grade": (
        "    grade: B2",
        "    grade: G7",
        "HF203",
        "a letter A to F and a digit 1 to 6",
    ),
    "a grade in small": ("    grade: B2", "    grade: b2", "HF203", "'b2' does not fit"),
    "a grade too long": ("    grade: B2", '    grade: "B2\\n"', "HF203", "a letter A to F"),
    "evidence that bears on nothing": (
        "    bears_on: [issues.truce]",
        "    bears_on: []",
        "HF203",
        "expected 1 or more entries",
    ),
    "a long quote in evidence": (
        "    grade: B2",
        "    grade: B2\n    quote: " + "w " * 26,
        "HF203",
        "evidence.1.quote: a quote of 26 words; expected at most 25 words",
    ),
    "a concept": (
        "  - stability: {concepts: [nash, seq]}",
        "  - stability: {concepts: [nash, sequ]}",
        "HF203",
        "'sequ' is not known here; did you mean 'seq'?",
    ),
    "too few samples": (
        "  - sensitivity: {samples: 500, seed: 7}",
        "  - sensitivity: {samples: 49, seed: 7}",
        "HF203",
        "49 does not fit; expected at least 50",
    ),
    "half a sample": (
        "  - sensitivity: {samples: 500, seed: 7}",
        "  - sensitivity: {samples: 50.5, seed: 7}",
        "HF203",
        "50.5 does not fit; expected a whole number",
    ),
    "no months": (
        'hold", for_months: 12}',
        'hold", for_months: 0}',
        "HF203",
        "0 does not fit; expected more than 0",
    ),
    "too many months": (
        'hold", for_months: 12}',
        'hold", for_months: 1201}',
        "HF203",
        "1201 does not fit; expected at most 1200",
    ),
    "a variant that changes nothing": (
        "    change:\n      start.truce: limited",
        "    change: {}",
        "HF203",
        "variants.sea-only.change: a mapping does not fit; expected 1 or more entries",
    ),
    "a replication without year": (
        "actors:",
        "replicates: [{ref: Kinsara2014, published: lately, says: all}]\nactors:",
        "HF203",
        "replicates.0.published: 'lately' is neither a year nor a day",
    ),
    "a replication of a boolean": (
        "actors:",
        "replicates: [{ref: Kinsara2014, published: true, says: all}]\nactors:",
        "HF203",
        "true is neither a year nor a day",
    ),
    "a replication on no day": (
        "actors:",
        "replicates: [{ref: Kinsara2014, published: 2014-13-01, says: all}]\nactors:",
        "HF203",
        "'2014-13-01' is not a day",
    ),
}


# the line that is pointed at, where it is not the first that is written
POINTED_AT = {
    "an unknown key": "constest: {}",
    "a source nobody finds": "poll:",
    "two ways to prefer": "far-ally:",
    "no way to prefer": "far-ally:",
    "preferences of nobody's": "far-ally:",
    "one side's cost": "cost_per_month:",
    "no trust": "trust:",
    "kept in two ways": "reassurance:",
    "kept in no way": "reassurance:",
    "a long quote in evidence": "quote: w w",
    "no months": '- guarantees: {keep: "truce = full',
    "too many months": '- guarantees: {keep: "truce = full',
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_section_that_is_not_well_given(shape, name):
    old, new, code, phrase = BROKEN[name]
    broken = shape.swap(old, new)
    problem = broken.problem(code)
    assert phrase in str(problem)
    line = broken.text.split("\n")[problem.place.line - 1]
    assert line.strip().startswith(POINTED_AT.get(name, new.split("\n")[0].strip()))


@pytest.mark.parametrize("published", ["1957", "2014-05-01"])
def test_a_replication_has_a_year_or_a_day(shape, published):
    row = f"replicates: [{{ref: Kinsara2014, published: {published}, says: all}}]\nactors:"
    [replication] = shape.swap("actors:", row).load().replicates
    assert replication.published == published


@pytest.mark.parametrize("key", ["holdfast", "id", "title", "as_of", "summary", "actors"])
def test_what_every_case_needs(key):
    needed = {
        "holdfast": "holdfast: 1",
        "id": "id: a",
        "title": "title: A",
        "as_of": "as_of: 2025-01-01",
        "summary": "summary: S",
        "actors": "actors: {a: {name: A, kind: state}}",
    }
    text = "\n".join(line for name, line in needed.items() if name != key)
    with pytest.raises(HoldfastError) as caught:
        load_text(text, "f")
    problem = caught.value.problems[0]
    assert (problem.code, problem.what) == ("HF202", f"missing key '{key}'")


def test_a_case_needs_one_of_the_two_lenses():
    text = (
        "holdfast: 1\nid: a\ntitle: A\nas_of: 2025-01-01\nsummary: S\n"
        "actors: {a: {name: A, kind: state}}\n"
    )
    with pytest.raises(HoldfastError, match="HF202: a case needs issues or a contest"):
        load_text(text, "f")


def test_several_problems_come_in_the_order_of_the_lines(shape):
    broken = (
        shape.swap("    grade: B2", "    grade: G7")
        .swap("as_of: 2025-03-31", "as_of: soon")
        .swap("    kind: survey", "    kind: x")
    )
    places = [problem.place for problem in broken.problems()]
    assert len(places) == 3
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("section", "most", "entry"),
    [
        ("actors:", MOST_ACTORS, "  a{}: {{name: A, kind: state}}"),
        (
            "sources:",
            MOST_SOURCES,
            "  s{}: {{title: A, publisher: B, kind: news, published: 2025-01-01, url: u}}",
        ),
        ("variants:", MOST_VARIANTS, "  v{}: {{title: A, change: {{title: B}}}}"),
        ("    change:\n      start.truce: limited", MOST_CHANGES, None),
    ],
)
def test_there_is_a_limit_to_what_is_compared(shape, section, most, entry):
    if entry is None:
        rows = [f"      actors.home.x{n}: 1" for n in range(most + 1)]
        section, new = section, "    change:\n" + "\n".join(rows)
    else:
        new = "\n".join([section, *(entry.format(n) for n in range(most + 1))])
    problem = shape.swap(section, new).problem("HF203")
    assert problem.expected == f"at most {most} entries"


def test_an_answer_lists_a_hundred_problems_at_most(shape):
    rows = "\n".join(f"  Bad {n}: {{}}" for n in range(150))
    problems = shape.swap("actors:", f"actors:\n{rows}").problems()
    assert len(problems) == 100
    unknown = ", ".join(f"n{n}" for n in range(150))
    problems = shape.swap("[near-allies, far-ally]\nimp", f"[{unknown}]\nimp").problems()
    assert len(problems) == 100


def test_there_is_no_key_for_tuning_plots_or_results():
    assert ROOT_KEYS.isdisjoint({"algorithm", "plot", "figures", "results", "draws", "threads"})
