"""Every kind of fault is named with file, table key and line."""

from datetime import date
from pathlib import Path

import pytest

from xuncha.engine.domain.errors import InputError
from xuncha.engine.rulebook.book import Rulebook
from xuncha.engine.rulebook.errors import FaultyRulebookError
from xuncha.engine.rulebook.faults import Fault
from xuncha.engine.rulebook.load import check_file, load_rulebook, rulebook_folder

HEAD = """name = "local"
title = "本地口径"
document = "本地〔2024〕1号"
issuer = "本地办公室"
extends = "national-2019"
valid_from = 2024-01-01

"""
ROW = """[indicator."W-X1"]
name = "试验"
section = "单项否决 政府网站"
rule = "空白栏目超过（含）3个"
kind = "veto"
judge = "confirm"
check = "columns-blank"
condition = {metric = "columns_blank", op = ">=", value = 3}
applies_to = {kinds = ["site"]}
source = "本地〔2024〕1号"
confidence = "local"
reason_text = "空白栏目超过（含）3个"
"""


def faults(tmp_path: Path, text: str) -> tuple[Fault, ...]:
    file = tmp_path / "local.toml"
    file.write_text(text, encoding="utf-8")
    return check_file(file)


def book(tmp_path: Path, text: str) -> Rulebook:
    file = tmp_path / "local.toml"
    file.write_text(text, encoding="utf-8")
    return load_rulebook(str(file))


def line_of(text: str, piece: str) -> int:
    return next(at for at, line in enumerate(text.splitlines(), 1) if piece in line)


def test_a_good_local_book_has_no_faults(tmp_path: Path) -> None:
    assert faults(tmp_path, HEAD + ROW) == ()


@pytest.mark.parametrize(
    ("old", "new", "key", "word"),
    [
        ('judge = "confirm"', 'jugde = "confirm"', 'indicator."W-X1".jugde', "是否应为“judge”"),
        ('judge = "confirm"', 'judge = "robot"', 'indicator."W-X1".judge', "robot"),
        ('judge = "confirm"', "judge = 3", 'indicator."W-X1".judge', "文字"),
        ("value = 3", 'value = "3"', 'indicator."W-X1".condition.value', "数字"),
        ('op = ">="', 'op = "=>"', 'indicator."W-X1".condition.op', "=>"),
        ('"columns_blank"', '"columns_empty"', 'indicator."W-X1".condition.metric', "columns_e"),
        ('"columns_blank"', '"new_posts"', 'indicator."W-X1".condition.metric', "columns_blank"),
        ('check = "columns-blank"', 'check = "blanks"', 'indicator."W-X1".check', "blanks"),
        ('kinds = ["site"]', 'kinds = ["page"]', 'indicator."W-X1".applies_to.kinds', "page"),
        ('confidence = "local"', 'confidence = "sure"', 'indicator."W-X1".confidence', "sure"),
        ('document = "本地〔2024〕1号"', "document = 1", "document", "文字"),
        ("valid_from = 2024-01-01", 'valid_from = "2024-01-01"', "valid_from", "日期"),
        ('issuer = "', 'isuer = "', "isuer", "issuer"),
        ('extends = "national-2019"', 'extends = "national-2109"', "extends", "national-2019"),
    ],
)
def test_a_wrong_key_or_value_is_named_with_its_line(
    tmp_path: Path, old: str, new: str, key: str, word: str
) -> None:
    text = (HEAD + ROW).replace(old, new, 1)
    found = [one for one in faults(tmp_path, text) if one.key == key]
    assert found, faults(tmp_path, text)
    assert found[0].file == "local.toml"
    assert found[0].line == line_of(text, new)
    assert word in found[0].message


@pytest.mark.parametrize("value", ["-3", "0", "2.5", "nan", "inf", "-inf", "1e300", "1" * 30])
def test_a_limit_that_cannot_be_meant_is_named(tmp_path: Path, value: str) -> None:
    text = HEAD + ROW.replace("value = 3", f"value = {value}")
    (found,) = faults(tmp_path, text)
    assert found.key == 'indicator."W-X1".condition.value'
    assert found.line == line_of(text, "condition")


@pytest.mark.parametrize(
    ("row", "params", "name"),
    [
        ("W-V3", "days = 0", "days"),
        ("W-V3", "days = -14", "days"),
        ("W-V3", "days = 99999999999999999999", "days"),
        ("W-V3", "days = true", "days"),
        ("W-V4.2", "notice_months = 100000", "notice_months"),
        ("W-V2", "slow_ms = 0", "slow_ms"),
        ("W-V2", "min_valid = -1", "min_valid"),
        ("N-V2.1", 'functions = ["publsh"]', "functions"),
        ("N-V2.1", "functions = []", "functions"),
    ],
)
def test_a_parameter_that_cannot_be_meant_is_named(
    tmp_path: Path, row: str, params: str, name: str
) -> None:
    text = f'{HEAD}[indicator."{row}"]\nparams = {{{params}}}\n'
    (found,) = faults(tmp_path, text)
    assert found.key == f'indicator."{row}".params.{name}'
    assert found.line == line_of(text, "params")


