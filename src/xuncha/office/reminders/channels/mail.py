"""Mail, by the relay the installation names."""

import smtplib
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, get_connection
from django.core.validators import validate_email

from xuncha.office.reminders.channels.channel import LONGEST_ADDRESS, Address, Channel, Sent
from xuncha.office.reminders.installation import Installation
from xuncha.office.reminders.terms import terms

SUBJECT = "巡查提醒"
PERMANENT = 500
"""Reply codes from here on mean that no later try will be taken."""


def read(typed: str, _secret: str, _known: Installation) -> Address | str:
    """One mail address."""
    try:
        validate_email(typed)
    except ValidationError:
        return "邮箱地址写法不对；应如 name@example.gov.cn"
    return Address(typed) if len(typed) <= LONGEST_ADDRESS else "邮箱地址过长"


def send(text: str, address: Address, _at: datetime, known: Installation) -> Sent:
    """One mail in plain text. A relay lost in the middle may have taken it: that is unsure."""
    relay = _relay(known)
    mail = EmailMessage(SUBJECT, text, known.mail_from, [address.value], connection=relay)
    try:
        relay.open()
    except smtplib.SMTPAuthenticationError:
        return Sent("邮件服务器不接受用户名或口令")
    except (OSError, smtplib.SMTPException):
        return Sent("连不上邮件服务器", may_retry=True)
    try:
        mail.send()
    except smtplib.SMTPRecipientsRefused as refused:
        codes = [code for code, _ in refused.recipients.values()]
        return Sent("邮件服务器不接受收件地址", may_retry=all(one < PERMANENT for one in codes))
    except smtplib.SMTPResponseException as answered:
        code = answered.smtp_code
        return Sent(f"邮件服务器没有接受（代码 {code}）", may_retry=code < PERMANENT)
    except (OSError, smtplib.SMTPException):
        return Sent("发送中与邮件服务器断开，不能确定是否送达", is_unsure=True)
    finally:
        relay.close()
    return Sent()


def _relay(known: Installation) -> Any:
    return get_connection(
        host=known.mail_host,
        port=known.mail_port,
        username=known.mail_user,
        password=known.mail_password.get_secret_value(),
        use_ssl=known.mail_security == "ssl",
        use_tls=known.mail_security == "starttls",
        timeout=terms().timeout_s,
    )


def _shown(address: Address) -> str:
    name, _, host = address.value.partition("@")
    return f"{name[:1]}***@{host}"[:60]


CHANNELS = (
    Channel(
        name="mail",
        label="邮件",
        hint="填写邮箱地址。",
        is_set_up=lambda known: bool(known.mail_host and known.mail_from),
        read=read,
        shown=_shown,
        send=send,
        host=lambda known: f"{known.mail_host}:{known.mail_port}",
    ),
)
