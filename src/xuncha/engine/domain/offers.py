"""What a site offers its readers by name, and the labels of its pages; nothing is judged here."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from xuncha.engine.domain.words import Labels, PageKind


class OfferKind(StrEnum):
    """A place an indicator asks for, whatever a site calls it."""

    OVERVIEW = "overview"
    ORGANS = "organs"
    LEADERS = "leaders"
    DISCLOSURE_GUIDE = "disclosure_guide"
    DISCLOSURE_RULES = "disclosure_rules"
    DISCLOSURE_CATALOGUE = "disclosure_catalogue"
    DISCLOSURE_REPORTS = "disclosure_reports"
    DISCLOSURE_REQUEST = "disclosure_request"
    SERVICES = "services"
    SERVICE_STATISTICS = "service_statistics"
    CONSULTATION = "consultation"
    MESSAGE_STATISTICS = "message_statistics"
    SITE_REPORTS = "site_reports"
    CONTACT = "contact"
    STATE_COUNCIL = "state_council"
    SERVICE_CLASSES = "service_classes"


OFFER_LABELS = Labels(
    (
        (OfferKind.OVERVIEW, "概况信息"),
        (OfferKind.ORGANS, "机构职能"),
        (OfferKind.LEADERS, "领导信息"),
        (OfferKind.DISCLOSURE_GUIDE, "政府信息公开指南"),
        (OfferKind.DISCLOSURE_RULES, "政府信息公开制度"),
        (OfferKind.DISCLOSURE_CATALOGUE, "法定主动公开内容（目录）"),
        (OfferKind.DISCLOSURE_REPORTS, "政府信息公开年报"),
        (OfferKind.DISCLOSURE_REQUEST, "依申请公开"),
        (OfferKind.SERVICES, "办事服务"),
        (OfferKind.SERVICE_STATISTICS, "办事统计"),
        (OfferKind.CONSULTATION, "咨询建言"),
        (OfferKind.MESSAGE_STATISTICS, "留言办理统计"),
        (OfferKind.SITE_REPORTS, "网站工作年度报表"),
        (OfferKind.CONTACT, "联系方式"),
        (OfferKind.STATE_COUNCIL, "国务院信息专栏"),
        (OfferKind.SERVICE_CLASSES, "分类展示的办事事项"),
    )
)
"""The Chinese term of each place, as pages print it."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A place by its name: the words that name it, where they lead, the page they stand on.

    ``url`` is empty where the register alone names it.
    """

    kind: OfferKind
    text: str
    url: str
    on: str
    record: str


@dataclass(frozen=True, slots=True)
class LabelledPage:
    """A visited page with its meta labels (Y-1) and what a reader sees of the same."""

    url: str
    kind: PageKind
    record: str
    labels: tuple[tuple[str, str], ...]
    title: str
    publish_date: date | None

    def label(self, name: str) -> str:
        """The value of a label by name, any case; empty when it is missing or empty."""
        wanted = name.lower()
        return next((value for key, value in self.labels if key.lower() == wanted), "")
