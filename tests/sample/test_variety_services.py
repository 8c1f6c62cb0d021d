"""Messages, guides, surveys and marks of the variety stand on their pages as the truth says."""

import re
from html import unescape

import pytest

from xuncha.sample.variety.days import PARTIAL, STYLES, shown
from xuncha.sample.variety.pen import AS_OF, Pen
from xuncha.sample.variety.services.guides import ABSENT
from xuncha.sample.variety.services.pages import service_pages
from xuncha.sample.variety.services.words import service_words


@pytest.fixture(scope="module")
def served():
    return list(service_pages(Pen(9)))


def bare(text: str) -> str:
    return re.sub(r"[\s\u00a0]+", "", unescape(text))


def printed(day) -> list[str]:
    return [bare(shown(day, style)) for style in set(STYLES) - PARTIAL]


def of(served, sort):
    return [(row, bare(text)) for row, text in served if row.service["sort"] == sort]


def test_there_are_sixty_pages_of_every_sort(served):
    sorts = {row.service["sort"] for row, _ in served}
    assert sorts == {"messages", "message", "guide", "survey", "marks", "readings"}
    assert len(served) >= 60


def test_every_message_stands_with_its_days(served):
    for row, text in of(served, "messages"):
        for message in row.service["messages"]:
            near = text[text.index(message["title"]) :][:900]
            assert any(day in near for day in printed(message["received"])), row.file
            assert message["answered"] is None or any(
                day in near for day in printed(message["answered"])
            )
            assert message["unit"] in near or message["answered"] is None


def test_the_newest_answer_is_the_newest_of_the_page(served):
    for row, _ in of(served, "messages"):
        answers = [m["answered"] for m in row.service["messages"] if m["answered"]]
        assert row.service["newest_answer"] == max(answers, default=None)
        assert all(day <= AS_OF for day in answers)


def test_some_message_waits_for_months(served):
    waiting = [row.service["oldest_open"] for row, _ in of(served, "messages")]
    assert any(day and (AS_OF - day).days > 92 for day in waiting)


def test_a_guide_shows_the_elements_it_has_and_no_others(served):
    seen = set()
    for row, text in of(served, "guide"):
        seen.add(sum(not has for has in row.service["elements"].values()))
        for kind, has in row.service["elements"].items():
            values = [bare(v) for v in service_words()["guide"][kind]["values"]]
            assert any(v in text for v in values) is has or kind == "事项名称", (row.file, kind)
    assert seen == set(ABSENT.values())


def test_a_survey_is_open_until_its_last_day(served):
    for row, text in of(served, "survey"):
        for survey in row.service["surveys"]:
            assert (survey["state"] == "open") is (survey["end"] >= AS_OF)
            assert bare(survey["title"]) in text
            assert survey["feedback_url"] in text


def test_the_site_code_stands_in_the_footer_only_where_the_truth_has_it(served):
    for row, text in of(served, "marks"):
        footer = text[text.index('class="footer"') :]
        assert ("标识码" in footer) is row.service["code"]
        assert ("公网安备" in footer) is row.service["police"]
        assert ("ICP备" in footer) is row.service["icp"]
        assert ("jiucuo" in footer or "zfwzzc" in footer) is row.service["report_entry"]


def test_interpretations_and_documents_link_where_the_truth_says(served):
    for row, text in of(served, "readings"):
        links = [row.service["interpretation_url"], row.service["document_url"]]
        assert [link in text for link in links if link] == [True] * ("linked" in row.form)
