"""Which promises of the past are alike: Gower's coefficient by hand, laws, words."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.history.casebook import INSTRUMENTS, casebook, precedent
from holdfast.history.likeness import WEIGHTS, Features, features_of, like

FEATURES = st.builds(
    Features,
    kind=st.sampled_from(["interstate", "civil", ""]),
    instruments=st.frozensets(st.sampled_from(sorted(INSTRUMENTS))),
    patron=st.booleans(),
    rival=st.booleans(),
    several=st.booleans(),
    organisation=st.booleans(),
    precondition=st.sampled_from([True, None]),
    mediated=st.booleans(),
)
KOREA = Features(
    kind="interstate",
    instruments=frozenset(
        {"treaty_defence", "troops_tripwire", "dmz", "monitoring", "arms_aid", "financial"}
    ),
    patron=True,
    rival=False,
    several=True,
    organisation=True,
    precondition=True,
    mediated=True,
)


def test_features_of_the_korean_armistice():
    assert features_of(precedent("KOR1953")) == KOREA


@pytest.mark.parametrize(
    ("id", "rival"),
    [
        ("BUD1994", True),
        ("BALT1939", True),
        ("BEL1839", True),  # Germany, heir to Prussia's promise
        ("CYP1960", True),  # Turkey
        ("NATO1949", False),
    ],
)
def test_whether_the_challenger_is_its_own_guarantor(id, rival):
    assert features_of(precedent(id)).rival == rival


def test_witnesses_promise_nothing_and_organisations_are_known_by_any_of_their_names():
    assert precedent("OSL1993").guarantors == precedent("JOI1994").guarantors == ()
    assert features_of(precedent("ARAB1950")).several  # "members"
    for name in ("LEB2024", "ACE2002", "JCPOA2015", "KUW1991", "KLP2025", "COL2016"):
        assert features_of(precedent(name)).organisation, name
    assert not features_of(precedent("NATO1949")).organisation  # the members promised


def test_likeness_by_hand():
    """Kind 2, instruments 3 x 4/7, patron 2, several 0.5, organisation 0, rival 1, mediated 1
    of 10; a precondition is told and does not count."""
    other = replace(
        precedent("KOR1953"),
        instruments=frozenset(
            {"troops_tripwire", "dmz", "monitoring", "arms_aid", "peacekeeping"}
        ),
        guarantors=("US", "UK"),
        precondition="",
    )
    [found] = like(KOREA, [other])
    whole = sum(WEIGHTS.values())
    assert whole == 10.0
    [with_one] = like(KOREA, [replace(other, precondition="guarantees first")])
    assert with_one.similarity == found.similarity
    assert "a precondition for talks" in set(with_one.shares) - set(found.shares)
    assert found.similarity == pytest.approx((2 + 3 * 4 / 7 + 2 + 0.5 + 0 + 1 + 1) / whole)
    assert "with troops with a peace mandate" in found.differs
    assert "without money" in found.differs
    assert "no organisation among them" in found.differs
    assert "a demilitarised or thinned-out zone" in found.shares


@given(FEATURES)
def test_a_promise_is_most_like_itself(asked):
    names = set(WEIGHTS)
    assert names <= set(Features.__dataclass_fields__)
    found = like(asked, most=500)
    assert len(found) == 114
    assert all(0.0 <= one.similarity <= 1.0 for one in found)
    assert [one.similarity for one in found] == sorted(
        (one.similarity for one in found), reverse=True
    )


@pytest.mark.parametrize("one", [o for o in casebook() if o.in_force], ids=lambda o: o.id)
def test_every_row_is_like_itself_in_all_that_is_known(one):
    [found] = like(features_of(one), [one])
    assert found.similarity == pytest.approx(1.0)
    assert found.differs == ()


def test_promises_that_never_came_into_force_are_left_out():
    ids = {one.precedent.id for one in like(KOREA, most=500)}
    assert not {"IST2022", "LEB1983", "PAR2026"} & ids


def test_rows_may_be_those_known_on_a_day():
    early = [one for one in casebook() if one.start < date(1950, 1, 1)]
    assert {one.precedent.start.year for one in like(KOREA, early)} <= set(range(1839, 1950))
