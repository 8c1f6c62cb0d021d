"""``xuncha rulebook``: list, show, check, diff."""

import json
from pathlib import Path

from typer.testing import CliRunner, Result

from xuncha.cli.rulebook import app
from xuncha.engine.rulebook.load import load_rulebook, rulebook_folder


def run(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def test_list_names_the_shipped_books() -> None:
    books = json.loads(run("list", "--json").output)
    assert {"national-2019", "qinghai", "example-city"} <= {book["name"] for book in books}
    assert {book["extends"] for book in books if book["name"] == "qinghai"} == {"national-2019"}
    assert all(book["frozen"] for book in books)
    assert "qinghai" in run("list").output


def test_show_gives_every_row_with_its_source() -> None:
    shown = json.loads(run("show", "qinghai", "--json").output)
    assert len(shown["rows"]) == len(load_rulebook("qinghai").rows)
    row = next(one for one in shown["rows"] if one["id"] == "W-V4.3")
    assert row["condition"] == {"metric": "columns_blank", "op": ">=", "value": 5}
    assert row["source"]
    assert row["valid_from"] == "2019-04-01"
    assert "W-V4.3" in run("show", "qinghai").output


def test_check_of_a_good_book_ends_with_0() -> None:
    file = str(rulebook_folder() / "qinghai.toml")
    assert run("check", file).exit_code == 0
    assert json.loads(run("check", file, "--json").output)["faults"] == []


def test_check_of_a_faulty_book_ends_with_1_and_names_the_place(tmp_path: Path) -> None:
    text = (rulebook_folder() / "qinghai.toml").read_text(encoding="utf-8")
    file = tmp_path / "qinghai.toml"
    file.write_text(text.replace('check = "wording"', 'check = "wordings"', 1), encoding="utf-8")
    result = run("check", str(file))
    assert result.exit_code == 1
    assert "qinghai.toml 第" in result.output
    assert 'indicator."W-N1".check' in result.output
    (fault,) = json.loads(run("check", str(file), "--json").output)["faults"]
    assert set(fault) == {"file", "key", "line", "message"}


def test_diff_names_what_the_local_book_changes_and_adds() -> None:
    changes = json.loads(run("diff", "national-2019", "qinghai", "--json").output)["changes"]
    keys = {change["key"]: change for change in changes}
    assert keys["rows.W-V4.1.reason_text"]["b"].startswith("应更新")
    assert keys["rows.W-N1.kind"] == {"key": "rows.W-N1.kind", "a": None, "b": "notice"}
    assert "rows.W-V4.2.condition.value" not in keys


def test_diff_of_a_book_with_itself_is_empty() -> None:
    assert json.loads(run("diff", "qinghai", "qinghai", "--json").output)["changes"] == []
    assert "没有不同" in run("diff", "qinghai", "qinghai").output
