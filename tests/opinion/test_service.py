"""A service that behaves is listened to; one that does not changes nothing and is named."""

import ipaddress
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from tests.opinion import services
from tests.opinion.conftest import SLIP, Prepare
from tests.opinion.services import Service, serving
from xuncha.engine.acquire.opinion import Caller
from xuncha.engine.domain.errors import InputError
from xuncha.engine.domain.words import Band
from xuncha.engine.proofread.opinion.chat import Service as Chat


def ask(draft, service: Service):
    endpoint = replace(draft.settings.backend, url=service.url)
    caller = Caller(endpoint, draft.settings.limits, clock(), lambda _: None)
    chat = Chat(endpoint.model, draft.settings.chat, caller.ask)
    return draft.heard(chat)


def clock(step: float = 0.0):
    """A running clock that moves by a step at each look."""
    now = [0.0]

    def seconds() -> float:
        now[0] += step
        return now[0]

    return seconds


def lowered(draft, to=0.9):
    """The draft with its findings made doubtful."""
    findings = [
        tuple(replace(one, band=Band.B, confidence=to) for one in found) for found in draft.findings
    ]
    return replace(draft, findings=findings)


def test_two_of_one_mind_raise_a_doubtful_finding(prepare: Prepare):
    draft = lowered(prepare(SLIP))
    with serving(services.agreeing) as service:
        heard = ask(draft, service)
    ((found,),) = heard.findings
    assert found.band is Band.A
    assert found.why.endswith("；第二意见（jiaodui-7b）也认为此处有误，提为有把握")
    assert "提为有把握 1 处，降为存疑 0 处" in heard.said
    assert replace(found, band=Band.B, why=draft.findings[0][0].why) == draft.findings[0][0]


def test_a_finding_the_statistics_hardly_believe_is_not_raised(prepare: Prepare):
    draft = lowered(prepare(SLIP), to=0.8)
    with serving(services.agreeing) as service:
        ((found,),) = ask(draft, service).findings
    assert found.band is Band.B
    assert found.why.endswith("也认为此处有误")


def test_disagreement_makes_a_certain_finding_doubtful_and_takes_none_away(prepare: Prepare):
    with serving(services.disagreeing) as service:
        heard = ask(prepare(SLIP), service)
    ((found,),) = heard.findings
    assert (found.band, found.text, found.suggestion) == (Band.B, "另", "令")
    assert found.why.endswith("认为此处无误，降为存疑")


def test_a_lowered_finding_is_not_shown_to_who_asked_for_certain_ones(prepare: Prepare):
    with serving(services.disagreeing) as service:
        heard = ask(prepare(SLIP, band=Band.A), service)
    assert heard.findings == [()]
    assert "降为存疑 1 处" in heard.said


def test_an_exact_rule_beside_a_suspect_stays_as_it_is(prepare: Prepare):
    text = "双方签定协议，" + SLIP
    draft = prepare(text)
    with serving(services.disagreeing) as service:
        ((exact, _),) = ask(draft, service).findings
        (asked,) = service.of_text()
    assert exact == draft.findings[0][0]
    assert [one["written"] for one in asked["places"]] == ["另"]


def test_who_is_unsure_changes_nothing(prepare: Prepare):
    draft = prepare(SLIP)
    with serving(services.unsure) as service:
        assert ask(draft, service).findings == draft.findings


@pytest.mark.parametrize(
    ("manner", "reason"),
    [
        (services.rewriting, "改动超出"),
        (services.inventing, "改动超出"),
        (services.misquoting, "不合约定的格式"),
        (services.obeying, "不是 JSON"),
        (services.more_than_asked, "不合约定的格式"),
        (services.twice, "不合约定的格式"),
        (services.silent, "不合约定的格式"),
        (services.cut_short, "被截断"),
        (services.broken_off, "不是 JSON"),
        (services.nested, "不是 JSON"),
        (services.no_json, "不是 JSON"),
        (services.other_form, "不合约定的格式"),
        (services.huge, "回答过大"),
        (services.redirecting, "转到别处（307）"),
        (services.failing, "服务答复 503"),
        (services.locked, "服务不接受密钥（401）"),
    ],
)
def test_a_misbehaving_service_changes_nothing_and_is_named(prepare: Prepare, manner, reason):
    draft = prepare(SLIP)
    with serving(manner) as service:
        heard = ask(draft, service)
    assert heard.findings == draft.findings
    assert reason in heard.said
    assert "保持原样" in heard.said
    assert "\n" not in heard.said


