"""Where a person wants to be told: adding, taking back, trying out."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from xuncha.office.people import audit
from xuncha.office.people.models import User
from xuncha.office.reminders.channels import all_channels
from xuncha.office.reminders.channels.channel import LONGEST_ADDRESS, Channel
from xuncha.office.reminders.composing import LINK, allowance, write_to
from xuncha.office.reminders.errors import ReminderError
from xuncha.office.reminders.installation import Installation
from xuncha.office.reminders.models import Contact, Message
from xuncha.office.reminders.sealing import seal
from xuncha.office.reminders.terms import terms

TRIAL = "【巡查】这是一条测试消息，渠道可用。"


def channels_set_up(known: Installation) -> list[Channel]:
    """The channels this installation has."""
    return [one for one in all_channels().values() if one.is_set_up(known)]


def add_contact(
    user: User, typed: tuple[str, str, str], known: Installation, now: datetime
) -> Contact:
    """Keep channel, address and secret as a person typed them, sealed. ReminderError says what is
    wrong with them."""
    name, value, secret = (one.strip() for one in typed)
    channel = next((one for one in channels_set_up(known) if one.name == name), None)
    if channel is None:
        raise ReminderError("没有选择渠道；请选一个")
    if not value:
        raise ReminderError(f"没有填写地址；{channel.hint}")
    if max(len(value), len(secret)) > LONGEST_ADDRESS:
        raise ReminderError("地址过长；请核对")
    address = channel.read(value, secret, known)
    if isinstance(address, str):
        raise ReminderError(address)
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        own = Contact.objects.filter(user=user, ended_at__isnull=True)
        if own.count() >= terms().most_contacts:
            raise ReminderError(f"最多设 {terms().most_contacts} 个渠道；请先取消一个")
        contact = Contact.objects.create(
            user=user,
            channel=channel.name,
            sealed=seal(address),
            shown=channel.shown(address),
            place=(own.aggregate(last=Max("place"))["last"] or 0) + 1,
            made_at=now,
        )
        audit.append(user, "contact.added", contact, {"channel": channel.label}, at=now)
    return contact


def end_contact(contact: Contact, user: User, now: datetime) -> None:
    """Take a contact back; the sealed address is forgotten. Twice does nothing twice."""
    with transaction.atomic():
        row = Contact.objects.select_for_update().get(pk=contact.pk)
        if row.ended_at is not None:
            return
        row.ended_at, row.sealed = now, ""
        row.save(update_fields=["ended_at", "sealed"])
        label = all_channels()[row.channel].label if row.channel in all_channels() else row.channel
        audit.append(user, "contact.ended", row, {"channel": label}, at=now)


def try_out(contact: Contact, known: Installation, now: datetime) -> Message:
    """A test message, to go out with the next run; it counts for the day. ReminderError where the
    day's messages are used up."""
    with transaction.atomic():
        User.objects.select_for_update().get(pk=contact.user_id)
        if not allowance(contact.user_id, now):
            raise ReminderError(f"今天的 {terms().most_a_day} 条已经用完；请明天再试")
        link = f"{known.site.rstrip('/')}/{LINK}" if known.site else ""
        return write_to(contact, TRIAL + link, now)
