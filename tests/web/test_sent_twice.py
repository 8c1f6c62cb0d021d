"""A form sent twice by a double click does its work once."""

import re

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.web.test_who_sees_what import body_of
from xuncha.office.people.models import User
from xuncha.office.people.roles import Role
from xuncha.office.rectification.models import Order, Reply

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


@pytest.fixture
def asked(seen, office):
    """A clerk of the unit at a browser, and the address of an order with an item to answer."""
    order = Order.objects.get()
    order.items.update(state="open")
    clerk = User.objects.create_user("danwei", office, role=Role.UNIT)
    clerk.body = body_of(office)
    clerk.save()
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(clerk)
    return browser, reverse("unit-order", args=[order.pk])


def filled(browser, address, text="已改正"):
    """What the form of the page sends when it is filled in."""
    token = TOKEN.search(browser.get(address).content.decode())[1]
    item = str(Order.objects.get().items.get().pk)
    said = {"reply": "1", "items": item, "says": "fixed", "text": text}
    return {"csrfmiddlewaretoken": token, **said}


def test_a_double_click_leaves_one_reply(asked):
    browser, address = asked
    before = Reply.objects.count()
    sent = filled(browser, address)
    assert browser.post(address, sent).status_code == 302
    again = browser.post(address, sent, HTTP_REFERER=f"http://testserver{address}")
    assert (again.status_code, again.url) == (302, f"http://testserver{address}")
    assert "没有重复办理" in [str(one) for one in get_messages(again.wsgi_request)][-1]
    assert Reply.objects.count() == before + 1


def test_the_same_words_from_a_page_opened_anew_count_again(asked):
    browser, address = asked
    before = Reply.objects.count()
    for _ in range(2):
        assert browser.post(address, filled(browser, address)).status_code == 302
    assert Reply.objects.count() == before + 2


def test_other_words_from_the_same_page_are_not_taken_for_a_double_click(asked):
    browser, address = asked
    before = Reply.objects.count()
    sent = filled(browser, address)
    browser.post(address, sent)
    browser.post(address, {**sent, "text": "已改正，并核对同类内容"})
    assert Reply.objects.count() == before + 2


def test_what_was_refused_may_be_sent_again(asked):
    browser, address = asked
    order = Order.objects.get()
    before = Reply.objects.count()
    sent = filled(browser, address)
    Order.objects.filter(pk=order.pk).update(state="issued")
    assert browser.post(address, sent).status_code == 422
    Order.objects.filter(pk=order.pk).update(state="received")
    assert browser.post(address, sent).status_code == 302
    assert Reply.objects.count() == before + 1


def test_a_corrected_file_of_the_same_name_and_size_is_another_form(asked):
    browser, address = asked
    before = Reply.objects.count()
    sent = filled(browser, address)
    for content in (b"%PDF-1.7 a", b"%PDF-1.7 b", b"%PDF-1.7 b"):
        file = SimpleUploadedFile("shot.pdf", content, "application/pdf")
        browser.post(address, {**sent, "files": file})
    assert Reply.objects.count() == before + 2
