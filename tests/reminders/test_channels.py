"""Each channel against a fake server: what goes over the wire, and what an answer means."""

import base64
import email
import hashlib
import hmac
from datetime import UTC, datetime

import pytest

from tests.reminders.fakes import (
    HOST,
    Relay,
    babbling,
    busy,
    limited,
    mail_relay,
    messenger,
    nested,
    redirecting,
    unknown_robot,
)
from xuncha.office.reminders.channels import all_channels
from xuncha.office.reminders.channels.channel import Address, Sent
from xuncha.office.reminders.installation import Installation

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
TEXT = "【巡查】您有3件整改单待答复。登录查看：https://xc.example.gov.cn/reminders/"
KEY = "693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa"
SECRET = "SEC0123456789abcdef0123456789abcdef"
TOKEN = "0123456789abcdef0123456789abcdef"
SMTP = "django.core.mail.backends.smtp.EmailBackend"


def known(**named) -> Installation:
    return Installation(inside=f"{HOST}=127.0.0.1", **named)


def send(name: str, address: Address, installation: Installation) -> Sent:
    return all_channels()[name].send(TEXT, address, AT, installation)


def test_every_channel_of_the_issue_is_there():
    assert set(all_channels()) == {
        "mail",
        "wecom",
        "dingtalk",
        "gov_dingtalk",
        "gov_wechat",
        "sms",
    }


def test_a_channel_nobody_set_up_is_not_set_up():
    assert not [one.name for one in all_channels().values() if one.is_set_up(Installation())]


def test_a_robot_of_wecom_gets_the_text_under_its_key():
    with messenger() as fake:
        assert send("wecom", Address(KEY), known(wecom=fake.url)) == Sent()
    (got,) = fake.received
    assert got.path == "/cgi-bin/webhook/send"
    assert got.query == {"key": KEY}
    assert got.said == {"msgtype": "text", "text": {"content": TEXT}}


@pytest.mark.parametrize("name", ["dingtalk", "gov_dingtalk"])
def test_a_robot_of_dingtalk_gets_a_signed_text(name):
    with messenger() as fake:
        assert send(name, Address(TOKEN, SECRET), known(**{name: fake.url})) == Sent()
    (got,) = fake.received
    assert got.query["access_token"] == TOKEN
    stamp = got.query["timestamp"]
    assert stamp == "1795399200000"
    digest = hmac.new(SECRET.encode(), f"{stamp}\n{SECRET}".encode(), hashlib.sha256).digest()
    assert got.query["sign"] == base64.b64encode(digest).decode()
    assert got.said["text"] == {"content": TEXT}
    assert SECRET not in fake.wire


def test_a_government_wechat_account_gets_a_message_of_the_application():
    with messenger() as fake:
        installation = known(
            gov_wechat=fake.url,
            gov_wechat_corp="ww1",
            gov_wechat_agent=1000002,
            gov_wechat_secret="s3cret",
        )
        assert send("gov_wechat", Address("zhang.san"), installation) == Sent()
    asked, got = fake.received
    assert asked.query == {"corpid": "ww1", "corpsecret": "s3cret"}
    assert got.query == {"access_token": "token-1"}
    assert got.said["touser"] == "zhang.san"
    assert got.said["agentid"] == 1000002
    assert got.said["text"] == {"content": TEXT}


def test_an_account_nobody_has_is_told_and_not_tried_again():
    def unknown(asked):
        more = {"access_token": "t"} if asked.path.endswith("gettoken") else {"invaliduser": "x"}
        return 200, {"errcode": 0, **more}

    with messenger(unknown) as fake:
        sent = send("gov_wechat", Address("x"), known(gov_wechat=fake.url, gov_wechat_corp="ww1"))
    assert "没有这个账号" in sent.failure
    assert not sent.may_retry


def test_a_gateway_of_short_messages_gets_what_the_settings_say():
    body = '{"to": ["{phone}"], "params": {"content": "{text}"}, "type": 1}'
    with messenger() as fake:
        installation = known(sms=f"{fake.url}/send", sms_key="k1", sms_body=body, sms_done="code=0")
        assert send("sms", Address("13800001234"), installation) == Sent()
    (got,) = fake.received
    assert got.said == {"to": ["13800001234"], "params": {"content": TEXT}, "type": 1}
    assert got.headers["Authorization"] == "Bearer k1"


def test_a_gateway_that_wants_its_key_in_the_body_gets_it_there_alone():
    body = '{"mobile": "{phone}", "content": "{text}", "apikey": "{key}"}'
    with messenger() as fake:
        installation = known(sms=f"{fake.url}/send", sms_key="k1", sms_body=body)
        assert send("sms", Address("13800001234"), installation) == Sent()
    assert fake.received[0].said["apikey"] == "k1"
    assert "Authorization" not in fake.received[0].headers


def test_a_gateway_that_says_no_has_not_taken_it():
    with messenger(lambda _: (200, {"code": 7})) as fake:
        sent = send("sms", Address("13800001234"), known(sms=fake.url, sms_done="code=0"))
    assert sent.failure


def test_a_text_can_add_nothing_to_the_structure_of_a_request():
    with messenger() as fake:
        channel = all_channels()["sms"]
        channel.send('"},{"x":"{phone}', Address("13800001234"), AT, known(sms=fake.url))
    assert fake.received[0].said == {"mobile": "13800001234", "content": '"},{"x":"{phone}'}