def test_an_unknown_band_is_named_with_those_there_are(tmp_path: Path) -> None:
    text = HEAD.replace("national-2019", "qinghai") + '[indicator."W-N1"]\nparams = {band = "Z"}\n'
    (found,) = faults(tmp_path, text)
    assert found.key == 'indicator."W-N1".params.band'
    assert "可选：A、B" in found.message


@pytest.mark.parametrize(
    ("text", "key", "word"),
    [
        ('[group."D-1"]\npoints = 30\n', 'group."D-1".points', "不等于满分 100"),
        ("[scoring]\nfull = 120\n", "scoring.full", "不等于满分 120"),
        ("[scoring]\npass_line = 101\n", "scoring.pass_line", "高于满分"),
        ("[scoring]\npass_line = nan\n", "scoring.pass_line", "nan"),
        ('[scoring]\nbonus_group = "Z"\n', "scoring.bonus_group", "不存在"),
        ('[indicator."D-1.5"]\ncap = 32\n', 'indicator."D-1.5".cap', "高于分组"),
        ('[indicator."D-1.5"]\npoints = -5\n', 'indicator."D-1.5".points', "非负"),
        ('[indicator."D-2.3"]\npoints = 3\n', 'indicator."D-2.3".points', "高于本项"),
        ('[joint.a]\nrows = ["D-4.6"]\npoints = 1\n', "joint.a", "source"),
        ('[joint.a]\nrows=["X"]\npoints=1\nsource="s"\n', "joint.a.rows", "不存在"),
        ('[joint.a]\nrows=["D-1.1","D-4.6"]\npoints=1\nsource="s"\n', "joint.a.rows", "同一分组"),
        ('[indicator."W-V3"]\napplies_to = {kinds = []}\n', 'indicator."W-V3".applies_to', "kinds"),
        (
            '[indicator."W-V3"]\napplies_to={kinds=["account"]}\n',
            'indicator."W-V3".check',
            "account",
        ),
    ],
)
def test_points_scores_and_targets_that_do_not_fit_are_named(
    tmp_path: Path, text: str, key: str, word: str
) -> None:
    found = [one for one in faults(tmp_path, HEAD + text) if one.key == key]
    assert found, faults(tmp_path, HEAD + text)
    assert word in found[0].message
    assert found[0].line > len(HEAD.splitlines())


@pytest.mark.parametrize("name", ["../national-2019", "a/b", "", "a\\u0000b"])
def test_a_base_is_a_name_and_no_path(tmp_path: Path, name: str) -> None:
    found = faults(tmp_path, HEAD.replace("national-2019", name) + ROW)
    assert [one.key for one in found] == ["extends"]


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    assert faults(tmp_path, "\ufeff" + HEAD + ROW) == ()


def test_a_long_text_that_looks_like_toml_is_no_fault(tmp_path: Path) -> None:
    note = 'note = """\n[not a table\nkey = = value\n"""\n'
    assert faults(tmp_path, HEAD + ROW + note) == ()


@pytest.mark.parametrize("key", ["source", "confidence", "kind", "reason_text", "applies_to"])
def test_a_missing_key_is_named_at_its_table(tmp_path: Path, key: str) -> None:
    row = "\n".join(line for line in ROW.splitlines() if not line.startswith(f"{key} ="))
    (found,) = faults(tmp_path, HEAD + row)
    assert found.key == 'indicator."W-X1"'
    assert found.line == line_of(HEAD + row, "[indicator")
    assert key in found.message


def test_reversed_dates_are_named(tmp_path: Path) -> None:
    text = HEAD + ROW + "valid_from = 2024-05-01\nvalid_to = 2024-04-30\n"
    (found,) = faults(tmp_path, text)
    assert found.line == line_of(text, "valid_to")
    assert "2024-04-30" in found.message


def test_a_misspelt_or_missing_parameter_is_named(tmp_path: Path) -> None:
    text = HEAD + '[indicator."W-V3"]\nparams = {dayz = 10}\n'
    (found,) = faults(tmp_path, text)
    assert found.key == 'indicator."W-V3".params.dayz'
    assert found.line == line_of(text, "params")
    full = HEAD + ROW.replace('"columns-blank"', '"home-still"').replace(
        "columns_blank", "home_new_items"
    )
    (found,) = faults(tmp_path, full)
    assert "days" in found.message


def test_a_parameter_of_the_wrong_type_is_named(tmp_path: Path) -> None:
    (found,) = faults(tmp_path, HEAD + '[indicator."W-V3"]\nparams = {days = "14"}\n')
    assert found.key == 'indicator."W-V3".params.days'


