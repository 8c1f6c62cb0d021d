"""A form on an open page: sent once, and kept past the end of a session, in a real Chromium."""

import json
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse

from tests.web.test_accessibility import HOST, chromium  # noqa: F401

IDLE_S, LEFT_S = 3540, 43200
ME = 7
PAGE = f"""<!doctype html><title>填报</title>
<body data-user="{ME}" data-session="/session/" data-login="/login/" data-idle="{IDLE_S}"
 data-left="{LEFT_S}"><main><form method="post" action="/sent/">
<input type="hidden" name="csrfmiddlewaretoken" value="old"><label>说明
<textarea name="text"></textarea></label><button name="save" value="1">保存</button></form></main>
<script src="/static/web/forms.js" defer></script></body>"""


@pytest.fixture
def office_page(chromium):  # noqa: F811
    """The page, what was sent from it, and who the session says is signed in."""
    page = chromium.new_page()
    sent, signed_in = [], [ME]

    def answer(route):
        path = route.request.url.removeprefix(HOST)
        if path == "/session/":
            told = {"user": signed_in[0], "left": LEFT_S, "token": "new"}
            route.fulfill(
                body=json.dumps(told if signed_in[0] else {}), content_type="application/json"
            )
        elif path == "/sent/":
            sent.append(route.request.post_data)
            route.fulfill(status=204)
        elif path.startswith("/static/"):
            route.fulfill(path=Path(finders.find(path.removeprefix("/static/"))))
        else:
            route.fulfill(body=PAGE, content_type="text/html; charset=utf-8")

    page.route("**/*", answer)
    page.clock.install(time=0)
    page.goto(f"{HOST}/")
    page.get_by_label("说明").fill("已改正，10 月 13 日更新")
    return page, sent, signed_in


def test_what_is_typed_past_the_end_stays_until_the_same_person_is_back(office_page):
    page, sent, signed_in = office_page
    signed_in[0] = 0
    page.clock.run_for((IDLE_S + 1) * 1000)
    page.get_by_role("button", name="保存").click()
    page.get_by_text("登录时间已到，您填写的内容还在本页").wait_for()
    assert page.get_by_role("link", name="在新窗口登录").get_attribute("target") == "_blank"
    signed_in[0] = ME + 1
    page.get_by_role("button", name="保存").click()
    page.get_by_text("现在登录的是另一个人").wait_for()
    assert sent == []
    signed_in[0] = ME
    with page.expect_response("**/sent/"):
        page.get_by_role("button", name="保存").click()
    assert "csrfmiddlewaretoken=new" in sent[0]
    assert "save=1" in sent[0]
    assert page.get_by_label("说明").input_value() == "已改正，10 月 13 日更新"
    page.get_by_role("button", name="保存").click(click_count=2)
    assert len(sent) == 1


def test_the_page_says_whose_session_it_is_and_how_long_it_lasts(page, seen, reviewer):
    text = page.get(reverse("allowances")).content.decode()
    assert f'data-user="{reviewer.pk}"' in text
    assert f'data-idle="{IDLE_S}"' in text
    told = page.get(reverse("session")).json()
    assert told["user"] == reviewer.pk
    assert 0 < told["left"] <= LEFT_S


def test_a_strangers_page_tells_of_no_session(client, db):
    assert "data-user" not in client.get(reverse("login")).content.decode()
