"""Two persons confirm a book row by row; what they both signed becomes a new edition."""

from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.judge.cases import PORTAL, hit
from xuncha.cli.rulebook import app
from xuncha.engine.domain.errors import InputError
from xuncha.engine.judge.verdict import judge
from xuncha.engine.rulebook.confirmation import (
    Confirmation,
    ConfirmationError,
    Reading,
    confirmed,
    edition_text,
    read,
    rows_to_confirm,
    sign,
    start,
    write,
)
from xuncha.engine.rulebook.load import load_rulebook

BOOK = load_rulebook("national-2019")
DAY = date(2026, 3, 1)
READING = Reading("D-2.1", "7", "事项未集中展示的，扣2分", 2, 4)


def signed(*names: str, reading: Reading = READING) -> Confirmation:
    kept = start(BOOK)
    for name in names:
        kept = sign(kept, reading, name, DAY)
    return kept


def ask(tmp_path: Path, *answers: str, by: str, row: str = "D-2.1") -> str:
    found = CliRunner().invoke(
        app,
        [
            *("confirm", "national-2019", "--by", by, "--file", str(tmp_path / "k.json")),
            *("--on", "2026-03-01", *(["--row", row] if row else [])),
        ],
        input="".join(f"{one}\n" for one in answers),
        catch_exceptions=False,
    )
    assert found.exit_code == 0, found.output
    return found.output


def test_only_what_is_not_confirmed_is_walked_through() -> None:
    names = {row.id for row in rows_to_confirm(BOOK)}
    assert {"D-2.1", "D-1.5", "B-1", "W-V6.2"} <= names
    assert not {"W-V3", "D-2.3", "W-V6"} & names


def test_one_signature_confirms_nothing() -> None:
    assert confirmed(signed("张三")) == ()
    with pytest.raises(ConfirmationError, match="第二人"):
        edition_text(BOOK, signed("张三"), DAY)


def test_nobody_signs_twice_whatever_the_spaces() -> None:
    with pytest.raises(ConfirmationError, match="另一人"):
        sign(signed("张三"), READING, " 张三 ", DAY)


def test_two_persons_confirm_a_row() -> None:
    (entry,) = confirmed(signed("张三", "李四"))
    assert entry.signed_by == ("张三", "李四")


def test_a_different_reading_voids_the_signature_before() -> None:
    other = Reading("D-2.1", "7", READING.quote, 1, 4)
    kept = sign(signed("张三"), other, "李四", DAY)
    assert confirmed(kept) == ()
    assert confirmed(sign(kept, other, "张三", DAY))


def test_an_entry_changed_after_signing_is_not_confirmed(tmp_path: Path) -> None:
    path = tmp_path / "k.json"
    write(path, signed("张三", "李四"))
    assert confirmed(read(path, BOOK))
    path.write_text(path.read_text("utf-8").replace('"points": 2', '"points": 3'), "utf-8")
    assert confirmed(read(path, BOOK)) == ()


def test_page_and_quoted_line_are_needed() -> None:
    with pytest.raises(ConfirmationError, match="页码"):
        sign(start(BOOK), Reading("D-2.1", " ", "x", 2, 4), "张三", DAY)


def test_a_record_of_another_book_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "k.json"
    write(path, signed("张三"))
    with pytest.raises(InputError, match="另一册"):
        read(path, load_rulebook("qinghai"))
    path.write_text("{", "utf-8")
    with pytest.raises(InputError, match="读不了"):
        read(path, BOOK)


def test_the_walk_asks_keeps_and_goes_on(tmp_path: Path) -> None:
    output = ask(tmp_path, "", "3", "缺少4类的事项超过5个", "q", by="张三", row="")
    rows = [row.id for row in rows_to_confirm(BOOK)]
    assert f"{rows[1]} 已签，还差另一人" in output
    kept = read(tmp_path / "k.json", BOOK)
    assert [one.reading.row for one in kept.entries] == [rows[1]]
    again = ask(tmp_path, "q", by="张三", row="")
    assert f"等您核对 {len(rows) - 1} 行" in again
    assert f"等您核对 {len(rows)} 行" in ask(tmp_path, "q", by="李四", row="")


