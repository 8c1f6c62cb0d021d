"""The card on a target's page: only where something was looked at, escaped, open to its record."""

from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse

from tests.office.results import summary
from tests.services.test_home import FOOT, home
from tests.web.conftest import (  # noqa: F401
    CODE,
    inspection,
    neighbour,
    office,
    order,
    other_office,
    page,
    register,
    reviewer,
)
from xuncha.engine.domain.services import (
    Certificate,
    LinkFacts,
    LinkSeen,
    LinkState,
    MessageColumn,
    MessageItem,
    Searched,
    ServiceFacts,
    Ways,
)
from xuncha.engine.domain.words import UnableClass
from xuncha.engine.extract.services.marks import read_marks
from xuncha.office.casework.taking_in import services_of, store_target
from xuncha.web.services import card_of

URL = "http://www.pages.example/"
DEAD = LinkSeen(f"{URL}x", "链接<b>", URL, True, LinkState.DEAD, None, "两次服务器回答 404")
OPEN_LETTER = MessageItem("关于供暖的<i>咨询</i>", f"{URL}m1", None, None, "", is_answered=False)
FACTS = ServiceFacts(
    url=URL,
    record="sha256:ab",
    marks=read_marks(home(FOOT), "6321220001"),
    messages=(MessageColumn("县长信箱", URL, "sha256:cd", (OPEN_LETTER,)),),
    links=LinkFacts(3, 2, 1, (DEAD,)),
)


def test_a_card_says_what_was_seen_in_plain_words():
    text = "\n".join(line.told for section in card_of(FACTS) for line in section.lines)
    assert "6321220001（与名录一致）" in text
    assert "显示 1 件：已答复 0，未答复 1，看不出 0；没有读到答复日期" in text
    assert "共 3 个链接，看了 2 个：能打开 1，两次 404 1，疑似 0，无法查看 0" in text


def test_a_card_tells_the_other_ways_and_the_searches():
    ways = Ways(
        ipv6_looked=True,
        ipv6_failure=UnableClass.NAME,
        ipv6_reason="域名没有 IPv6 地址（AAAA 记录）",
        certificate_looked=True,
        certificate=Certificate(
            ("*.pages.example",), date(2026, 1, 1), date(2026, 12, 31), "", False, "sha256:ef"
        ),
    )
    searched = (Searched("关于供暖的通知", f"{URL}s?q=1", None, "需要登录", ""),)
    sections = {
        one.heading: one.lines for one in card_of(ServiceFacts(ways=ways, searched=searched))
    }
    told = [line.told for line in sections["IPv6 和证书"]]
    assert told == ["域名没有 IPv6 地址（AAAA 记录）", "2026-01-01 至 2026-12-31 有效"]
    assert sections["试搜标题"][0].told == "看不出"


def test_a_target_without_services_has_no_card():
    assert card_of(None) == ()
    assert card_of(ServiceFacts()) == ()


@pytest.fixture
def shown(inspection):  # noqa: F811
    target = inspection.targets.get(code=CODE)
    store_target(target, replace(summary(), services=FACTS), [])
    return target


def test_services_come_back_from_the_records_as_they_went_in(shown):
    assert services_of(shown.visit) == FACTS


def test_the_page_of_a_target_shows_the_card_escaped(page, shown):  # noqa: F811
    text = page.get(reverse("target", args=(shown.round_id, CODE))).content.decode()
    assert "互动与服务（机器所见，待人核）" in text
    assert "链接&lt;b&gt;" in text
    assert "<i>咨询" not in text
    assert reverse("record", args=(shown.round_id, CODE, "sha256:ab")) in text
