"""A round with results, decisions, documents and a bundle, for the tests of the pages."""

import hashlib

import pytest

from tests.office.conftest import (  # noqa: F401
    IN_FORCE,
    inspection,
    neighbour,
    office,
    order,
    other_office,
    register,
    reviewer,
)
from tests.office.results import blank_outcome, column, summary, unable_outcome, wording_outcome
from xuncha.engine.bundle.exchange import Exchange
from xuncha.engine.bundle.supplement import Part, SupplementWriter
from xuncha.engine.bundle.writer import BundleWriter
from xuncha.engine.domain.outcomes import fingerprint_of
from xuncha.engine.domain.own_words import OwnWord
from xuncha.engine.domain.words import ColumnState, OwnList, Result, UnableClass
from xuncha.engine.judge.verdict import judge
from xuncha.engine.rulebook.scope import frame_of
from xuncha.office.assess import assessing
from xuncha.office.casework import decisions, verdicts
from xuncha.office.casework.frozen import book_of, plan_of, settings_of
from xuncha.office.casework.taking_in import FactsSummary, store_target
from xuncha.office.forms import answering
from xuncha.office.forms.filled import Filled
from xuncha.office.forms.reach import form_of
from xuncha.office.notices import issuing
from xuncha.office.notices.arrangement import as_it_stands, to_json
from xuncha.office.notices.content import Edition
from xuncha.office.notices.draft_copies import Copy, Page, dumped
from xuncha.office.notices.models import DraftCopy, IssuedNotice, NoticeDraft
from xuncha.office.notices.script import Script
from xuncha.office.notices.template import read_template, template_text
from xuncha.office.rectification.files import Upload, keep
from xuncha.office.rectification.models import Contest, Order, OrderItem, Reply
from xuncha.office.wordlists import lists

PICTURE = b"\xff\xd8\xff a picture"
PAGE = "<script>alert(1)</script>保存的原文".encode()
RECORD = f"sha256:{hashlib.sha256(PAGE).hexdigest()}"
RULE = "own-word-test"
OWN_WRONG = "政务云系统"
CODE = "1100000001"
FORM = "general.W-V2"
BLIND = "1100000002"
YEAR = 2024
NUMBER = "呼整〔2024〕1号"
WRONG = fingerprint_of("wording", CODE, "http://qs.example/a.html|<b>错字</b>")


@pytest.fixture
def home(settings, tmp_path):
    settings.XUNCHA_HOME = tmp_path
    return tmp_path


@pytest.fixture
def seen(inspection, reviewer, home):  # noqa: F811
    return seen_of(inspection, reviewer, home)


def seen_of(inspection, reviewer, home):  # noqa: F811
    """The round after a visit: one site with findings, one we could not see, three accounts."""
    site = inspection.targets.get(code=CODE)
    bundle = written_bundle(home / "bundles", plan_of(site), inspection)
    columns = (column("要闻"), column("空栏", ColumnState.BLANK))
    seen = FactsSummary(str(bundle), "sha256:ef", 12, None, "", columns, engine_digest="sha256:01")
    wording = wording_outcome(CODE, ["<b>错字</b>"])
    store_target(site, seen, [blank_outcome(CODE), wording])
    lists.add_row(reviewer, OwnList.WORDS, OwnWord(OWN_WRONG, "政务云平台", "通用名称"), "测试")
    decisions.confirm(site.findings.get(indicator="W-N1"), reviewer, "属实", replayed=True)
    blind = inspection.targets.get(code=BLIND)
    waf = UnableClass.WAF
    rows = [
        unable_outcome("W-V3", "home-still", waf),
        unable_outcome("W-V4.3", "columns-blank", waf),
    ]
    store_target(blind, summary(unable=waf), rows)
    look = decisions.Look("W-V3", Result.CLEAR, "浏览器查看，首页有更新")
    decisions.look_by_hand(blind, look, reviewer)
    for target in inspection.targets.filter(kind="account"):
        store_target(target, summary(), [wording_outcome(target.code, [], "N-N1")])
    filled = Filled(unable=UnableClass.LOGIN, note="要求短信验证")
    used = form_of(inspection, FORM)
    answering.answer(site, used, answering.Submission(filled, 0, (PICTURE,)), reviewer)
    judge_all(inspection)
    sent_order(site, reviewer)
    drafted_notice(inspection, reviewer)
    assessing.open_assessment(inspection.office, YEAR, reviewer)
    folder = home / "rounds" / str(inspection.pk) / "documents"
    folder.mkdir(parents=True)
    (folder / "通报.docx").write_bytes(b"docx")
    (folder / "报告.html").write_text("<script>alert(1)</script>", encoding="utf-8")
    (folder.parent / "secret.txt").write_text("secret", encoding="utf-8")
    (folder / "link.txt").symlink_to(folder.parent / "secret.txt")
    return inspection