@pytest.mark.parametrize("manner", [services.agreeing, services.disagreeing, services.unsure])
def test_who_gives_every_question_the_same_answer_is_shown_nothing_of_the_text(
    prepare: Prepare, manner
):
    draft = prepare(SLIP)
    with serving(manner, knows_controls=False) as service:
        heard = ask(draft, service)
        assert service.of_text() == []
    assert heard.findings == draft.findings
    assert "答错" in heard.said


def test_a_slow_service_is_not_waited_for(prepare: Prepare):
    draft = prepare(SLIP)
    limits = replace(draft.settings.limits, timeout_s=0.5)
    draft = replace(draft, settings=replace(draft.settings, limits=limits))
    with serving(services.slow) as service:
        heard = ask(draft, service)
    assert heard.findings == draft.findings
    assert "没有在时限内回答" in heard.said


def test_a_dead_service_is_one_line(prepare: Prepare):
    draft = prepare(SLIP)
    with serving(services.agreeing) as service:
        pass
    heard = ask(draft, service)
    assert heard.findings == draft.findings
    assert heard.said.startswith("第二意见没有取得：")


def test_no_more_is_asked_than_the_limits_allow(prepare: Prepare):
    draft = prepare(*[SLIP] * 6)
    limits = replace(draft.settings.limits, requests=len(services.CONTROLS) + 3)
    draft = replace(draft, settings=replace(draft.settings, limits=limits))
    with serving(services.disagreeing) as service:
        heard = ask(draft, service)
        assert len(service.of_text()) == 3
    assert [one[0].band for one in heard.findings].count(Band.A) == 3
    assert "3 处超出本次限额" in heard.said


def test_no_more_characters_leave_than_the_limit_allows(prepare: Prepare):
    draft = prepare(*[SLIP] * 6)
    limits = replace(draft.settings.limits, characters=2 * len(SLIP) + 1)
    draft = replace(draft, settings=replace(draft.settings, limits=limits))
    with serving(services.unsure) as service:
        ask(draft, service)
        assert len(service.of_text()) == 2


def test_a_repeated_request_counts_against_the_limit(prepare: Prepare):
    draft = prepare(*[SLIP] * 3)
    limits = replace(draft.settings.limits, requests=len(services.CONTROLS) + 4, retries=3)
    draft = replace(draft, settings=replace(draft.settings, limits=limits))
    with serving(services.failing) as service:
        heard = ask(draft, service)
        assert len(service.of_text()) == 4
    assert "请求数已用完" in heard.said
    assert heard.findings == draft.findings


def test_no_more_requests_run_at_once_than_set(prepare: Prepare):
    draft = prepare(*[SLIP] * 12)
    for most in (1, 4):
        limits = replace(draft.settings.limits, concurrency=most)
        held = replace(draft, settings=replace(draft.settings, limits=limits))
        with serving(services.unsure) as service:
            ask(held, service)
            assert service.most_at_once <= most


def test_nothing_is_asked_when_the_time_of_the_run_is_spent(prepare: Prepare):
    draft = prepare(SLIP)
    endpoint = draft.settings.backend
    with serving(services.agreeing) as service:
        caller = Caller(
            replace(endpoint, url=service.url), draft.settings.limits, clock(500.0), lambda _: None
        )
        heard = draft.heard(Chat("m", draft.settings.chat, caller.ask))
        assert service.bodies == []
    assert "时间已用完" in heard.said


def test_the_key_goes_in_its_header_and_nowhere_else(prepare: Prepare, monkeypatch):
    monkeypatch.setenv("XUNCHA_OPINION_KEY", "sk-very-secret")
    draft = prepare(SLIP)
    with serving(services.locked) as service:
        heard = ask(draft, service)
        shown = Caller(
            replace(draft.settings.backend, url=service.url),
            draft.settings.limits,
            clock(),
            lambda _: None,
        ).shown_headers()
        assert service.headers[-1]["Authorization"] == "Bearer sk-very-secret"
        assert not any(b"secret" in body for body in service.bodies)
    assert "secret" not in f"{heard}{shown}"


