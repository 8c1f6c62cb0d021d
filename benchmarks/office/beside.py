"""What stands beside the results of a large office: a visit, forms, contests, a notice, a year.

Every address has something to open then. Written through the office's own doors where they are
quick, in bulk where a round would write thousands of rows.
"""

import hashlib
from datetime import datetime
from pathlib import Path

from django.conf import settings

from xuncha.engine.bundle.exchange import Exchange
from xuncha.engine.bundle.supplement import Part, SupplementWriter
from xuncha.engine.bundle.writer import BundleWriter
from xuncha.engine.domain.own_words import OwnWord
from xuncha.engine.domain.words import OwnList, Result, SecrecyLevel, UnableClass
from xuncha.office.assess import assessing
from xuncha.office.casework.alarms import SealedAlarm
from xuncha.office.casework.frozen import plan_of, settings_of
from xuncha.office.casework.models import (
    FindingRecord,
    OutcomeRecord,
    Round,
    RoundTarget,
    VisitRecord,
)
from xuncha.office.forms import answering
from xuncha.office.forms.filled import Filled
from xuncha.office.forms.reach import form_of
from xuncha.office.notices import issuing
from xuncha.office.notices.models import IssuedNotice
from xuncha.office.notices.template import template_text
from xuncha.office.people.models import Office, User
from xuncha.office.rectification import files
from xuncha.office.rectification.models import Contest, OrderItem, Reply
from xuncha.office.wordlists import lists

PICTURE = b"\xff\xd8\xff a picture"
PAGE = "<p>保存的原文</p>".encode() * 2000
RECORD = f"sha256:{hashlib.sha256(PAGE).hexdigest()}"
ROW, FORM = "W-V2", "general.W-V2"
DOCUMENT = "通报.docx"
FILLED = 300
"""Sites whose form is filled in already; the others wait."""
CONTESTED = 200
"""Items of orders sent out that their bodies contest."""


def put_beside(inspection: Round, reviewer: User) -> None:
    """A bundle, forms, contests, a document, a notice and an assessment of the newest round."""
    site = _visited(finding_of(inspection))
    _visited(item_of(reviewer.office).finding)
    _alarm(site, reviewer)
    _forms(inspection, reviewer, site.code)
    _contests(inspection.office_id, reviewer, inspection.as_of)
    _document(inspection)
    _issued(inspection, reviewer)
    lists.add_row(reviewer, OwnList.WORDS, OwnWord("政务云系统", "政务云平台", "通用名称"), "样例")
    assessing.open_assessment(inspection.office, inspection.as_of.year, reviewer)


def finding_of(inspection: Round) -> FindingRecord:
    """The first finding on a site of the round: the one whose pages are opened."""
    rows = FindingRecord.objects.filter(target__round=inspection, target__kind="site")
    return rows.select_related("target").order_by("pk")[0]


def item_of(office: Office) -> OrderItem:
    """An item with a finding of an order a unit has; of the largest body where it has one."""
    items = OrderItem.objects.filter(order__office=office, finding__isnull=False)
    items = items.exclude(order__state="drafted").order_by("pk").select_related("order")
    return items.filter(order__addressee__code="C00").first() or items[0]


def _visited(finding: FindingRecord) -> RoundTarget:
    """The target of a finding, given a bundle with a page in it, and pictures."""
    site = finding.target
    inspection, at = site.round, site.round.as_of
    out = Path(settings.XUNCHA_HOME) / "bundles"
    with BundleWriter(out, plan_of(site), settings_of(inspection), at, started_at=at) as writer:
        headers = (("Content-Type", "text/html; charset=utf-8"),)
        writer.record(Exchange(f"{site.url}a/0.html", (), 200, headers, PAGE, at))
        folder = writer.finish(at)
    with SupplementWriter(folder, Part.RENDER, {}, started_at=at) as more:
        for subject in ("home", finding.fingerprint):
            notes = (("content-type", "image/jpeg"), ("subject", subject))
            more.resource(site.url, notes, PICTURE, at)
        more.finish(at)
    VisitRecord.objects.filter(target=site).update(bundle_path=str(folder))
    kept = [{**finding.evidence[0], "record": RECORD}]
    FindingRecord.objects.filter(pk=finding.pk).update(evidence=kept)
    return site


def _forms(inspection: Round, reviewer: User, first: str) -> None:
    sites = list(inspection.targets.filter(kind="site").order_by("code"))
    OutcomeRecord.objects.bulk_create(
        OutcomeRecord(
            target=site,
            indicator=ROW,
            check_slug="site-unreachable",
            result=Result.UNABLE.value,
            unable_class=UnableClass.NEEDS_PERSON.value,
            reason="没有拨测记录",
            count=0,
            count_with_open=0,
        )
        for site in sites
    )
    used = form_of(inspection, FORM)
    assert used is not None
    sites.sort(key=lambda site: site.code != first)
    for site in sites[:FILLED]:
        filled = Filled(unable=UnableClass.LOGIN, note="要求短信验证")
        pictures = (PICTURE,) if site.code == first else ()
        answering.answer(site, used, answering.Submission(filled, 0, pictures), reviewer)


def _contests(office_id: int, reviewer: User, at: datetime) -> None:
    items = OrderItem.objects.filter(order__office=office_id, state="open")
    items = items.exclude(order__state="drafted").order_by("order__addressee__code", "pk")
    items = list(items[:CONTESTED])
    by = {"by": reviewer, "by_name": reviewer.name, "at": at}
    for item in items:
        reply = Reply(item=item, says="contest", text="系引用原文", **by)
        reply.save(force_insert=True)
        Contest.objects.create(item=item, reply=reply, opened_at=at)
        scan = files.Upload("截图.pdf", b"%PDF-1.7", "application/pdf")
        files.keep(item.order, reply, scan, by)
    OrderItem.objects.filter(pk__in=[item.pk for item in items]).update(state="contested")


def _alarm(site: RoundTarget, keeper: User) -> None:
    """One sealed alarm, and the person who may open it."""
    SealedAlarm(
        target=site,
        url=f"{site.url}a/1.html",
        seen_at=site.round.as_of,
        digest=RECORD,
        size=len(PAGE),
        level=SecrecyLevel.SECRET.value,
    ).save(force_insert=True)
    keeper.office.keeper = keeper
    keeper.office.save(update_fields=["keeper"])


def _document(inspection: Round) -> None:
    folder = Path(settings.XUNCHA_HOME) / "rounds" / str(inspection.pk) / "documents"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / DOCUMENT).write_bytes(b"docx")


def _issued(inspection: Round, by: User) -> None:
    text, day = template_text("month"), inspection.as_of.date()
    kept = issuing.kept_for(inspection, issuing.IssueOrder("month", text, "", day, day))
    IssuedNotice(
        office=inspection.office,
        round=inspection,
        number=1,
        title="通报",
        by=by,
        by_name=by.name,
        at=inspection.as_of,
        order=issuing.kept_json(kept),
        digest="00",
        template="month",
    ).save(force_insert=True)
