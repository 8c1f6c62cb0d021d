"""What a journey does not meet and the walk must: a year assessed, a word list with versions and a
draft, a sealed alarm, a login that is asked for a code."""

from pathlib import Path

import pyotp
from django.utils import timezone

from scripts.journey.clerks import OWN_PASSWORD
from xuncha.engine.domain.own_words import OwnWord
from xuncha.engine.domain.withheld import Withheld
from xuncha.engine.domain.words import OwnList, SecrecyLevel
from xuncha.office.assess import assessing
from xuncha.office.casework.alarms import raise_alarms
from xuncha.office.casework.models import Round
from xuncha.office.people import second_factor
from xuncha.office.people.keepers import name_keeper
from xuncha.office.people.models import User
from xuncha.office.people.roles import Role
from xuncha.office.wordlists import files, lists

WITH_CODE = "yanzheng"
"""The login name that is asked for a code of the phone."""
WORDS = (
    OwnWord("政务云系统", "政务云平台", "通用名称"),
    OwnWord("霁川省办公厅", "霁川省人民政府办公厅", "机关全称"),
)


def prepare(scratch: Path) -> str:
    """Lay it into the office, once; the login name that is asked for a code."""
    inspection = Round.objects.exclude(rulebook={}).latest("pk")
    office = inspection.office
    if User.objects.filter(username=WITH_CODE).exists():
        return WITH_CODE
    reviewer = User.objects.filter(office=office, role=Role.REVIEWER, username="shenhe1").get()
    assessing.open_assessment(office, inspection.as_of.year, reviewer)
    lists.add_row(reviewer, OwnList.WORDS, WORDS[0], "办公室通知")
    table = scratch / "易错词.xlsx"
    table.write_bytes(files.written({OwnList.WORDS: WORDS}))
    lists.draft(reviewer, OwnList.WORDS, table, replaces=True)
    guard = User.objects.filter(office=office, role=Role.SECURITY_ADMIN).first()
    name_keeper(User.objects.get(office=office, username="qianfa"), guard)
    target = inspection.targets.filter(kind="site").first()
    where = f"{target.url}neibu/t20261009_1.html"
    digest = "sha256:" + "ab" * 32
    raise_alarms(target, [Withheld(where, inspection.as_of, digest, 4096, SecrecyLevel.SECRET)])
    person = User.objects.create_user(WITH_CODE, office, name="严谨", role=Role.READER)
    person.set_password(OWN_PASSWORD)
    person.save()
    secret, now = second_factor.new_secret(), timezone.now()
    second_factor.switch_on(person, secret, pyotp.TOTP(secret).at(now), now)
    return WITH_CODE
