"""People of an office with contacts, orders on their way, and messengers on loopback."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.office.conftest import (  # noqa: F401
    inspection,
    office,
    order,
    other_office,
    register,
    reviewer,
)
from tests.rectification.conftest import (  # noqa: F401
    approver,
    bureau,
    bureau_clerk,
    city,
    clerk,
    county,
    county_clerk,
    drafts,
    home,
    inspector,
    judged,
    second,
)
from tests.reminders.fakes import HOST, messenger
from xuncha.office.reminders.channels.channel import Address
from xuncha.office.reminders.composing import compose
from xuncha.office.reminders.installation import Installation
from xuncha.office.reminders.models import Contact, Message, Reminder
from xuncha.office.reminders.raising import raise_reminders
from xuncha.office.reminders.sealing import seal
from xuncha.office.reminders.sending import Outcome, send_due

MORNING = datetime(2024, 9, 24, 2, 0, tzinfo=UTC)
"""Ten o'clock on a Tuesday in China, the day after the orders went out."""
SITE = "https://xc.example.gov.cn"
ROBOT = "693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa"
PHONE = "13800001234"


@pytest.fixture
def wecom():
    """A running messenger that takes everything."""
    with messenger() as fake:
        yield fake


@pytest.fixture
def known(wecom):
    """An installation with one robot service and one gateway of short messages."""
    return Installation(
        site=SITE, inside=f"{HOST}=127.0.0.1", wecom=wecom.url, sms=f"{wecom.url}/sms"
    )


@pytest.fixture
def to_city(drafts, approver):  # noqa: F811
    """The order to the city, on its way."""
    return _sent_out(drafts["青石市人民政府"])


@pytest.fixture
def to_bureau(drafts, approver):  # noqa: F811
    """The order to the bureau, on its way."""
    return _sent_out(drafts["呼兰省财政厅"])


def _sent_out(draft):
    draft.state, draft.due_on, draft.number = "issued", date(2024, 10, 11), "整改〔2024〕17号"
    draft.save()
    return draft


def contact(user, channel="wecom", address=ROBOT, place=1) -> Contact:
    return Contact.objects.create(
        user=user,
        channel=channel,
        sealed=seal(Address(address)),
        shown="机器人",
        place=place,
        made_at=MORNING - timedelta(days=1),
    )


def remind(known, now=MORNING) -> Outcome:
    """What one run of the command does."""
    raise_reminders(now)
    compose(now, known)
    return send_due(now, known)


def standing(user) -> dict[str, int]:
    """What a person is reminded of now."""
    rows = Reminder.objects.filter(user=user, ended_at__isnull=True)
    return {row.kind: row.count for row in rows}


def states() -> list[str]:
    return list(Message.objects.order_by("pk").values_list("state", flat=True))
