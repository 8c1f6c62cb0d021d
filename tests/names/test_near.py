"""What is almost an official name is found; what is another name, or something else, is not."""

from datetime import date

import pytest

from xuncha.engine.domain.words import Band
from xuncha.engine.proofread.findings import TextFinding
from xuncha.engine.proofread.names.layer import shipped_names


def found(text: str, *, band: Band = Band.A, published: date | None = None) -> list[TextFinding]:
    return list(shipped_names().findings(text, published, band))


def repairs(text: str) -> set[str]:
    """The whole text after each single finding of it."""
    return {text[: one.start] + one.suggestion + text[one.end :] for one in found(text)}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("按照国务院办公印发的通知", "按照国务院办公厅印发的通知"),
        ("由家发展和改革委员会负责", "由国家发展和改革委员会负责"),
        ("报国家发展和改革员委会备案", "报国家发展和改革委员会备案"),
        ("报国家市场监督管理总总局备案", "报国家市场监督管理总局备案"),
        ("经中华人民共国海关总署同意", "经中华人民共和国海关总署同意"),
        ("青海省人民政办公厅印发", "青海省人民政府办公厅印发"),
        ("西宁市城西区市场监监督管理局", "西宁市城西区市场监督管理局"),
        ("西宁市卫健康委员会", "西宁市卫生健康委员会"),
        ("西宁市中级人民院", "西宁市中级人民法院"),
    ],
)
def test_one_slip_in_an_organ_is_found_and_undone(written: str, meant: str) -> None:
    assert meant in repairs(written)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("经西宁市育教局批准", "经西宁市教育局批准"),
        ("经西宁市教局批准", "经西宁市教育局批准"),
        ("经西宁市水利利局批准", "经西宁市水利局批准"),
        ("经西宁市公安黄局批准", "经西宁市公安局批准"),
        ("经西宁黄市公安局批准", None),
    ],
)
def test_behind_a_region_even_a_short_organ_is_looked_at(written: str, meant: str | None) -> None:
    assert (meant in repairs(written)) if meant else (repairs(written) == set())


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("西宁市中城区教育局", "西宁市城中区教育局"),
        ("青海青省人民政府印发", "青海省人民政府印发"),
        ("呼浩特市玉泉区人民政府", "呼和浩特市玉泉区人民政府"),
        ("黄南藏自治州人民政府", "黄南藏族自治州人民政府"),
    ],
)
def test_a_slip_in_a_region_before_what_belongs_to_it_is_found(written: str, meant: str) -> None:
    assert meant in repairs(written)


def test_characters_changed_over_where_region_and_organ_meet_are_put_back() -> None:
    assert "由柳州市生态环境局负责" in repairs("由柳州生市态环境局负责")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("根据《中华人民共和国食品安法》", "根据《中华人民共和国食品安全法》"),
        ("根据《优化营环商境条例》", "根据《优化营商环境条例》"),
        ("根据《工伤保险条》", "根据《工伤保险条例》"),
        ("根据《中华人民共和食品安全法》", "根据《中华人民共和国食品安全法》"),
    ],
)
def test_a_title_is_compared_from_its_first_to_its_last_character(written: str, meant: str) -> None:
    assert meant in repairs(written)


@pytest.mark.parametrize(
    "text",
    [
        "西宁市市场监督管理局、国家发展改革委、省政府办公厅、人社厅联合印发",
        "住房城乡建设部、人力资源社会保障部、国家税务局",
        "西宁教育局举办运动会",
        "全市农民专业合作社依法登记，农产品质量安全执法人员",
        "推动生态环境保护工作，加强城市管理，完善应急管理格局",
        "四省人民政府应当将规划报国务院",
        "市人民检察院提起公诉的案件中人民法院应当及时审理",
        "凭《居民身份证》办理",
        "知识城管理委员会、开发区管理委员会",
        "林局长和水利局局长一同前往",
        "从市监察委员会副主任中决定代理主任",
        "汀水县人民政府与盛泰县教育局签约",
        "《土地管理条例》《河道管理条例》《公墓管理条例》",
        "中国共产党第二次全国代表大会会址",
        "经中国文物局鉴定",
        "霁川省交通运输厅部署假期道路运输保障工作",
    ],
)
def test_another_name_or_no_name_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_an_invented_county_like_a_real_one_is_only_doubted() -> None:
    assert found("坝平县人民政府办公室") == []
    assert [one.band for one in found("坝平县人民政府办公室", band=Band.B)] == [Band.B]


