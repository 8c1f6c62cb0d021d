"""Sums, rates, shares and changes of a sentence that disagree, and all that may well be right."""

import pytest

from xuncha.engine.domain.words import Band
from xuncha.engine.proofread.figures.claims import claim_findings, claims


def found(text: str) -> list[tuple[str, Band]]:
    return [(one.rule, one.band) for one in claim_findings(text)]


@pytest.mark.parametrize(
    ("text", "rule", "computation"),
    [
        ("共135个，其中合格131个，不合格5个。", "sum-differs", "131个＋5个＝136个"),
        ("共检查135个网站，131个合格，5个不合格。", "sum-differs", "文中总数为135个"),
        ("共检查企业135家，其中合格企业131家，不合格企业5家。", "sum-differs", "136家"),
        ("共检查网站135个。其中，合格130个，不合格4个。", "sum-differs", "134个"),
        ("共排查隐患1350处，已整改1200处，未整改140处。", "sum-differs", "1340处"),
        ("共有党员一百二十人，其中男性七十人，女性四十人。", "sum-differs", "110人"),
        ("男60人，女50人，共120人。", "sum-differs", "110人"),
        ("甲县30人、乙县25人，共计56人。", "sum-differs", "55人"),
        ("参会代表应到200人，实到185人，缺席10人。", "sum-differs", "195人"),
        ("共检查网站135个，其中合格140个。", "part-over-whole", "140个大于总数135个"),
        ("135个网站中131个合格，合格率98%。", "rate-differs", "131个÷135个＝97.04%"),
        ("检查网站135个，不合格5个，合格率97.04%。", "rate-differs", "（135个－5个）÷135个"),
        ("共有党员120人，其中女性50人，占45%。", "rate-differs", "41.67%"),
        ("计划完成100个，实际完成85个，完成率90%。", "rate-differs", "85个÷100个＝85%"),
        ("抽查30批次，合格率达到102%。", "rate-over-hundred", "102%"),
        ("检查企业30家，合格率95.5%，不合格率6.5%。", "shares-not-hundred", "102%"),
        ("三次产业结构比为10.1:40.2:51.7。", "shares-not-hundred", "102%"),
        ("企业由50家增加到60家，增长25%。", "change-differs", "变化幅度为20%"),
        ("完成60家，比上年的50家增长25%。", "change-differs", "50家→60家"),
        ("企业由50家增加到60家，增加12家。", "difference-differs", "相差10"),
        ("企业由60家增加到50家。", "change-direction", "60家增加到50家"),
        ("合格率由95%提高到93%。", "change-direction", "95%提高到93%"),
        ("合格率由90.5%提高到95.5%，提高6个百分点。", "points-differ", "相差5个百分点"),
    ],
)
def test_what_disagrees_is_certain_and_computed(text: str, rule: str, computation: str) -> None:
    (one,) = claim_findings(text)
    assert (one.rule, one.band) == (rule, Band.A)
    assert computation in one.why


@pytest.mark.parametrize(
    "text",
    [
        "共135个，其中合格131个，不合格4个。",
        "共有党员120人，其中女性80人，少数民族60人。",
        "共有党员120人，其中女性50人，大专以上80人。",
        "全省新增14家，其中昆明市3家、楚雄州3家；曲靖市、玉溪市各有2家。",
        "共检查网站135个，其中合格栏目100个，不合格栏目50个。",
        "检查135个，其中合格130个，基本合格2个，不合格3个。",
        "甲县30人、乙县25人等，共计56人。",
        "出动执法人员50人次，检查企业30家，共计发现问题12个。",
        "135个网站中131个合格，合格率97.03%。",
        "135个网站中131个合格，合格率97%。",
        "135个网站合格131个，合格率95%以上。",
        "检查135个网站，合格131个，其中门户网站合格率100%。",
        "35个网站、1163个账号总体合格率97.76%。其中，4个网站、26个账号不合格。",
        "共检查3.5万家，其中合格3.1万家，不合格0.41万家。",
        "总投资5000万元，其中中央2000万元、省级1500万元。",
        "企业由50家增加到60家，年均增长5%。",
        "企业由50家增加到60家，同比增长8%。",
        "排名由第60位上升到第50位。",
        "时限由30天提高到20天。",
        "三次产业结构比为10.1:40.2:49.7。",
        "完成率达到120%，比上年提高20个百分点。",
        "占全市的40%，占全省的10%，共30个。",
        "医保报销比例由50%提高到60%，涉及30个病种。",
    ],
)
def test_what_may_be_right_is_never_accused(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("合格率由90%提高到95%，提高5%。", "percent-for-points"),
        ("合格率由90%提高到95%，提高6个百分点。", "points-differ"),
        ("总投资5000万元，其中中央3000万元、省级2500万元。", "sum-differs"),
        ("共100个，其中甲类、乙类、丙类分别为50个、40个、60个。", "sum-differs"),
        ("甲、乙、丙分别占40%、35%、45%。", "shares-not-hundred"),
    ],
)
def test_what_has_another_reading_is_doubtful(text: str, rule: str) -> None:
    assert found(text) == [(rule, Band.B)]


def test_right_statements_are_claims_too() -> None:
    (one,) = claims("135个网站中131个合格，合格率97.03%。")
    assert one.agreement == "truncated"
    assert one.shown["formula"] == "131个÷135个"


def test_a_sentence_of_many_counts_is_no_sum() -> None:
    text = "共90个，其中" + "，".join(f"合格{n}个，不合格{n}个" for n in range(1, 12)) + "。"
    assert found(text) == []
