"""A host is asked no faster and by no more requests at once than the settings allow."""

import time
from dataclasses import replace

import pytest

from tests.acquire.conftest import SETTINGS, Visit, account, article_page, list_page, site
from tests.acquire.zoo import Zoo, answer, slow


@pytest.mark.parametrize("allowed", [1, 3])
def test_a_host_is_asked_by_no_more_requests_at_once_than_allowed(
    zoo: Zoo, visit: Visit, allowed: int
) -> None:
    zoo.show("a.example", "/", answer("<p>首页</p>"))
    paths = [f"/c{n}/" for n in range(6)]
    for path in paths:
        zoo.show("a.example", path, slow(0.05))
    feeds = [account(f"n{n}", f"http://p.example/{n}.xml") for n in range(9)]
    for n in range(9):
        zoo.show("p.example", f"/{n}.xml", slow(0.05))
    settings = replace(SETTINGS, requests_per_host=allowed)
    visit(site("a.example", *paths), *feeds, settings=settings)
    assert zoo.peak["a.example"] == allowed
    assert zoo.peak["p.example"] == allowed, "accounts of one platform share its host"


def test_requests_to_a_host_are_spaced_by_the_delay(zoo: Zoo, visit: Visit) -> None:
    zoo.show("a.example", "/", answer(list_page("/1.html", "/2.html", "/3.html")))
    for n in (1, 2, 3):
        zoo.show("a.example", f"/{n}.html", answer(article_page(f"文章{n}")))
    started = time.monotonic()
    visit(site("a.example"), settings=replace(SETTINGS, delay_s=0.2))
    assert len(zoo.asked) == 5
    assert time.monotonic() - started >= 4 * 0.2
