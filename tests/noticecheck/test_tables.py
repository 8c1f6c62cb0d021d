"""Tables whose headings say what their bare numbers are."""

import pytest

from xuncha.engine.noticecheck.document import check_notice, notice_of_text

ACCUSING = {"differs", "impossible", "list_mismatch"}
ROWS = ("甲县\t61\t2\t96.72", "乙县\t54\t1\t98.15", "丙县\t72\t5\t93.06")


def _table(heading: str, *rows: str) -> dict[str, str]:
    text = "\n".join((f"县区\t监测数\t问题账号\t{heading}", *rows))
    return {one.stated: one.verdict for one in check_notice(notice_of_text(text))}


@pytest.mark.parametrize("heading", ["合格率", "合格率（%）", "完好率", "达标比例"])
def test_bare_numbers_under_the_heading_of_a_rate_are_percentages(heading: str) -> None:
    said = _table(heading, *ROWS, "丁县\t65\t4\t93.84")
    assert [said[stated] for stated in ("96.72", "98.15", "93.06")] == ["agrees"] * 3
    assert said["93.84"] == "truncated"


def test_a_bare_rate_that_goes_against_what_the_other_rows_teach_is_refused() -> None:
    said = _table("合格率（%）", *ROWS, "丁县\t65\t4\t98.35")
    assert [stated for stated, verdict in said.items() if verdict in ACCUSING] == ["98.35"]


def test_bare_numbers_under_a_heading_of_scores_are_none() -> None:
    assert "96.72" not in _table("得分", *ROWS)


def test_the_ends_of_a_column_of_rates_are_as_far_apart_as_told() -> None:
    text = "\n".join(
        ("县区\t监测数\t问题账号\t合格率", *ROWS, "最高的乙县与最低的丙县相差5.09个百分点。")
    )
    (said,) = [one for one in check_notice(notice_of_text(text)) if one.stated.startswith("5.09")]
    assert said.verdict == "agrees"
