"""Leaders' names beside their posts: by the office's dated list alone, never corrected."""

from datetime import date

import pytest

from xuncha.engine.domain.own_words import Leader, OwnWords
from xuncha.engine.domain.words import Band, TextErrorKind
from xuncha.engine.proofread.check import proofread_exactly
from xuncha.engine.proofread.findings import Passage
from xuncha.engine.proofread.leaders import OTHER_PERSON, SLIP

DAY = date(2024, 9, 30)
LIST = OwnWords(
    leaders=(
        Leader("省长", "钟远帆", date(2018, 8, 1), date(2021, 7, 31)),
        Leader("省长", "吴晓岚", date(2021, 8, 1)),
        Leader("副省长", "杜文博", date(2020, 1, 1)),
        Leader("副省长", "罗清", date(2020, 1, 1)),
        Leader("省委书记", "陈砚秋", date(2022, 3, 1)),
        Leader("青石市市长", "梁启", date(2019, 1, 1)),
    ),
    digest="leaders",
)


def found(text: str, published: date | None = DAY, band: Band = Band.B):
    return [
        one
        for one in proofread_exactly([Passage(text, published)], band=band, own=LIST)[0]
        if one.rule in (OTHER_PERSON, SLIP)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "9月30日，省长吴晓岚主持召开会议。",
        "省长 吴　晓岚出席。",
        "省委书记陈砚秋、省长吴晓岚会见客人。",
        "副省长罗清、杜文博参加。",
        "受省长委托，副省长杜文博作报告。",
    ],
)
def test_who_held_the_post_that_day_is_right(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("9月30日，省长钟远帆主持召开会议。", "钟远帆"),
        ("省委副书记、省长杜文博到青石市调研。", "杜文博"),
        ("省长王伟在会上指出，要抓好落实。", "王伟"),
        ("会议由省长王立民主持。", "王立民"),
        ("青石市市长欧阳澈一行到访。", "欧阳澈"),
        ("省长张华的讲话引起反响。", "张华"),
    ],
)
def test_another_person_at_a_post_is_a_doubt_for_two_people_to_look_at(text, name):
    (one,) = found(text)
    assert (one.text, one.band, one.suggestion) == (name, Band.B, "")
    assert one.kind is TextErrorKind.NAME
    assert "领导人" in one.why
    assert "两人" in one.why
    assert found(text, band=Band.A) == []


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("省长吴小岚主持召开会议。", "吴小岚"),
        ("省委副书记、省长吴晓兰出席会议。", "吴晓兰"),
        ("副省长杜文搏强调。", "杜文搏"),
    ],
)
def test_a_name_one_confusable_character_off_is_found_and_never_corrected(text, written):
    (one,) = found(text, band=Band.A)
    assert (one.text, one.rule, one.suggestion) == (written, SLIP, "")
    assert "吴晓岚" in one.why or "杜文博" in one.why


@pytest.mark.parametrize(
    "text",
    [
        "时任省长钟远帆出席。",
        "原省长钟远帆出席。",
        "前省长王立民出席。",
        "2019年，省长钟远帆到该县调研。",
        "“省长钟远帆强调，要抓好落实。”当年的简报写道。",
        "《省长钟远帆在全省会议上的讲话》收入文件汇编。",
        "钟远帆曾任省长，当时省长钟远帆推动了这项工程。",
        "会议决定任命王立民为副省长，副省长王立民作了表态发言。",
    ],
)
def test_the_past_and_quotations_are_left_alone(text):
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "钟远帆同志到我县考察。",
        "教师钟远帆被评为先进个人。",
        "村民吴小岚家中被淹。",
        "杜文搏老人今年九十岁。",
    ],
)
def test_a_namesake_without_the_post_says_nothing(text):
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "四川省省长黄强来访。",
        "四川省委副书记、省长黄强一行来我省考察。",
        "省委书记陈砚秋会见四川省委书记王晓晖、省长黄强一行。",
        "常务副省长王卫东出席。",
        "白水市市长梁齐出席。",
        "该公司董事长、原副省长王立民出席。",
    ],
)
def test_the_post_of_another_place_is_not_the_lists(text):
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "省长办公会议研究决定有关事项。",
        "荣获省长质量奖的企业。",
        "省长热线电话全天开通。",
        "省长高度重视，多次作出批示。",
        "省长马上到现场指挥。",
        "省长向群众问好。",
        "省长于9月赴京参会。",
        "省长信箱办理情况。",
        "省长、副省长分工如下。",
    ],
)
def test_what_follows_a_post_and_is_no_name_says_nothing(text):
    assert found(text) == []


def test_the_day_of_publication_decides_who_held_the_post():
    text = "省长钟远帆主持召开会议。"
    assert found(text, date(2020, 5, 1)) == []
    assert [one.text for one in found(text, date(2022, 5, 1))] == ["钟远帆"]


def test_nothing_is_said_of_a_text_nobody_knows_the_day_of():
    assert found("省长钟远帆主持召开会议。", None) == []


def test_nothing_is_said_of_days_the_list_does_not_cover():
    assert found("省长王立民主持召开会议。", date(2010, 5, 1)) == []


PLACES = (
    "四川省",
    "河北省",
    "白水市",
    "云岭县",
    "西安市",
    "成都市",
    "宁夏回族自治区",
    "外省",
    "邻省",
)
STRANGERS = ("吴小岚", "杜文搏", "钟远帆", "王立民", "陈砚秋", "梁齐", "欧阳澈", "吴晓岚")
TRAPS = (
    "{place}{post}{name}一行来我省考察。",
    "{place}委副书记、{post}{name}出席开幕式。",
    "时任{post}{name}主持了开工仪式。",
    "原{post}{name}的回忆文章今日刊发。",
    "曾任{post}{name}秘书的老人说起往事。",
    "2009年，{post}{name}到该村调研。",
    "据《{post}{name}在全省大会上的讲话》整理。",
    "老照片上写着“{post}{name}视察工地”。",
    "{name}教授获评先进，{post}信箱来信表示祝贺。",
    "与{place}{post}{name}举行会谈。",
    "首任{post}{name}的雕像落成。",
    "前{post}{name}捐赠了藏书。",
)


def test_five_hundred_traps_of_places_times_namesakes_and_quotations_find_nothing():
    texts = [
        trap.format(place=place, post=post, name=name)
        for trap in TRAPS
        for place in (PLACES if "{place}" in trap else PLACES[:1])
        for post in ("省长", "副省长", "省委书记")
        for name in STRANGERS
    ]
    assert len(texts) > 500
    assert [(text, one.text) for text in texts for one in found(text)] == []


def test_every_near_name_directly_after_its_post_is_found_in_many_sentences():
    slips = {"省长": ("吴小岚", "吴晓兰", "吴晓蓝"), "副省长": ("杜文搏", "杜文薄", "罗青", "罗请")}
    frames = (
        "{post}{name}主持召开会议。",
        "9月30日，{post}{name}到青石市调研。",
        "会议由{post}{name}主持。",
        "省委常委、{post}{name}出席并讲话。",
        "受省委委托，{post}{name}宣读了表彰决定。",
        "省政府{post}{name}在会上强调，要压实责任。",
        "随后，{post}　{name}听取了汇报。",
    )
    missed = [
        frame.format(post=post, name=name)
        for post, names in slips.items()
        for name in names
        for frame in frames
        if [one.text for one in found(frame.format(post=post, name=name), band=Band.A)] != [name]
    ]
    assert missed == []
