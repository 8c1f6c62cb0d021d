"""The pages in Tibetan, Mongolian and Uyghur say what their truth says."""

import re
from collections import Counter
from html import unescape

import pytest

from xuncha.sample.variety.days import PARTIAL, STYLES, shown
from xuncha.sample.variety.pen import Pen
from xuncha.sample.variety.tongues.pages import tongue_pages

WHOLE = sorted(set(STYLES) - PARTIAL)


@pytest.fixture(scope="module")
def spoken():
    return list(tongue_pages(Pen(5)))


def bare(text: str) -> str:
    return re.sub(r"\s+", "", unescape(text))


def test_there_are_two_hundred_pages_in_four_writings(spoken):
    counts = Counter(row.language for row, _ in spoken)
    assert set(counts) == {"bo", "mn-Mong", "mn-Cyrl", "ug"}
    assert sum(counts.values()) >= 200


def test_a_list_with_entries_is_never_blank(spoken):
    for row, _ in spoken:
        if row.kind in {"list", "home"}:
            assert row.blank is (not row.items)


def test_every_entry_and_its_day_stand_on_the_page(spoken):
    lost = []
    for row, text in spoken:
        whole = bare(text)
        for item in row.items:
            at = whole.find(bare(item.title))
            near = whole[max(0, at - 300) : at + len(item.title) + 400]
            days = [bare(shown(item.date, s)) for s in WHOLE] if item.date else []
            if at < 0 or (days and not any(day in near for day in days)):
                lost.append((row.file, item))
    assert lost == []


def test_the_writing_of_the_page_is_the_one_the_truth_names(spoken):
    ranges = {
        "bo": "[\u0f00-\u0fff]",
        "mn-Mong": "[\u1800-\u18af]",
        "mn-Cyrl": "[\u0400-\u04ff]",
        "ug": "[\u0600-\u06ff]",
    }
    for row, text in spoken:
        assert len(re.findall(ranges[row.language], text)) > 20


def test_days_come_in_own_digits_and_own_words(spoken):
    whole = "".join(text for _, text in spoken)
    for pattern in (
        "༢༠[༠-༩]{2}",
        "᠒᠐[᠐-᠙]{2}",
        r"\d{4}-يىلى \d+-ئاينىڭ \d+-كۈنى",
        r"\d{4}ལོའི་ཟླ་\d+པའི་ཚེས་\d+",
        r"\d{4} ᠣᠨ ᠤ \d+",
        r"\d{4} оны \d+",
    ):
        assert re.search(pattern, whole), pattern


def test_the_language_attribute_is_right_wrong_and_missing(spoken):
    tibetan = [text for row, text in spoken if row.language == "bo"]
    found = {m[1] if (m := re.search(r'<html lang="([^"]*)"', t)) else "" for t in tibetan}
    assert {"bo", "zh-CN", ""} <= found


def test_uyghur_runs_from_right_to_left_on_most_pages(spoken):
    uyghur = ['dir="rtl"' in text for row, text in spoken if row.language == "ug"]
    assert len(uyghur) / 2 < sum(uyghur) < len(uyghur)