def test_without_a_key_none_is_sent(prepare: Prepare, monkeypatch):
    monkeypatch.delenv("XUNCHA_OPINION_KEY", raising=False)
    with serving(services.unsure) as service:
        ask(prepare(SLIP), service)
        assert "Authorization" not in service.headers[-1]


def test_a_key_that_would_add_a_header_is_refused_without_showing_it(prepare: Prepare, monkeypatch):
    monkeypatch.setenv("XUNCHA_OPINION_KEY", "sk-x\r\nHost: other")
    settings = prepare(SLIP).settings
    with pytest.raises(InputError) as caught:
        Caller(settings.backend, settings.limits, clock(), lambda _: None)
    assert "sk-x" not in str(caught.value)


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1/v1",
        "https://10.1.2.3/v1",
        "https://localhost/v1",
        "https://169.254.169.254/v1",
        "https://2130706433/v1",
        "https://user:pass@model.example.invalid/v1",
    ],
)
def test_an_inside_address_nobody_named_is_refused(prepare: Prepare, url):
    settings = prepare(SLIP).settings
    endpoint = replace(settings.backend, url=url, inside="")
    with pytest.raises(InputError, match="被拒绝"):
        Caller(endpoint, settings.limits, clock(), lambda _: None)


def test_only_the_named_inside_address_is_connected_to(prepare: Prepare):
    draft = prepare(SLIP)
    with serving(services.agreeing) as service:
        endpoint = replace(draft.settings.backend, url=service.url, inside="127.0.0.2")
        caller = Caller(endpoint, draft.settings.limits, clock(), lambda _: None)
        heard = draft.heard(Chat("m", draft.settings.chat, caller.ask))
        assert service.bodies == []
    assert heard.findings == draft.findings


def test_a_name_is_asked_at_the_address_the_file_gives_it(prepare: Prepare):
    draft = prepare(SLIP)
    with serving(services.disagreeing) as service:
        url = service.url.replace("127.0.0.1", "model.office.invalid")
        endpoint = replace(draft.settings.backend, url=url)
        caller = Caller(endpoint, draft.settings.limits, clock(), lambda _: None)
        heard = draft.heard(Chat("m", draft.settings.chat, caller.ask))
    assert heard.findings[0][0].band is Band.B


def test_what_leaves_is_the_sentence_the_places_and_the_rules_alone(prepare: Prepare):
    draft = prepare(f"不该送出的一句。{SLIP}")
    with serving(services.unsure) as service:
        ask(draft, service)
        (asked,) = service.of_text()
        assert not any("不该送出" in body.decode() for body in service.bodies)
    place = {"id": 1, "at": 6, "written": "另", "suggested": "令"}
    assert asked == {"sentence": SLIP, "places": [place]}


def test_without_suspects_nobody_is_asked(prepare: Prepare):
    draft = prepare("全市经济平稳运行。")
    with serving(services.agreeing) as service:
        heard = ask(draft, service)
        assert service.bodies == []
    assert "未送出任何文字" in heard.said


def _certificate(folder):
    """A certificate for 127.0.0.1 that signs itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    address = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2100, 1, 1, tzinfo=UTC))
        .add_extension(x509.SubjectAlternativeName([address]), critical=False)
        .sign(key, hashes.SHA256())
    )
    certificate, private = folder / "ca.pem", folder / "key.pem"
    certificate.write_bytes(made.public_bytes(Encoding.PEM))
    private.write_bytes(
        key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    )
    return certificate, private


@pytest.mark.parametrize("trusted", [True, False])
def test_only_a_service_whose_certificate_is_trusted_is_told_anything(
    prepare: Prepare, tmp_path, trusted
):
    certificate, private = _certificate(tmp_path)
    draft = prepare(SLIP)
    with serving(services.disagreeing, certificate=(certificate, private)) as service:
        url = service.url.replace("http:", "https:")
        ca = str(certificate) if trusted else ""
        endpoint = replace(draft.settings.backend, url=url, ca=ca)
        caller = Caller(endpoint, draft.settings.limits, clock(), lambda _: None)
        heard = draft.heard(Chat("m", draft.settings.chat, caller.ask))
        assert bool(service.bodies) is trusted
    assert ("证书不受信任" in heard.said) is not trusted
    assert (heard.findings[0][0].band is Band.B) is trusted