@pytest.mark.parametrize(
    ("answer", "may_retry", "is_unsure"),
    [
        (busy, True, False),
        (limited, True, False),
        (unknown_robot, False, False),
        (redirecting, False, False),
        (babbling, False, True),
        (nested, False, True),
    ],
)
def test_what_an_answer_means(answer, may_retry, is_unsure):
    with messenger(answer) as fake:
        sent = send("wecom", Address(KEY), known(wecom=fake.url))
    assert sent.failure
    assert (sent.may_retry, sent.is_unsure) == (may_retry, is_unsure)
    assert KEY not in sent.failure
    assert "secret-in-the-reply" not in sent.failure
    assert len(fake.received) == 1


def test_nobody_there_may_be_tried_again():
    with messenger() as fake:
        installation = known(wecom=fake.url)
    sent = send("wecom", Address(KEY), installation)
    assert sent.may_retry
    assert not sent.is_unsure


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "10.1.2.3", "[::1]", "169.254.169.254"])
def test_an_inside_address_nobody_listed_is_refused(host):
    sent = send("wecom", Address(KEY), Installation(wecom=f"https://{host}"))
    assert "安全策略" in sent.failure
    assert not sent.may_retry


def test_a_listed_host_opens_no_other_port_of_it():
    with messenger() as fake, messenger() as other:
        installation = known(wecom=fake.url)
        assert not send("wecom", Address(KEY), installation).failure
    assert len(fake.received) == 1
    assert not other.received


def test_a_public_host_is_spoken_to_over_https_alone():
    sent = send("wecom", Address(KEY), Installation(wecom="http://qyapi.weixin.qq.com"))
    assert "https" in sent.failure


def test_a_mail_goes_to_one_address_and_says_the_text(settings):
    settings.EMAIL_BACKEND = SMTP
    with mail_relay() as relay:
        assert send("mail", Address("zhang@example.gov.cn"), _mail(relay)) == Sent()
    ((recipient, raw),) = relay.mails
    assert recipient == "zhang@example.gov.cn"
    mail = email.message_from_bytes(raw)
    assert mail.get_payload(decode=True).decode().strip() == TEXT


@pytest.mark.parametrize(
    ("refuses", "code", "may_retry"),
    [("RCPT", 550, False), ("RCPT", 450, True), ("DATA", 552, False)],
)
def test_what_a_relay_that_refuses_means(settings, refuses, code, may_retry):
    settings.EMAIL_BACKEND = SMTP
    with mail_relay(Relay(refuses=refuses, code=code)) as relay:
        sent = send("mail", Address("zhang@example.gov.cn"), _mail(relay))
    assert sent.failure
    assert sent.may_retry is may_retry
    assert "zhang" not in sent.failure


def test_a_relay_lost_after_the_mail_was_handed_over_is_unsure(settings):
    settings.EMAIL_BACKEND = SMTP
    with mail_relay(Relay(drops_data=True)) as relay:
        sent = send("mail", Address("zhang@example.gov.cn"), _mail(relay))
    assert sent.is_unsure


def test_no_relay_may_be_tried_again(settings):
    settings.EMAIL_BACKEND = SMTP
    with mail_relay() as relay:
        installation = _mail(relay)
    assert send("mail", Address("zhang@example.gov.cn"), installation).may_retry


def _mail(relay: Relay) -> Installation:
    return Installation(
        mail_host="127.0.0.1",
        mail_port=relay.port,
        mail_security="none",
        mail_from="xuncha@example.gov.cn",
    )


@pytest.mark.parametrize(
    ("name", "typed", "secret", "kept"),
    [
        ("wecom", f"https://{HOST}/cgi-bin/webhook/send?key={KEY}", "", Address(KEY)),
        ("wecom", KEY, "", Address(KEY)),
        (
            "dingtalk",
            f"https://{HOST}/robot/send?access_token={TOKEN}",
            SECRET,
            Address(TOKEN, SECRET),
        ),
        ("sms", "+86 138-0000-1234", "", Address("13800001234")),
        ("mail", "zhang@example.gov.cn", "", Address("zhang@example.gov.cn")),
        ("gov_wechat", "zhang.san", "", Address("zhang.san")),
    ],
)
def test_what_a_person_types_becomes_an_address(name, typed, secret, kept):
    installation = Installation(wecom=f"https://{HOST}", dingtalk=f"https://{HOST}")
    assert all_channels()[name].read(typed, secret, installation) == kept


@pytest.mark.parametrize(
    ("name", "typed", "secret"),
    [
        ("wecom", f"https://evil.example/cgi-bin/webhook/send?key={KEY}", ""),
        ("wecom", "abc", ""),
        ("dingtalk", TOKEN, "no secret"),
        ("dingtalk", f"https://evil.example/robot/send?access_token={TOKEN}", SECRET),
        ("sms", "0971-8480000", ""),
        ("mail", "zhang", ""),
        ("gov_wechat", "张三|李四", ""),
    ],
)
def test_an_address_that_cannot_be_used_is_said_so(name, typed, secret):
    installation = Installation(wecom=f"https://{HOST}", dingtalk=f"https://{HOST}")
    assert isinstance(all_channels()[name].read(typed, secret, installation), str)
