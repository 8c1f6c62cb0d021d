"""A header row speaks for its columns, a row for its cells, a line for the one below it."""

import json

import pytest
import typer
from typer.testing import CliRunner

from tests.privacy.finding import CARD, ID, MOBILE
from xuncha.cli.proofread import proofread
from xuncha.engine.domain.words import Band
from xuncha.engine.proofread.findings import TextFinding
from xuncha.engine.proofread.privacy.layer import PersonalData


def in_lines(*lines: str) -> list[TextFinding]:
    """What bands A and B have of a document, a text a line."""
    found = PersonalData().document_findings(lines, None, Band.B)
    return [one for of_line in found for one in of_line]


def bands(*lines: str) -> list[tuple[str, str]]:
    return [(one.text, one.band.value) for one in in_lines(*lines)]


@pytest.mark.parametrize("mark", ["\t", " | ", ",", "   "])
def test_a_header_row_that_names_persons_makes_numbers_certain(mark: str) -> None:
    header = mark.join(["申请人", "身份证号", "手机号"])
    row = mark.join(["扎西", ID, MOBILE])
    assert bands(header, row) == [(ID, "A"), (MOBILE, "A")]


def test_numbers_written_in_pieces_are_certain_below_a_header_of_persons() -> None:
    assert bands("申请人\t手机号", "扎西\t1381 2345 678") == [("1381 2345 678", "A")]


@pytest.mark.parametrize(
    "lines",
    [
        ("科室\t办公电话", f"教务科\t{MOBILE}"),
        ("事项\t咨询电话\t投诉电话", f"低保申请\t{MOBILE}\t13912345678"),
        ("单位 | 联系电话", f"西宁市教育局 | {MOBILE}"),
        ("科室\t姓名\t办公电话", f"教务科\t王建国\t{MOBILE}", f"李建国\t{MOBILE}"),
        ("户名\t开户行\t账号", f"某某有限公司\t某银行\t{CARD}"),
        (f"咨询电话\t{MOBILE}",),
        ("办公电话：", MOBILE),
        ("科室", "办公电话", "教务科", MOBILE),
    ],
)
def test_a_column_of_an_office_is_left_alone(lines: tuple[str, ...]) -> None:
    assert in_lines(*lines) == []


@pytest.mark.parametrize(
    "lines",
    [
        ("姓名\t职务\t手机", f"王建国\t科长\t{MOBILE}"),
        ("网点名称\t地址\t联系电话", f"城东服务站\t东大街1号\t{MOBILE}"),
        ("联系人：王某某", f"联系电话：{MOBILE}"),
    ],
)
def test_a_list_of_contacts_is_doubtful(lines: tuple[str, ...]) -> None:
    assert [one.rule for one in in_lines(*lines)] == ["privacy-mobile-contact"]


def test_a_header_speaks_only_for_its_own_table() -> None:
    lines = ("科室\t办公电话", "教务科\t0971-6123456", "以下为申请人名单：", f"扎西\t{MOBILE}")
    assert bands(*lines) == [(MOBILE, "A")]


def test_an_account_of_a_person_is_certain_below_a_header() -> None:
    assert bands("户名\t账号", f"张三\t{CARD}") == [(CARD, "A")]


@pytest.mark.parametrize(
    ("lines", "pieces", "place"),
    [
        (("身份证号：63010219", "9001011235。"), "63010219\n9001011235", (5, 13)),
        (("手机号", "138", "1234", "5678"), "138\n1234\n5678", (0, 3)),
        (("银行卡号：6222 0212", "3456 7890 128"), "6222 0212\n3456 7890 128", (5, 14)),
        (("630102", "19900101", "1235"), "630102\n19900101\n1235", (0, 6)),
    ],
)
def test_a_number_broken_over_lines_is_told_where_it_begins(
    lines: tuple[str, ...], pieces: str, place: tuple[int, int]
) -> None:
    (found,) = in_lines(*lines)
    assert (found.text, found.start, found.end, found.band) == (pieces, *place, Band.A)


@pytest.mark.parametrize(
    "lines",
    [
        ("年份\t收入\t支出", "2021\t138\t12345678"),
        ("1\t2\t138", "1234\t5678\t9"),
        ("13", "8123", "45", "6", "78"),
        ("1381234", "5678万元"),
        ("2021", "138", "1234", "5678", "9012"),
    ],
)
def test_figures_in_lines_and_rows_are_no_number_of_a_person(lines: tuple[str, ...]) -> None:
    assert in_lines(*lines) == []


def test_the_letter_at_the_beginning_of_the_next_line_ends_an_identity_number() -> None:
    (found,) = in_lines("身份证号：11010519491231002", "X，已核。")
    assert found.suggestion == "110105********002X"


def test_the_command_tells_the_line_a_broken_number_begins_in() -> None:
    app = typer.Typer()
    app.command()(proofread)
    text = "名单如下。\n扎西，身份证号63010219\n9001011235，已核。\n办公电话：\n13912345678\n"
    (line,) = CliRunner().invoke(app, ["-", "--json"], input=text).output.splitlines()
    found = json.loads(line)
    assert (found["line"], found["start"], found["end"]) == (2, 7, 15)
    assert (found["text"], found["band"]) == ("63010219\n9001011235", "A")
    (shown,) = CliRunner().invoke(app, ["-"], input=text).output.splitlines()
    assert shown.startswith("第 2 行第 8 字")
