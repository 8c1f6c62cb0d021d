"""Which column of this round is which of the last: what decides, what is left to a person."""

from datetime import date, timedelta

from xuncha.engine.domain.facts import ListItem
from xuncha.engine.domain.words import ColumnKind
from xuncha.engine.extract.identity import ColumnTrace, fingerprints, match_columns

OLD, NEW = "http://www.pingxi.gov.cn", "http://www.newpingxi.gov.cn"


def items(word: str, *days: int) -> tuple[str, ...]:
    """Items of one subject, ``days`` before the end of September."""
    end = date(2026, 9, 30)
    return fingerprints(
        ListItem(f"关于{word}第{day}号事项的安排情况", "", end - timedelta(days=day))
        for day in days
    )


def column(
    url: str,
    name: str = "通知公告",
    shown: tuple[str, ...] = (),
    kind: ColumnKind = ColumnKind.NOTICE,
    path: tuple[str, ...] = (),
    code: str = "",
) -> ColumnTrace:
    return ColumnTrace(url, name, (*path, name), kind, url, shown, code)


def certain(before, now):
    return {(m.before, m.now) for m in match_columns(before, now) if m.certain}


def doubtful(before, now):
    return {(m.before, m.now) for m in match_columns(before, now) if not m.certain}


def test_a_column_keeps_its_identity_at_a_new_address_when_it_lists_the_same_items():
    before = [column(f"{OLD}/tz/", shown=items("供水", 1, 5, 9, 20))]
    now = [column(f"{NEW}/col/col7/", shown=items("供水", 5, 9, 20))]
    assert certain(before, now) == {(f"{OLD}/tz/", f"{NEW}/col/col7/")}


def test_a_column_that_merely_shares_a_name_is_not_the_same():
    before = [column(f"{OLD}/jyj/tz/", shown=items("教育", 1, 5, 9))]
    now = [column(f"{OLD}/wjw/tz/", shown=items("卫生", 2, 4, 8))]
    assert match_columns(before, now) == ()


def test_a_name_alone_is_proposed_and_never_certain():
    before = [column(f"{OLD}/tz/"), column(f"{OLD}/xw/", "要闻", items("会议", 1, 2, 3))]
    now = [column(f"{NEW}/tz/")]
    assert certain(before, now) == set()
    assert doubtful(before, now) == {(f"{OLD}/tz/", f"{NEW}/tz/")}


def test_a_list_that_moved_on_entirely_says_nothing_and_a_full_name_path_decides():
    before = [column(f"{OLD}/tz/", shown=items("供水", 90, 95, 99), path=("政务公开",))]
    now = [column(f"{NEW}/c1/", shown=items("供电", 1, 5, 9), path=("政务公开",))]
    assert certain(before, now) == {(f"{OLD}/tz/", f"{NEW}/c1/")}


def test_the_same_name_path_does_not_decide_against_the_items():
    before = [column(f"{OLD}/tz/", shown=items("供水", 1, 5, 9), path=("政务公开",))]
    now = [column(f"{NEW}/c1/", shown=items("供电", 1, 5, 9), path=("政务公开",))]
    assert match_columns(before, now) == ()


def test_swapped_names_follow_the_items():
    before = [
        column(f"{OLD}/a/", "部门动态", items("教育", 1, 5, 9), ColumnKind.NEWS),
        column(f"{OLD}/b/", "基层动态", items("乡镇", 1, 5, 9), ColumnKind.NEWS),
    ]
    now = [
        column(f"{NEW}/b/", "部门动态", items("乡镇", 1, 5, 9), ColumnKind.NEWS),
        column(f"{NEW}/a/", "基层动态", items("教育", 1, 5, 9), ColumnKind.NEWS),
    ]
    assert certain(before, now) == {(f"{OLD}/a/", f"{NEW}/a/"), (f"{OLD}/b/", f"{NEW}/b/")}


