"""Lists change by a look first; versions stay; undo is one more version."""

from dataclasses import replace
from datetime import date

import pytest

from tests.wordlists.conftest import WORDS
from xuncha.engine.domain.own_words import Leader, OwnTerm, OwnWord, Repost
from xuncha.engine.domain.words import OwnList
from xuncha.office.casework import rounds
from xuncha.office.people import audit
from xuncha.office.people.errors import AppendOnlyError
from xuncha.office.people.models import AuditRecord, User
from xuncha.office.people.roles import Role
from xuncha.office.registry.errors import UploadError
from xuncha.office.wordlists import lists
from xuncha.office.wordlists.errors import WordlistError
from xuncha.office.wordlists.freezing import freeze, own_words_of, statement_of
from xuncha.office.wordlists.limits import feedback_limits
from xuncha.office.wordlists.models import FrozenWords

KIND = OwnList.WORDS
ONE, TWO = ("甲写法", "乙写法", "一"), ("丙写法", "丁写法", "二")


@pytest.fixture
def uploaded(sheet, reviewer):
    def upload(*rows, replaces=False, user=reviewer):
        return lists.draft(user, KIND, sheet(*rows, headers=WORDS[:3]), replaces=replaces)

    return upload


@pytest.fixture
def made(uploaded, reviewer):
    def make(*rows, replaces=False):
        uploaded(*rows, replaces=replaces)
        return lists.confirm(reviewer, KIND)

    return make


def wrongs(office):
    return [row.wrong for row in lists.rows_of(lists.current(office, KIND), KIND)]


def test_an_upload_changes_nothing_before_a_person_looked_at_it(office, uploaded):
    preview = lists.preview(uploaded(ONE, TWO))
    assert [change.after.wrong for change in preview.added] == ["甲写法", "丙写法"]
    assert lists.current(office, KIND) is None


def test_a_preview_tells_what_is_new_different_gone_and_the_same(made, uploaded):
    made(ONE, TWO, ("留着的", "保留", "三"))
    preview = lists.preview(
        uploaded(("甲写法", "乙写法", "换了理由"), ("新写法", "新", "四"), TWO, replaces=True)
    )
    assert [one.after.wrong for one in preview.added] == ["新写法"]
    assert [(one.before.why, one.after.why) for one in preview.changed] == [("一", "换了理由")]
    assert [one.before.wrong for one in preview.removed] == ["留着的"]
    assert preview.unchanged == 1


def test_an_upload_adds_to_the_list_and_replaces_it_only_when_asked(office, made):
    made(ONE)
    made(TWO)
    assert wrongs(office) == ["甲写法", "丙写法"]
    made(TWO, replaces=True)
    assert wrongs(office) == ["丙写法"]


def test_faulty_rows_are_told_with_their_line_and_the_others_hold(office, uploaded, reviewer):
    preview = lists.preview(uploaded(ONE, ("一", "", "")))
    assert {fault.row for fault in preview.faults} == {3}
    lists.confirm(reviewer, KIND)
    assert wrongs(office) == ["甲写法"]


def test_versions_stay_with_their_author_and_undo_is_one_more(office, made, reviewer):
    made(ONE)
    second = made(TWO)
    assert (second.number, second.row_count, second.by_name) == (2, 2, "李审")
    third = lists.restore(reviewer, KIND, 1)
    assert (third.number, third.restores.number) == (3, 1)
    assert wrongs(office) == ["甲写法"]
    lists.restore(reviewer, KIND, 2)
    assert wrongs(office) == ["甲写法", "丙写法"]
    with pytest.raises(AppendOnlyError):
        second.save()


def test_the_first_version_is_undone_to_an_empty_list(office, made, reviewer):
    made(ONE)
    lists.restore(reviewer, KIND, 0)
    assert wrongs(office) == []
    assert freeze(office, lists.current(office, KIND).at.date()) is None


def test_there_is_nothing_to_restore_in_what_holds_or_never_was(made, reviewer):
    with pytest.raises(WordlistError):
        lists.restore(reviewer, KIND, 1)
    made(ONE)
    for number in (1, 9, -1):
        with pytest.raises(WordlistError):
            lists.restore(reviewer, KIND, number)


def test_every_change_is_one_row_of_the_audit_chain(office, made, reviewer):
    made(ONE)
    made(TWO)
    lists.restore(reviewer, KIND, 1)
    acts = AuditRecord.objects.filter(act="wordlist.changed")
    assert [row.detail["version"] for row in acts] == [1, 2, 3]
    assert acts[0].detail["file"] == "词库.csv"
    assert audit.verify(office) is None


