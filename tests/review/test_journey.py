"""A person clears the queue with the keyboard alone, in a real Chromium."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect, sync_playwright

from xuncha.engine.acquire.render.browser import find_browser
from xuncha.office.casework.models import Cluster
from xuncha.office.people.models import User

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def chromium(monkeypatch) -> Iterator[Browser]:
    """The machine's Chromium; without one the test is skipped."""
    found = find_browser()
    if found is None:
        pytest.skip("本机没有 Chromium，审核页面没有测试")
    # Playwright keeps an event loop in this thread; the records are read beside it, not in it.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(found), args=["--no-sandbox"])
        yield browser
        browser.close()


def desk_of(user: User, browser: Browser, live_server, inspection) -> tuple[Page, list[str]]:
    """The queue as this person sees it, and what the browser complained of."""
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    cookie = {"name": name, "value": client.cookies[name].value, "url": live_server.url}
    context.add_cookies([cookie])
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
    page.goto(live_server.url + reverse("queue", args=[inspection.pk]))
    return page, faults


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def opened(page: Page, title: str) -> None:
    """Wait until this case is open and no answer is outstanding."""
    expect(page.locator("#case-title")).to_contain_text(title)
    expect(page.locator("#queue[aria-busy]")).to_have_count(0)


def test_a_queue_is_cleared_by_keyboard_alone(
    chromium, live_server, full, phrase, veto, reviewer, colleague
):
    page, faults = desk_of(reviewer, chromium, live_server, full)
    opened(page, "空白栏目")

    press(page, "j")
    opened(page, "布署")
    press(page, "k")
    opened(page, "空白栏目")
    press(page, "?")
    expect(page.locator("#queue-help")).to_be_visible()
    press(page, "Escape")

    press(page, "a")
    opened(page, "布署")
    expect(page.locator(".note-success")).to_contain_text("须由另一人再确认")
    press(page, "d", "1")
    opened(page, "签定")
    press(page, "u")
    opened(page, "布署")
    expect(page.locator(".note-success")).to_contain_text("已撤回 5 条")
    press(page, "l")
    opened(page, "签定")
    press(page, "a")
    expect(page.locator(".queue-list .empty")).to_contain_text("还有 1 项")
    page.get_by_role("link", name="已推后").press("Enter")
    page.locator("[data-item]").press("Enter")
    opened(page, "布署")
    press(page, "a")
    expect(page.locator(".note-success")).to_contain_text("已确认 5 条")
    assert faults == []

    second, faults = desk_of(colleague, chromium, live_server, full)
    opened(second, "空白栏目")
    press(second, "a")
    expect(second.locator(".queue-list .empty")).to_contain_text("全部认定完了")
    assert faults == []

    assert not Cluster.objects.filter(round=full, waiting__gt=0).exists()
    for cluster in (phrase, veto):
        cluster.refresh_from_db()
        assert cluster.confirmed == 5


def test_the_words_of_a_reason_are_typed_and_sent_by_keyboard(
    chromium, live_server, full, phrase, reviewer, colleague
):
    page, faults = desk_of(reviewer, chromium, live_server, full)
    opened(page, "空白栏目")
    press(page, "j")
    opened(page, "布署")
    page.locator("#case-reason").focus()
    page.keyboard.type("adjl 是旧制写法")
    press(page, "Control+Enter")
    opened(page, "签定")
    assert phrase.batches.get().reason == "adjl 是旧制写法"
    press(page, "g", "ArrowDown", "ArrowDown", "Enter")
    expect(page.locator(".note-success")).to_contain_text("已分派给赵核")
    assert faults == []


def test_a_reason_typed_past_the_end_of_the_session_is_sent_after_signing_in_again(
    chromium, live_server, full, phrase, reviewer
):
    page, _ = desk_of(reviewer, chromium, live_server, full)
    opened(page, "空白栏目")
    press(page, "j")
    opened(page, "布署")
    Session.objects.all().delete()
    page.locator("#case-reason").fill("是旧制写法")
    press(page, "Control+Enter")
    page.get_by_text("登录时间已到，您填写的内容还在本页").wait_for()
    assert page.locator("#case-reason").input_value() == "是旧制写法"
    back = Client()
    back.force_login(reviewer)
    name = settings.SESSION_COOKIE_NAME
    cookie = {"name": name, "value": back.cookies[name].value, "url": live_server.url}
    page.context.add_cookies([cookie])
    press(page, "Control+Enter")
    opened(page, "签定")
    assert phrase.batches.get().reason == "是旧制写法"
