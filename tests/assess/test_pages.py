"""The pages of the yearly assessment, and who sees them."""

import pytest

from tests.assess.conftest import REGION

YEAR = "/assess/2024/"


@pytest.fixture
def page(client, reviewer):
    client.force_login(reviewer)
    return client


def test_a_year_lists_its_regions(page, assessment):
    text = page.get(YEAR).content.decode()
    assert REGION in text
    assert "考核结论" in text


def test_opening_a_year_shows_it(page, register):
    answer = page.post("/assess/", {"year": "2023"}, follow=True)
    assert "2023 年监管工作考核" in answer.content.decode()
    answer = page.post("/assess/", {"year": "soon"}, follow=True)
    assert "四位年份" in answer.content.decode()


def test_a_person_enters_what_was_found(page, assessment):
    said = {"indicator": "R-D6", "result": "hit", "count": "2", "note": "<b>台账</b>"}
    answer = page.post(f"{YEAR}{REGION}/", said, follow=True)
    text = answer.content.decode()
    assert "已记下 R-D6" in text
    assert "李审：&lt;b&gt;台账&lt;/b&gt;" in text
    said["note"] = ""
    assert "依据" in page.post(f"{YEAR}{REGION}/", said, follow=True).content.decode()


def test_the_report_is_a_document(page, assessment):
    answer = page.get(f"{YEAR}{REGION}/report.docx")
    assert answer.status_code == 200
    assert answer.content.startswith(b"PK")


def test_an_unknown_region_or_year_is_not_found(page, assessment):
    assert page.get(f"{YEAR}别处/").status_code == 404
    assert page.get("/assess/1999/").status_code == 404


def test_another_office_sees_nothing(client, neighbour, assessment):
    client.force_login(neighbour)
    assert client.get(YEAR).status_code == 404
    assert client.get(f"{YEAR}{REGION}/").status_code == 404
    assert "2024 年" not in client.get("/assess/").content.decode()


def test_a_stranger_is_sent_to_the_login(client, assessment):
    assert client.get(YEAR).status_code == 302