def drafted_notice(inspection, by):  # noqa: F811
    """A draft of the round's notice, and a notice of it that went out, both without words."""
    text, day = template_text("month"), inspection.as_of.date()
    kept = issuing.kept_for(inspection, issuing.IssueOrder("month", text, "", day, day))
    empty = Page(kept.head, inspection.as_of, Script((), ()), ())
    names = {"by_name": by.name, "at": inspection.as_of}
    IssuedNotice(
        office=inspection.office, round=inspection, number=1, title="通报", by=by, **names,
        order=issuing.kept_json(kept), digest="00", template="month",
    ).save(force_insert=True)  # fmt: skip
    draft = NoticeDraft.objects.create(
        office=inspection.office, round=inspection, template="month", template_text=text,
        arrangement=to_json(as_it_stands(read_template("month", text))), signed_on=day,
        deadline=day, begun_by=by, begun_by_name=by.name, begun_at=inspection.as_of,
        changed_at=inspection.as_of,
    )  # fmt: skip
    pages = Copy(dict.fromkeys(Edition, empty))
    DraftCopy.objects.create(draft=draft, content=dumped(pages), made_at=inspection.as_of)


def sent_order(site, reviewer):  # noqa: F811
    """An order to the sponsor of the site about its wrong words; it contested, with a file."""
    at, sponsor = site.round.as_of, site.sponsor
    finding = site.findings.get(indicator="W-N1")
    kept = [{**finding.evidence[0], "record": RECORD}]
    type(finding).objects.filter(pk=finding.pk).update(evidence=kept)
    sent = Order.objects.create(
        office=site.round.office,
        round=site.round,
        addressee=sponsor,
        addressee_name=sponsor.name,
        kind="slip",
        number=NUMBER,
        year=YEAR,
        serial=1,
        drawn_at=at,
        drawn_by=reviewer,
        issued_at=at,
        issued_by=reviewer,
        state="received",
    )
    item = OrderItem.objects.create(
        order=sent,
        target=site,
        indicator=finding.indicator,
        finding=finding,
        title=finding.title,
        opened_at=at,
        state="contested",
    )
    by = {"by": reviewer, "by_name": reviewer.name, "at": at}
    reply = Reply(item=item, says="contest", text="系引用原文", **by)
    reply.save(force_insert=True)
    Contest.objects.create(item=item, reply=reply, opened_at=at)
    keep(sent, reply, Upload("截图.pdf", b"%PDF-1.7", "application/pdf"), by)


def written_bundle(out, plan, inspection):  # noqa: F811
    at = inspection.as_of
    with BundleWriter(out, plan, settings_of(inspection), at, started_at=at) as writer:
        headers = (("Content-Type", "text/html; charset=utf-8"),)
        writer.record(Exchange("http://a.example/", (), 200, headers, PAGE, at))
        folder = writer.finish(at)
    with SupplementWriter(folder, Part.RENDER, {}, started_at=at) as writer:
        subjects = (("home", "image/jpeg"), ("page", "text/html"), (WRONG, "image/jpeg"))
        for subject, kind in subjects:
            notes = (("content-type", kind), ("subject", subject))
            writer.resource("http://a.example/", notes, PICTURE, at)
        writer.finish(at)
    return folder


def judge_all(inspection):  # noqa: F811
    book = book_of(inspection)
    for target in inspection.targets.all():
        rulings = verdicts.judged_outcomes(target, book)
        verdicts.store(target, book, judge(frame_of(plan_of(target)), rulings, book, IN_FORCE))


@pytest.fixture
def page(client, reviewer):  # noqa: F811
    client.force_login(reviewer)
    return client
