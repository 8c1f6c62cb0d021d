"""What every proofreading handbook lists is found; what looks like it and is right is not."""

from datetime import date

import pytest

from xuncha.engine.domain.words import Band
from xuncha.engine.proofread.check import proofread


def found(text: str, band: Band = Band.A, published: date | None = None) -> list[tuple[str, str]]:
    return [(one.text, one.suggestion) for one in proofread(text, band=band, published=published)]


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("会议布署下一步工作", "布署", "部署"),
        ("大桥峻工通车", "峻工", "竣工"),
        ("幅射周边地区", "幅射", "辐射"),
        ("全面提升专业水坪", "水坪", "水平"),
        ("干部一愁莫展", "一愁莫展", "一筹莫展"),
        ("充份发挥作用", "充份", "充分"),
        ("名幅其实的榜样", "名幅其实", "名副其实"),
        ("消防栓账薄齐全", "账薄", "账簿"),
        ("末按规定报送材料", "末按规定", "未按规定"),
        ("公布权利清单", "权利清单", "权力清单"),
        ("推进社治会理", "社治会理", "社会治理"),
        ("国家林业与草原局发布公告", "国家林业与草原局", "国家林业和草原局"),
        ("依据《妇女权益保护法》", "妇女权益保护法", "妇女权益保障法"),
        ("既使再难，也要完成", "既使", "即使"),
        ("截止5月31日，全县完成投资", "截止", "截至"),
        ("即要抓当前，又要谋长远", "即", "既"),
        ("十一月三十一日前完成", "十一月三十一日", ""),
        ("远销日本、香港、台湾等国家", "香港、台湾等国家", ""),
    ],
)
def test_a_handbook_slip_is_certain(text: str, wrong: str, right: str) -> None:
    assert found(text) == [(wrong, right)]


@pytest.mark.parametrize(
    "text",
    [
        "现将有关事项通告如下。",
        "全面建设小康社会的重要时期。",
        "城镇居民基本医疗保险参保率提高。",
        "依法追究民事责任。",
        "中国共产党第二次全国代表大会会址。",
        "全省人民代表大会工作会议召开。",
        "建立并落实安全生产目标责任制。",
        "全心全意为农民服务。",
        "远销日本、香港、台湾等国家和地区。",
        "报名时间截止5月31日，全天受理。",
        "人民政府智能化停车管理。",
        "防疫防控两手抓。",
        "双方配偶而后到场。",
        "提供生活必需品。",
        "当年十二月三十一日以前年满十八周岁。",
        "根据人力资源社会保障部门的规定。",
        "电池续航能力强。",
    ],
)
def test_a_right_neighbour_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_a_repealed_law_is_doubtful_from_the_day_its_successor_holds() -> None:
    text = "根据《中华人民共和国物权法》的规定。"
    assert found(text, Band.B, date(2020, 12, 31)) == []
    ((law, instead),) = found(text, Band.B, date(2021, 1, 1))
    assert (law, instead) == ("《中华人民共和国物权法》", "《中华人民共和国民法典》")
    assert found(text, Band.A, date(2021, 1, 1)) == []
