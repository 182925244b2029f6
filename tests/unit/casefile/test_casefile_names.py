"""What the schema cannot see: names that nothing in the file has (HF301)."""

import pytest

NUMBER = "{value: 0.2, unit: share, basis: judgement, by: me}"

# code, what stands in the file, what stands instead (its line ends in HERE), what is said
NAMES = [
    (
        "    decided_by: [rival]",
        "    decided_by: [rivel]",
        "no actor is called 'rivel'",
        "rival",
    ),
    ("    decided_by: [home, rival]", "    decided_by: [home, rivall]", "'rivall'", "rival"),
    ("  pressure: attack", "  pressure: atack", "no option of pressure is called", "attack"),
    (
        "  - truce = full and pressure = attack",
        "  - truce = fall and pressure = attack",
        "no option of truce is called 'fall'",
        "full",
    ),
    (
        "  - truce = full and pressure = attack",
        "  - truces = full and pressure = attack",
        "no issue is called 'truces'",
        "truce",
    ),
    ("      - arms = flowing", "      - arms = flowin", "no option of arms", "flowing"),
    ("      - truce = limited", "      - truce = limted", "no option of truce", "limited"),
    (
        "      - [arms = paused, pressure = attack]",
        "      - [arm = paused]",
        "no issue",
        "arms",
    ),
    (
        "      - [truce = full, truce = limited]",
        "      - [truce = ful, truce = limited]",
        "no option of truce is called 'ful'",
        "full",
    ),
    ("    source: [statement]", "    source: [statment]", "no source is called", "statement"),
    (
        "      backing: {low: 0.4, likely: 0.5, high: 0.6, unit: share",
        "      backin: {low: 0.4, likely: 0.5, high: 0.6, unit: share",
        "no issue is called 'backin'",
        "backing",
    ),
    (
        '    barred: ["hold -> attack"]',
        '    barred: ["held -> attack"]',
        "called 'held'",
        "hold",
    ),
    ("    holds_to_account: home", "    holds_to_account: hime", "called 'hime'", "home"),
    ("  settled_when: truce = full", "  settled_when: trucé = full", "'trucé'", "truce"),
    ("    protects: home", "    protects: hom", "no actor is called 'hom'", "home"),
    ("    against: rival", "    against: rifal", "no actor is called 'rifal'", "rival"),
    (
        "    given_by: [near-allies, far-ally]",
        "    given_by: [near-allies, far-aly]",
        "no actor is called 'far-aly'",
        "far-ally",
    ),
    (
        "    in_force_when: backing = force-with-us",
        "    in_force_when: backing = force-with-u",
        "no option of backing is called",
        "force-with-us",
    ),
    (
        "    judged_by: joint-monitors",
        "    judged_by: joint",
        "no monitor is called",
        "joint-m",
    ),
    ("    holds_to_account: home", "    holds_to_account: homes", "no actor", "home"),
    ("    talks_to: [home, rival]", "    talks_to: [home, rivl]", "no actor", "rival"),
    (
        "    can_trade: {home: [arms], rival: [backing]}",
        "    can_trade: {hone: [arms], rival: [backing]}",
        "no actor is called 'hone'",
        "home",
    ),
    (
        "    can_trade: {home: [arms], rival: [backing]}",
        "    can_trade: {home: [arm], rival: [backing]}",
        "no issue is called 'arm'",
        "arms",
    ),
    (
        "    bears_on: [issues.truce]",
        "    bears_on: [issues.truces]",
        "bears_on names 'issues.truces', but there is no 'truces'",
        "did you mean 'truce'?",
    ),
    (
        '  - guarantees: {keep: "truce = full and pressure = hold", for_months: 12}',
        '  - guarantees: {keep: "truce = full and presure = hold", for_months: 12}',
        "no issue is called 'presure'",
        "pressure",
    ),
]


@pytest.mark.parametrize(("old", "new", "what", "near"), NAMES)
def test_a_name_that_is_not_declared(shape, old, new, what, near):
    lines = shape.text.split("\n")
    place = next(n for n, line in enumerate(lines) if line.startswith(old))
    lines[place] = f"{lines[place].replace(old, new)}  # HERE"
    broken = type(shape)("\n".join(lines))
    problem = broken.problem("HF301")
    assert what in str(problem)
    assert near in problem.remedy + problem.expected