@pytest.mark.parametrize("dot", "·•・")
def test_a_transliterated_name_beside_an_organ_is_left_alone(dot: str) -> None:
    text = f"和田地区教育局阿卜力克木{dot}买合木提同志到洛浦县布亚乡人民政府调研"
    assert found(text, band=Band.B) == []


def test_the_finding_says_what_is_wrong_in_words() -> None:
    one = max(found("经国家卫生健委员会同意"), key=lambda found: len(found.text))
    assert one.why == "与机构名称“国家卫生健康委员会”相比，少了一个“康”字"
    assert one.kind == "missing"


def test_another_character_at_the_edge_is_told_as_such() -> None:
    (one,) = found("坚持保障径济社会发展、保护土地资源")
    assert (one.text, one.suggestion) == ("径济社会发展", "经济社会发展")


def test_a_city_behind_a_province_it_is_not_part_of_is_doubted() -> None:
    (one,) = found("四川省西宁市城中区", band=Band.B)
    assert (one.text, one.suggestion) == ("四川省西宁市", "")
    assert one.why == "“西宁市”属于“青海省”，与前面的“四川省”不符"
    assert found("青海省西宁市、四川省成都市、吉林省吉林市、海南省三亚市", band=Band.B) == []


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("经阳市生态环境局批准", "阳市"),
        ("由墨时脱县科学技术局牵头", "墨时脱县"),
        ("来源：泰损县财政局", "泰损县"),
        ("报宁市德教育局备案", "宁市德"),
        ("向米林市政局反映情况", "政局"),
        ("青海省教育印发通知", "教育"),
    ],
)
def test_what_is_no_region_before_an_organ_and_no_organ_behind_a_region_is_doubted(
    text: str, doubted: str
) -> None:
    assert [(one.text, one.band) for one in found(text, band=Band.B)] == [(doubted, Band.B)]


def test_where_a_slip_may_be_of_several_names_none_is_proposed() -> None:
    (one,) = found("经阳市生态环境局批准", band=Band.B)
    assert one.suggestion == ""
    assert one.why == "行政区划名称中没有“阳市”，疑有错字或脱字，请核对"
    (only,) = found("由墨时脱县科学技术局牵头", band=Band.B)
    assert only.suggestion == "墨脱县"


@pytest.mark.parametrize(
    "text",
    [
        "由全县教育局局长参加，按照市人民政府要求，任免市人民检察院副检察长",
        "青海省教育工作会议精神",
        "国家林草局印发通知，县委政法委会同有关部门开展检查",
        "由教育干部、公安干警组成，经营环境得到改善",
        "乌鲁木齐市市监局、西宁市市场监管局",
        "各国红十字会、中华人民共和国国务院批准",
    ],
)
def test_words_that_only_look_like_pieces_of_names_are_not_doubted(text: str) -> None:
    assert found(text, band=Band.B) == []


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("由育部牵头", "育部"),
        ("会议听取了教育捕部关于工作的汇报", "教育捕部"),
        ("围绕营商环竟开展", "营商环竟"),
    ],
)
def test_a_short_name_is_doubted_between_two_edges(text: str, doubted: str) -> None:
    assert doubted in [one.text for one in found(text, band=Band.B)]


def test_a_character_that_stands_for_the_first_one_is_part_of_the_slip() -> None:
    (one,) = found("抄送：固家密码管理局，各区县")
    assert (one.text, one.suggestion) == ("固家密码管理局", "国家密码管理局")


@pytest.mark.parametrize(
    "text",
    [
        "合肥市第三人民医院主治医师",
        "行政处罚决定书文号：呼伦贝尔市市监处罚〔2024〕736号",
        "区人民检察院第四检察部联合相关部门先后走访企业。",
        "霁川省发展和改革委员会设办公室、综合科、法规科等4个内设机构。",
    ],
)
def test_another_number_or_an_inner_office_is_no_slip_of_a_name(text: str) -> None:
    assert found(text, band=Band.B) == []