def test_the_second_person_does_not_see_the_points_of_the_first(tmp_path: Path) -> None:
    ask(tmp_path, "7", "事项未集中展示的，扣分", "2", "3.75", by="张三")
    output = ask(tmp_path, "", "", "q", by="李四")
    assert "张三已录" in output
    assert "3.75" not in output
    output = ask(tmp_path, "", "", "2", "3.75", by="李四")
    assert "D-2.1 已由 张三、李四 核实" in output


def test_readings_that_differ_are_told(tmp_path: Path) -> None:
    ask(tmp_path, "7", "事项未集中展示的，扣2分", "2", "4", by="张三")
    output = ask(tmp_path, "", "", "1", "4", by="李四")
    assert "不一致" in output
    assert "张三" in output


def test_the_same_person_is_refused_on_the_command_line(tmp_path: Path) -> None:
    ask(tmp_path, "7", "事项未集中展示的，扣2分", "2", "4", by="张三")
    with pytest.raises(ConfirmationError, match="另一人"):
        ask(tmp_path, "7", "x", "2", "4", by="张三")


def test_a_number_is_asked_for_until_it_is_one(tmp_path: Path) -> None:
    output = ask(tmp_path, "7", "原文", "两分", "-1", "2", "4", by="张三")
    assert output.count("不是分值") == 2
    assert "已签" in output


def test_the_end_of_input_keeps_what_was_said(tmp_path: Path) -> None:
    output = ask(tmp_path, "7", by="张三")
    assert "已保存" in output
    assert not (tmp_path / "k.json").exists()


def test_the_edition_turns_the_interval_into_a_score(tmp_path: Path) -> None:
    write(tmp_path / "k.json", signed("张三", "李四"))
    found = CliRunner().invoke(
        app,
        [
            *("confirm", "national-2019", "--file", str(tmp_path / "k.json")),
            *("--on", "2026-03-01", "--publish", str(tmp_path)),
        ],
        catch_exceptions=False,
    )
    assert found.exit_code == 0, found.output
    edition = load_rulebook(str(tmp_path / "national-2019-20260301.toml"))
    row = edition.row("D-2.1")
    assert row is not None
    assert (row.points, row.cap, row.confidence.value) == (2, 4, "confirmed")
    assert "第 7 页" in row.source
    assert row.valid_from == BOOK.valid_from, "what was in force before it was read stays so"
    assert (edition.national, edition.edition_of) == (None, "national-2019")
    assert judge(PORTAL, [hit("D-2.1", count=1)], BOOK).score is None
    assert judge(PORTAL, [hit("D-2.1", count=1)], edition).score == 98
    assert load_rulebook("national-2019").digest == BOOK.digest


def test_an_edition_that_does_not_add_up_is_not_made(tmp_path: Path) -> None:
    kept = start(BOOK)
    for row in (one for one in BOOK.rows if one.group == "D-2"):
        for name in ("张三", "李四"):
            kept = sign(kept, Reading(row.id, "7", "原文", 1, 5), name, DAY)
    write(tmp_path / "k.json", kept)
    found = CliRunner().invoke(
        app,
        [
            "confirm",
            "national-2019",
            "--file",
            str(tmp_path / "k.json"),
            "--publish",
            str(tmp_path),
        ],
        catch_exceptions=False,
    )
    assert found.exit_code == 1
    assert "不等于分组" in found.output
    assert not list(tmp_path.glob("*.toml"))


def test_when_all_of_a_group_is_confirmed_its_joint_rows_stand_alone(tmp_path: Path) -> None:
    kept = start(BOOK)
    for name in ("D-4.6", "D-4.9"):
        row = BOOK.row(name)
        assert row is not None
        for who in ("张三", "李四"):
            kept = sign(kept, Reading(name, "9", "原文", row.cap, row.cap), who, DAY)
    path = tmp_path / "e.toml"
    path.write_text(edition_text(BOOK, kept, DAY), "utf-8")
    edition = load_rulebook(str(path))
    assert judge(PORTAL, [hit("D-4.9")], BOOK).score is None
    assert judge(PORTAL, [hit("D-4.9")], edition).score == 99
