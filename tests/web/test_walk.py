"""The walk of photographs knows which addresses give pages."""

from scripts.journey import walk

from tests.web.test_accessibility import written  # noqa: F401


def test_the_walk_takes_no_page_for_a_file_and_names_only_what_there_is(written):  # noqa: F811
    assert walk.names() >= walk.NO_PAGES
    assert set(written) & (walk.FILES | walk.POSTED | walk.ASKED) == set()


def test_every_address_the_walk_does_not_photograph_has_one_reason():
    kinds = (walk.POSTED, walk.FILES, walk.ASKED, walk.OUTSIDE)
    assert sum(len(one) for one in kinds) == len(walk.NO_PAGES)


def test_a_page_nobody_was_led_to_is_missing(tmp_path):
    done = walk.Walk(tmp_path)
    assert set(done.missing()) == walk.names() - walk.NO_PAGES
    done.seen["home"] = "/"
    done.passed.add("login")
    assert not {"home", "login"} & set(done.missing())
