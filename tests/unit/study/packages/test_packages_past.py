"""What the past says of each package: the casebook's own look-up, and what was known then."""

import pytest

from holdfast.casefile.catalogue import open_case
from holdfast.guarantees.catalogue import catalogue
from holdfast.history.casebook import INSTRUMENTS, casebook
from holdfast.study.ensemble import ensemble
from holdfast.study.packages.bench import bench, package_asked, packages_in
from holdfast.study.packages.past import features_of, precedents
from holdfast.study.past.beside import MOST
from holdfast.study.past.comparable import NAMED, comparable


@pytest.fixture(scope="module")
def korea():
    return bench(ensemble(open_case("korea-1953"), 1, 2))


def named(on, name):
    return next(one for one in packages_in(on.ensemble) if one.name == name)


def asked(on, text):
    return package_asked(text, on.tools.instruments)


def test_of_a_cases_own_package_it_says_what_history_says(korea):
    """A second way: `holdfast history cases --like`."""
    told = comparable(korea.ensemble.conflict, most=MOST).answer["packages"]
    for guarantee in korea.ensemble.conflict.packages:
        found, other = precedents(korea, named(korea, guarantee.id)), told[guarantee.id]
        assert found["kept"] == other["kept"]
        assert found["outcomes"] == other["outcomes"]
        assert found["counted"] == len(other["cases"]) == MOST
        pairs = zip(found["nearest"], other["cases"][:NAMED], strict=True)
        for near, case in pairs:
            assert near == {key: case[key] for key in ("id", "outcome", "similarity")}


def test_instruments_are_looked_up_by_what_the_casebook_calls_them(korea):
    found = features_of(korea, asked(korea, "tripwire-force=2,arms-and-money=0.1,air-cover=0"))
    assert found.instruments == {"troops_tripwire", "arms_aid", "financial"}
    assert not found.rival
    assert features_of(korea, asked(korea, "rival-guarantor=1,defence-treaty=2")).rival


def test_supporters_stand_behind_instruments(korea):
    conflict = korea.ensemble.conflict
    found = features_of(korea, named(korea, "porcupine"))
    assert found.patron == bool(conflict.supporters)
    assert found.several == (len(conflict.supporters) > 1)


def test_what_came_later_is_not_known(korea):
    """The Rio Protocol of 1942 was violated in 1995, long after the day of this case."""
    known = {one.id: one for one in casebook()}
    found = [n for p in packages_in(korea.ensemble) for n in precedents(korea, p)["nearest"]]
    assert all(known[one["id"]].start <= korea.ensemble.conflict.as_of for one in found)
    broken_later = {
        one["id"]
        for one in found
        if known[one["id"]].outcome == "violated"
        and known[one["id"]].until > korea.ensemble.conflict.as_of
    }
    assert broken_later
    assert all(one["outcome"] != "violated" for one in found if one["id"] in broken_later)


@pytest.mark.parametrize("name", catalogue())
def test_every_instrument_has_its_name_in_the_casebook(name):
    one = catalogue()[name]
    assert set(one.precedents) <= set(INSTRUMENTS)
    assert one.precedents or one.rival_veto  # whose likeness is the rival among the guarantors