@pytest.mark.parametrize(
    ("target", "near"),
    [
        ("issue.truce", "did you mean 'issues'?"),
        ("truce", "expected one of holdfast, id"),
        ("issues.truce.question.mark", "expected a path to a key"),
        ("evidence.0", "expected a path to a key"),
        (".", "expected one of holdfast, id"),
    ],
)
def test_evidence_that_bears_on_nothing_in_the_file(shape, target, near):
    line = "    bears_on: [issues.truce]"
    broken = shape.swap(line, f"    bears_on: [{target}]  # HERE")
    assert near in str(broken.problem("HF301"))


def test_a_source_in_evidence_that_is_not_declared(shape):
    old = "    source: statement\n    says: The rival asks who judges"
    broken = shape.swap(old, old.replace("statement\n", "statment  # HERE\n"))
    assert broken.problem("HF301").remedy == "did you mean 'statement'?"


def test_preferences_of_nobody(shape):
    problem = shape.swap(
        "  far-ally:\n    priorities:", "  farally:  # HERE\n    priorities:"
    ).problems()
    assert [p.code for p in problem] == ["HF202", "HF301"]
    assert "far-ally decides something but has no preferences" in str(problem[0])
    assert problem[1].remedy == "did you mean 'far-ally'?"


def test_a_supporter_that_is_no_actor(shape):
    broken = shape.swap("  far-ally:\n    position:", "  farally:  # HERE\n    position:")
    assert broken.problem("HF301").remedy == "did you mean 'far-ally'?"


def test_trust_between_others(shape):
    extra = (
        "    rival in near-allies: {value: 0.4, unit: probability, basis: judgement, by: me}"
    )
    broken = shape.swap("  settled_when:", f"{extra}  # HERE\n  settled_when:")
    problem = broken.problem("HF301")
    assert "no trust between the two sides is called 'rival in near-allies'" in str(problem)


def test_trust_of_one_side_alone(shape):
    lacking = shape.swap("  trust:\n", "  trust:  # HERE\n").swap(
        "    rival in home: {value: 0.4, unit: probability, basis: judgement, by: me}\n", ""
    )
    problem = lacking.problem("HF202")
    assert "trust lacks 'rival in home'; expected 'rival in home: ' with a" in str(problem)


def test_trust_with_a_name_misspelt(shape):
    first, second = shape.swap("    rival in home:", "    rival in hom:").problems()
    assert (first.code, first.remedy) == ("HF301", "did you mean 'rival in home'?")
    assert (second.code, second.what) == ("HF202", "trust lacks 'rival in home'")


def test_a_start_with_an_issue_misspelt(shape):
    first, second = shape.swap("  arms: flowing", "  arm: flowing").problems()
    assert (first.code, first.remedy) == ("HF301", "did you mean 'arms'?")
    assert (second.code, second.what) == ("HF304", "the start leaves out arms")


def test_only_the_target_sets_the_precondition(shape):
    problem = shape.swap("    by: home\n", "    by: rival  # HERE\n").problem("HF301")
    assert "expected 'home', since the target is the side that asks" in str(problem)


def test_a_side_that_is_no_actor(shape):
    broken = shape.swap("  challenger: rival\n", "  challenger: rivals  # HERE\n")
    problem = broken.problem("HF301")
    assert str(problem).endswith("no actor is called 'rivals'; did you mean 'rival'?")


def test_a_contest_of_one(shape):
    broken = shape.swap("  target: home\n", "  target: rival  # HERE\n")
    problems = broken.problems()
    assert problems[0].code == "HF203"
    assert "challenger and target are the same actor" in str(problems[0])


def test_an_order_from_the_contest_needs_a_settlement(shape):
    derived = shape.swap(
        "    priorities:\n      - not (truce = full and backing = promise)\n"
        "      - arms = flowing\n",
        "    from: contest\n",
    )
    assert derived.load().preferences[0].actor == "home"
    broken = derived.swap("  settled_when: truce = full\n", "")
    assert "from: contest needs a contest and its settlement" in str(broken.problem("HF202"))


def test_an_order_from_the_contest_is_for_its_sides(shape):
    broken = shape.swap("    priorities: [truce != none]", "    from: contest")
    problem = broken.problem("HF301")
    assert str(problem).endswith("far-ally is no side of the contest; expected rival or home")
