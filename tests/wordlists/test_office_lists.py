"""An office's own words and names as layers beside those of the program."""

from datetime import date

from xuncha.engine.domain.own_words import DoubtedRule, OwnName, OwnWord, OwnWords
from xuncha.engine.domain.words import Band, TextErrorKind
from xuncha.engine.proofread.check import proofread_exactly
from xuncha.engine.proofread.findings import Passage

DAY = date(2024, 9, 30)


def found(own, text, published=DAY, band=Band.B):
    return proofread_exactly([Passage(text, published)], band=band, own=own)[0]


def words(*rows):
    return OwnWords(words=rows, digest=repr(rows))


def test_an_own_word_is_found_with_its_reason_and_its_list():
    own = words(OwnWord("政务云系统", "政务云平台", "全省统一名称", band=Band.A))
    (one,) = found(own, "启用政务云系统。", band=Band.A)
    assert (one.text, one.suggestion, one.band) == ("政务云系统", "政务云平台", Band.A)
    assert one.why == "全省统一名称（本单位“易错词”词库）"
    assert one.rule.startswith("own-word-")


def test_a_doubtful_own_word_is_shown_on_request_alone():
    own = words(OwnWord("政务云系统", "政务云平台", "统一名称", band=Band.B))
    assert found(own, "启用政务云系统。", band=Band.A) == ()
    assert len(found(own, "启用政务云系统。")) == 1


def test_right_words_that_hold_the_wrong_ones_and_exceptions_are_left_alone():
    own = words(OwnWord("政务云", "政务云平台", "统一名称", exceptions=("老政务云",)))
    assert found(own, "启用政务云平台，老政务云停用。") == ()
    assert len(found(own, "启用政务云。")) == 1


def test_an_own_word_holds_between_its_days():
    own = words(OwnWord("数字办公室", "数据局", "机构改革", since=date(2024, 3, 1)))
    assert found(own, "数字办公室负责。", date(2024, 2, 29)) == ()
    assert len(found(own, "数字办公室负责。", date(2024, 3, 1))) == 1
    assert found(own, "数字办公室负责。", None) == ()


def test_a_short_own_word_must_stand_alone():
    own = words(OwnWord("署假", "暑假", "错别字", TextErrorKind.TYPO))
    assert [one.text for one in found(own, "全市学校放署假。")] == ["署假"]
    assert found(own, "会议部署假期值班。") == ()


def test_the_same_row_is_the_same_rule_in_every_version():
    row = OwnWord("政务云系统", "政务云平台", "统一名称")
    later = OwnWord("政务云系统", "政务云平台", "换了理由", band=Band.A)
    (first,), (second,) = found(words(row), "政务云系统"), found(words(later), "政务云系统")
    assert first.rule == second.rule


def test_what_is_almost_an_own_name_is_found():
    own = OwnWords(names=(OwnName("青石市大数据服务中心"),), digest="names")
    (one,) = found(own, "由青石市大数剧服务中心承办。", band=Band.A)
    assert one.suggestion == "青石市大数据服务中心"
    assert found(own, "由青石市大数据服务中心承办。") == ()


def test_an_old_name_is_wrong_after_its_last_day_alone():
    old = OwnName("青石市大数据管理局", until=date(2023, 12, 31), renamed_to="青石市数据管理服务局")
    own = OwnWords(names=(old,), digest="renamed")
    text = "群众可到青石市大数据管理局办理。"
    assert found(own, text, date(2023, 12, 31)) == ()
    (one,) = found(own, text, date(2024, 1, 1))
    assert one.suggestion == "青石市数据管理服务局"
    assert one.rule.startswith("own-renamed-")
    assert "本单位" in one.why
    assert found(own, "原青石市大数据管理局的职责划入。", date(2024, 1, 1)) == ()


def test_what_a_doubted_rule_finds_is_doubtful_and_says_why():
    text = "会后双方签定协议。"
    (sure,) = found(OwnWords(), text, band=Band.A)
    own = OwnWords(doubted=(DoubtedRule(sure.rule, 3, 12),), digest="doubted")
    assert found(own, text, band=Band.A) == ()
    (one,) = found(own, text)
    assert one.band is Band.B
    assert "认定 12 处、采纳 3 处" in one.why


def test_an_office_that_added_nothing_changes_nothing():
    text = "会后双方签定协议。"
    assert found(OwnWords(), text) == found(words(OwnWord("从不出现的词", "词", "无")), text)
