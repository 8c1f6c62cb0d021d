"""Whose number it is: an office's own lines stay, a contact's is doubtful, a person's is not."""

import pytest

from tests.privacy.finding import CARD, ID, MOBILE, all_of, doubted, sure


@pytest.mark.parametrize(
    "text",
    [
        f"监督举报电话：{MOBILE}。",
        f"咨询电话：{MOBILE}、13912345678",
        f"24小时值班电话 {MOBILE}",
        f"投诉举报热线：{MOBILE}（工作时间）",
        f"防汛值班手机：{MOBILE}",
        f"西宁市教育局联系电话：{MOBILE}",
        f"市场监管所：{MOBILE}",
        f"本局办公电话：{MOBILE}",
        "联系电话：0971-6123456，传真：（0971）6123457",
        "拨打12345、400-138-1234、8008101234、96123咨询",
        "电话：0971-6123456-8001",
        "010-62345678 021 62345678",
    ],
)
def test_the_lines_an_office_publishes_are_left_alone(text: str) -> None:
    assert all_of(text) == []


@pytest.mark.parametrize(
    "text",
    [
        f"联系人：王某某，联系电话：{MOBILE}",
        f"办公室主任张某手机：{MOBILE}",
        f"咨询单位：市教育局，联系电话：{MOBILE}",
        f"联系电话：0971-6123456、{MOBILE}",
        f"市教育局\t李主任\t{MOBILE}",
    ],
)
def test_a_mobile_number_on_duty_is_doubtful(text: str) -> None:
    assert sure(text) == []
    assert doubted(text) == ["privacy-mobile-contact"]


@pytest.mark.parametrize(
    "text",
    [
        f"低保对象张某某，联系电话：{MOBILE}",
        f"举报人电话：{MOBILE}",
        f"报名人手机：{MOBILE}",
        f"张某某\t{MOBILE}\t合格",
        f"张某某，联系电话：{MOBILE}，身份证号：{ID}",
        f"如需了解，可致电{MOBILE}",
        f"微信同号{MOBILE}",
        f"电话:{MOBILE}E-mail:a@example.com",
        f"紧急联系人手机：{MOBILE}",
    ],
)
def test_the_number_of_a_person_is_certain(text: str) -> None:
    assert MOBILE in sure(text)


def test_a_label_of_an_office_speaks_until_the_next_label() -> None:
    text = f"咨询电话：13912345678，申请人手机：{MOBILE}"
    assert [one.text for one in all_of(text)] == [MOBILE]


def test_an_identity_number_is_personal_whatever_the_office() -> None:
    assert sure(f"西宁市某某局法定代表人，身份证号{ID}") == [ID]


def test_an_identity_number_called_a_code_is_doubtful() -> None:
    assert doubted(f"编号：{ID}") == ["privacy-id-doubtful"]


@pytest.mark.parametrize(
    "text",
    [
        f"户名：西宁市财政局；开户行：某银行；账号：{CARD}",
        f"收款单位：某某招标代理有限公司，账号：{CARD}",
        f"对公账户：{CARD}",
        f"订单号：{CARD}",
    ],
)
def test_the_account_of_an_organisation_is_left_alone(text: str) -> None:
    assert all_of(text) == []


def test_the_account_of_a_person_is_certain() -> None:
    assert sure(f"户名：张某某，开户行：某银行，账号：{CARD}") == [CARD]


@pytest.mark.parametrize(
    "text",
    [
        f"订单号：{MOBILE}",
        f"QQ群：{MOBILE}",
        f"准考证号：{MOBILE}",
        f"互联网新闻信息服务许可证：{MOBILE}",
        f"完成投资{MOBILE}元",
        f"支出合计{MOBILE}",
        f"东经101.{MOBILE}",
        f"138.{MOBILE[3:]}",
        f"https://www.example.gov.cn/t20240101_{MOBILE}.html",
        f"附件：{MOBILE}.pdf",
        f"校验值a{MOBILE}f",
        "统一社会信用代码：12630000015000123F",
        "统一社会信用代码：91630000MA7523456X",
        "项目代码：2019-630102-48-01-012345",
        "ISBN 978-7-1381-2345-6",
        "20240101123000123",
        "13,812,345,678",
    ],
)
def test_numbers_of_nobody_are_left_alone(text: str) -> None:
    assert all_of(text) == []