def test_two_people_do_not_overwrite_each_other(office, uploaded, reviewer):
    other = User.objects.create_user("zhao", office, name="赵审", role=Role.REVIEWER)
    uploaded(ONE)
    uploaded(TWO, user=other)
    lists.confirm(reviewer, KIND)
    with pytest.raises(WordlistError, match="他人改动"):
        lists.confirm(other, KIND)


def test_a_draft_that_changes_nothing_makes_no_version(made, uploaded, reviewer):
    made(ONE)
    uploaded(ONE)
    with pytest.raises(WordlistError, match="没有改动"):
        lists.confirm(reviewer, KIND)
    lists.discard(reviewer, KIND)
    with pytest.raises(WordlistError, match="重新上传"):
        lists.confirm(reviewer, KIND)


def test_a_list_has_an_upper_bound(uploaded, monkeypatch):
    bound = replace(feedback_limits(), list_rows=1)
    monkeypatch.setattr(lists, "feedback_limits", lambda: bound)
    with pytest.raises(UploadError, match="超过上限 1 条"):
        uploaded(ONE, TWO)


def test_readers_and_the_machine_change_no_list(office, uploaded):
    for number, role in enumerate((Role.READER, Role.SYSTEM)):
        user = User.objects.create_user(f"u{number}", office, role=role)
        with pytest.raises(WordlistError, match="权限"):
            uploaded(ONE, user=user)
        with pytest.raises(WordlistError, match="权限"):
            lists.restore(user, KIND, 0)


def test_another_office_has_lists_of_its_own(other_office, made):
    made(ONE)
    assert wrongs(other_office) == []


def test_a_round_keeps_the_lists_it_was_opened_with(register, order, reviewer, made):
    made(ONE)
    inspection = rounds.open_round(register, order, reviewer)
    before = own_words_of(inspection.words)
    assert [row.wrong for row in before.words] == ["甲写法"]
    made(TWO)
    inspection.refresh_from_db()
    assert own_words_of(inspection.words) == before
    assert before.digest == inspection.words.digest
    (version,) = before.versions
    assert (version.kind, version.number, version.rows) == (KIND, 1, 1)
    assert rounds.open_round(register, order, reviewer).words_id == inspection.words_id


def test_the_same_lists_are_frozen_once(office, made, reviewer):
    made(ONE)
    day = lists.current(office, KIND).at.date()
    assert freeze(office, day).pk == freeze(office, day).pk
    assert FrozenWords.objects.count() == 1


def test_everything_frozen_comes_back_as_it_was(office, reviewer):
    lists.add_row(
        reviewer, KIND, OwnWord("甲写法", "乙写法", "一", exceptions=("甲写法甲",)), "测试"
    )
    lists.add_row(reviewer, OwnList.TERMS, OwnTerm("网格员", "通称"), "测试")
    day = lists.current(office, KIND).at.date()
    lists.add_row(reviewer, OwnList.LEADERS, Leader("省长", "吴岚", day), "测试")
    own = own_words_of(freeze(office, day))
    assert own.words[0].exceptions == ("甲写法甲",)
    assert own.terms == (OwnTerm("网格员", "通称"),)
    assert own.leaders == (Leader("省长", "吴岚", day),)


def test_the_method_statement_names_versions_and_is_empty_without_lists(office, made):
    assert statement_of(own_words_of(None)) == ""
    made(ONE)
    own = own_words_of(freeze(office, lists.current(office, KIND).at.date()))
    assert statement_of(own) == "文字校对同时使用本单位词库“易错词”第1版（1条）。"


def test_a_round_keeps_what_is_to_be_reprinted_and_its_statement_says_so(office, reviewer):
    row = Repost("国务院办公厅关于推动服务提质增效的意见", date(2024, 9, 2))
    lists.add_row(reviewer, OwnList.REPOSTS, row, "测试")
    own = own_words_of(freeze(office, lists.current(office, OwnList.REPOSTS).at.date()))
    assert own.reposts == (row,)
    assert statement_of(own) == "转载情况按本单位清单“应转载信息”第1版（1条）核对。"


def test_a_row_that_is_there_already_is_not_added_again(reviewer):
    row = OwnTerm("网格员")
    lists.add_row(reviewer, OwnList.TERMS, row, "测试")
    with pytest.raises(WordlistError, match="已在"):
        lists.add_row(reviewer, OwnList.TERMS, row, "测试")
