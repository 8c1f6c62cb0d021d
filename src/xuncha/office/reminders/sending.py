"""Sending what waits to be sent: claimed first, so that nothing goes out twice."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F

from xuncha.engine.domain.windows import local_day
from xuncha.office.reminders.channels import all_channels
from xuncha.office.reminders.channels.channel import Sent
from xuncha.office.reminders.composing import allowance
from xuncha.office.reminders.installation import Installation
from xuncha.office.reminders.kinds import MessageState
from xuncha.office.reminders.models import Message
from xuncha.office.reminders.sealing import unseal
from xuncha.office.reminders.terms import terms

BROKEN_OFF = "发送时程序中断，不能确定是否送达；不再重发"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run sent: how many went out, will be tried again, failed for good, are unsure."""

    sent: int = 0
    put_back: int = 0
    failed: int = 0
    unsure: int = 0


def send_due(now: datetime, known: Installation) -> Outcome:
    """Send every message that is due, one after the other; a fault of one stops none.

    A message is claimed before it is sent. One whose sending broke off is never sent again: nobody
    knows whether it arrived. A channel that fails several times running is left for the next run.
    """
    tally = Counter({MessageState.UNSURE: _end_broken_off(now)})
    if terms().is_quiet(now):
        return Outcome(unsure=tally[MessageState.UNSURE])
    running: Counter[str] = Counter()
    due = Message.objects.filter(state=MessageState.PENDING, next_try_at__lte=now)
    for pk in list(due.order_by("pk").values_list("pk", flat=True)):
        message = _claim(pk, now)
        if message is None:
            continue
        if running[message.channel] >= terms().give_up_after or not _fits(message, now):
            _put_back(message, message.tries - 1, now + timedelta(minutes=terms().claim_minutes))
            tally[MessageState.PENDING] += 1
            continue
        sent = _send(message, now, known)
        state = _record(message, sent, now)
        tally[state] += 1
        running[message.channel] = 0 if state is MessageState.SENT else running[message.channel] + 1
    return Outcome(
        sent=tally[MessageState.SENT],
        put_back=tally[MessageState.PENDING],
        failed=tally[MessageState.FAILED],
        unsure=tally[MessageState.UNSURE],
    )


def send_now(message: Message, now: datetime, known: Installation) -> Message:
    """Send one message at once, whatever the hour: somebody asked for it. As it stands then."""
    claimed = _claim(message.pk, now)
    if claimed is not None:
        _record(claimed, _send(claimed, now, known), now)
    found: Message = Message.objects.get(pk=message.pk)
    return found


def _claim(pk: int, now: datetime) -> Message | None:
    """The message, ours alone; None where another run has it."""
    rows = Message.objects.filter(pk=pk, state=MessageState.PENDING)
    taken = rows.update(state=MessageState.SENDING, claimed_at=now, tries=F("tries") + 1)
    found: Message | None = Message.objects.select_related("contact").get(pk=pk) if taken else None
    return found


def _fits(message: Message, now: datetime) -> bool:
    """Whether the day still allows the message; one left over from another day counts for this."""
    today = local_day(now)
    if message.day == today:
        return True
    if not allowance(message.user_id, now):
        return False
    message.day = today
    message.save(update_fields=["day"])
    return True


def _end_broken_off(now: datetime) -> int:
    late = now - timedelta(minutes=terms().claim_minutes)
    rows = Message.objects.filter(state=MessageState.SENDING, claimed_at__lt=late)
    return int(rows.update(state=MessageState.UNSURE, failure=BROKEN_OFF, done_at=now))


def _send(message: Message, now: datetime, known: Installation) -> Sent:
    channel = all_channels().get(message.channel)
    if channel is None or not channel.is_set_up(known):
        return Sent("这个渠道没有开通")
    if message.contact.ended_at is not None:
        return Sent("本人已取消这个渠道")
    address = unseal(message.contact.sealed)
    if address is None:
        return Sent("系统密钥已更换，读不出地址；请本人重新填写")
    return channel.send(message.text, address, now, known)


def _record(message: Message, sent: Sent, now: datetime) -> MessageState:
    pauses = terms().retry_minutes
    if sent.may_retry and not sent.is_unsure and message.tries <= len(pauses):
        later = now + timedelta(minutes=pauses[message.tries - 1])
        _put_back(message, message.tries, later, sent.failure)
        return MessageState.PENDING
    if sent.is_unsure:
        state = MessageState.UNSURE
    else:
        state = MessageState.FAILED if sent.failure else MessageState.SENT
    message.state, message.failure, message.done_at = state.value, sent.failure[:200], now
    message.save(update_fields=["state", "failure", "done_at"])
    return state


def _put_back(message: Message, tries: int, later: datetime, failure: str = "") -> None:
    message.state, message.tries, message.next_try_at = MessageState.PENDING.value, tries, later
    message.claimed_at, message.failure = None, failure[:200]
    message.save(update_fields=["state", "tries", "next_try_at", "claimed_at", "failure"])