@pytest.mark.parametrize(
    ("extra", "piece"),
    [
        ('[indicator."W-X1"]\nname = "再来"\n', '[indicator."W-X1"]'),
        ('name = "再来"\n', 'name = "再来"'),
    ],
)
def test_a_duplicate_is_named_with_its_line(tmp_path: Path, extra: str, piece: str) -> None:
    text = HEAD + ROW + extra
    (found,) = faults(tmp_path, text)
    assert found.line == len(HEAD.splitlines()) + len(ROW.splitlines()) + 1
    assert "重复" in found.message
    assert piece in found.message


def test_broken_toml_is_named_with_its_line(tmp_path: Path) -> None:
    text = HEAD + ROW.replace('kind = "veto"', 'kind = "veto')
    (found,) = faults(tmp_path, text)
    assert found.line == line_of(text, 'kind = "veto')
    assert "语法" in found.message


def test_all_faults_of_a_file_come_at_once_in_the_order_of_lines(tmp_path: Path) -> None:
    text = (HEAD + ROW).replace('judge = "confirm"', 'judge = "robot"').replace(
        "value = 3", 'value = "3"'
    ) + "valid_to = 2023-01-01\nvalid_from = 2024-01-01\n"
    lines = [one.line for one in faults(tmp_path, text)]
    assert len(lines) == 3
    assert lines == sorted(lines)


def test_an_overlay_changes_the_keys_it_names_and_no_other(tmp_path: Path) -> None:
    text = HEAD + '[indicator."W-V4.2"]\ncondition = {value = 5}\nconfidence = "local"\n'
    here, there = book(tmp_path, text).row("W-V4.2"), load_rulebook("national-2019").row("W-V4.2")
    assert here is not None
    assert there is not None
    assert here.condition is not None
    assert here.condition.value == 5
    assert (here.params, here.source, here.check) == (there.params, there.source, there.check)


def test_an_ended_row_is_not_for_later_days(tmp_path: Path) -> None:
    found = book(tmp_path, HEAD + '[indicator."W-V3"]\nvalid_to = 2024-06-30\n').row("W-V3")
    assert found is not None
    assert found.is_valid(date(2024, 6, 30))
    assert not found.is_valid(date(2024, 7, 1))
    assert not found.is_valid(date(2019, 3, 31))


def test_the_digest_ignores_comments_and_sees_every_value(tmp_path: Path) -> None:
    plain = book(tmp_path, HEAD + ROW).digest
    assert book(tmp_path, "# 注释\n" + HEAD + "\n\n" + ROW).digest == plain
    assert book(tmp_path, HEAD + ROW.replace("value = 3", "value = 4")).digest != plain


def test_books_that_extend_each_other_are_refused(tmp_path: Path) -> None:
    text = HEAD.replace("national-2019", "other") + ROW
    (tmp_path / "other.toml").write_text(
        HEAD.replace('"local"', '"other"').replace("national-2019", "local"), encoding="utf-8"
    )
    assert any("环" in one.message for one in faults(tmp_path, text))


def test_a_fault_in_the_base_is_told(tmp_path: Path) -> None:
    base = HEAD.replace('"local"', '"base"').replace("issuer", "isuer")
    (tmp_path / "base.toml").write_text(base, encoding="utf-8")
    found = faults(tmp_path, HEAD.replace("national-2019", "base"))
    assert any("base.toml" in one.message for one in found)


def test_loading_a_faulty_file_gives_one_line_with_all_faults_kept(tmp_path: Path) -> None:
    with pytest.raises(FaultyRulebookError) as caught:
        book(tmp_path, HEAD + ROW.replace("local", "sure").replace("confirm", "robot"))
    assert "\n" not in str(caught.value)
    assert "local.toml 第" in str(caught.value)
    assert len(caught.value.faults) == 2


def test_a_copy_of_a_shipped_book_under_another_name_is_in_order(tmp_path: Path) -> None:
    copy = tmp_path / "mine.toml"
    copy.write_bytes((rulebook_folder() / "qinghai.toml").read_bytes())
    assert check_file(copy) == ()


def test_a_missing_file_or_a_wrong_charset_is_one_line(tmp_path: Path) -> None:
    wrong = tmp_path / "gbk.toml"
    wrong.write_bytes('title = "指标"'.encode("gbk"))
    for path in (tmp_path / "none.toml", wrong, tmp_path):
        with pytest.raises(InputError, match="处理办法"):
            check_file(path)


@pytest.mark.parametrize(
    "text", ["indicator = 3\n", "indicator.x = 3\n", "group = []\n", "scoring = 1\n", "", "[a]\n"]
)
def test_odd_but_readable_toml_gives_faults_and_no_crash(tmp_path: Path, text: str) -> None:
    assert faults(tmp_path, text) != ()


def test_every_single_line_left_out_of_a_shipped_book_never_crashes(tmp_path: Path) -> None:
    lines = (rulebook_folder() / "national-2019.toml").read_text(encoding="utf-8").splitlines()
    for at in range(0, len(lines), 11):
        for one in faults(tmp_path, "\n".join([*lines[:at], *lines[at + 1 :]])):
            assert one.line >= 1
            assert one.message