def test_items_found_under_another_name_outweigh_the_old_name_path():
    news = ColumnKind.NEWS
    before = [
        column(f"{OLD}/a/", "部门动态", items("教育", 60, 65, 69), news, ("新闻",)),
        column(f"{OLD}/b/", "基层动态", items("乡镇", 1, 5, 9), news, ("新闻",)),
    ]
    now = [
        column(f"{NEW}/b/", "部门动态", items("乡镇", 1, 5, 9), news, ("新闻",)),
        column(f"{NEW}/a/", "基层动态", items("教育", 50, 60, 65, 69), news, ("新闻",)),
    ]
    assert certain(before, now) == {(f"{OLD}/a/", f"{NEW}/a/"), (f"{OLD}/b/", f"{NEW}/b/")}


def test_two_columns_merged_into_one_are_for_a_person():
    before = [
        column(f"{OLD}/a/", "通知公告", items("教育", 1, 5, 9)),
        column(f"{OLD}/b/", "公示公告", items("乡镇", 2, 6, 8)),
    ]
    now = [column(f"{NEW}/c/", "公告栏", items("教育", 1, 5, 9) + items("乡镇", 2, 6, 8))]
    assert certain(before, now) == set()
    assert len(doubtful(before, now)) == 1


def test_one_column_split_in_two_equal_parts_is_for_a_person():
    before = [column(f"{OLD}/a/", "通知公告", items("教育", 1, 3, 5, 7, 9, 11))]
    now = [
        column(f"{NEW}/b/", "通知", items("教育", 1, 5, 9)),
        column(f"{NEW}/c/", "公告", items("教育", 3, 7, 11)),
    ]
    assert certain(before, now) == set()


def test_articles_stamped_anew_by_a_new_system_still_tell_a_renamed_column_by_many_titles():
    titles = [f"平溪县第{n}批惠企政策兑现名单" for n in range(8)]
    before = fingerprints(ListItem(t, "", date(2026, 5, 1 + n)) for n, t in enumerate(titles))
    now = fingerprints(ListItem(t, "", date(2026, 9, 1)) for t in titles)
    old = [column(f"{OLD}/a/", "惠企政策", before)]
    new = [column(f"{NEW}/a/", "政策兑现", now)]
    assert certain(old, new) == {(f"{OLD}/a/", f"{NEW}/a/")}


def test_a_title_cut_short_by_another_template_is_the_same_item():
    long = "平溪县人民政府办公室关于印发平溪县二〇二六年度重点工作任务分工方案的通知"
    day = date(2026, 9, 1)
    assert fingerprints([ListItem(long, "", day)]) == fingerprints(
        [ListItem(long[:30] + "…", "", day)]
    )


def test_the_same_code_is_the_same_column_whatever_else_changed():
    before = [column(f"{OLD}/a/", "要闻", items("教育", 1, 5, 9), code="7")]
    now = [column(f"{NEW}/x/", "公告", items("乡镇", 1, 5, 9), code="7")]
    assert certain(before, now) == {(f"{OLD}/a/", f"{NEW}/x/")}


def test_two_codes_of_one_column_are_for_a_person():
    before = [column(f"{OLD}/a/", shown=items("教育", 1, 5, 9), code="7")]
    now = [column(f"{NEW}/x/", shown=items("教育", 1, 5, 9), code="8")]
    assert certain(before, now) == set()
    assert doubtful(before, now) == {(f"{OLD}/a/", f"{NEW}/x/")}


def test_a_column_the_register_still_names_is_never_another():
    before = [column(f"{OLD}/a/", shown=items("教育", 1, 5, 9), code="7")]
    now = [
        column(f"{OLD}/a/", shown=items("教育", 1, 5, 9), code="7"),
        column(f"{NEW}/x/", shown=items("教育", 1, 5, 9)),
    ]
    assert {(m.before, m.now) for m in match_columns(before, now)} == {(f"{OLD}/a/", f"{OLD}/a/")}


def test_matches_do_not_hang_on_the_order_of_the_columns():
    before = [column(f"{OLD}/{n}/", f"动态{n}", items(f"第{n}", 1, 5, 9)) for n in range(6)]
    now = [column(f"{NEW}/{n}/", f"动态{n}", items(f"第{n}", 5, 9)) for n in range(6)]
    assert certain(before, now) == certain(before[::-1], now[::-1])
    assert len(certain(before, now)) == 6
