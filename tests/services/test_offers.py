"""Places a site names: what counts as the name of one, and what does not."""

import pytest

from xuncha.engine.domain.offers import OfferKind
from xuncha.engine.extract.lexicon import pattern
from xuncha.engine.extract.services.offers import kinds_named

NAMED = {
    "政府信息公开指南": OfferKind.DISCLOSURE_GUIDE,
    "【信息公开指南】": OfferKind.DISCLOSURE_GUIDE,
    "政府信息公开年报": OfferKind.DISCLOSURE_REPORTS,
    "政府信息公开工作年度报告": OfferKind.DISCLOSURE_REPORTS,
    "法定主动公开内容": OfferKind.DISCLOSURE_CATALOGUE,
    "依申请公开 >>": OfferKind.DISCLOSURE_REQUEST,
    "走进某县": OfferKind.OVERVIEW,
    "县情概况": OfferKind.OVERVIEW,
    "机构职能": OfferKind.ORGANS,
    "领导之窗": OfferKind.LEADERS,
    "县长信箱": OfferKind.CONSULTATION,
    "我要写信": OfferKind.CONSULTATION,
    "办件统计": OfferKind.SERVICE_STATISTICS,
    "政府网站工作年度报表": OfferKind.SITE_REPORTS,
    "联系我们": OfferKind.CONTACT,
    "国务院信息": OfferKind.STATE_COUNCIL,
    "国务院重要政策信息": OfferKind.STATE_COUNCIL,
    "国务院文件": OfferKind.STATE_COUNCIL,
    "转载国务院信息": OfferKind.STATE_COUNCIL,
    "个人服务": OfferKind.SERVICE_CLASSES,
    "按部门分类": OfferKind.SERVICE_CLASSES,
    "法人办事": OfferKind.SERVICE_CLASSES,
}
NOT_NAMED = (
    "县长到基层调研信息公开工作",
    "关于做好政府信息公开指南编制工作的通知",
    "网上信访",
    "纪检监察举报",
    "某局召开领导班子民主生活会",
    "统计局发布二季度数据",
    "国务院总理主持召开国务院常务会议",
    "国务院办公厅关于印发某办法的通知",
    "按时完成任务",
    "国务院政策文件库",
    "国务院客户端小程序",
    "首页",
    "",
)


@pytest.mark.parametrize(("text", "kind"), NAMED.items())
def test_the_usual_names_of_a_place_are_known(text, kind):
    assert kind in kinds_named(text)


@pytest.mark.parametrize("text", NOT_NAMED)
def test_headlines_and_special_channels_name_no_place(text):
    assert kinds_named(text) == ()


@pytest.mark.parametrize(("text", "kind"), NAMED.items())
def test_every_name_passes_the_quick_look(text, kind):
    assert pattern("service_offers", "hint").search(text), kind
