"""A notice before anybody ordered it: what a template makes of a round, with a provisional head."""

from dataclasses import dataclass
from pathlib import Path

from xuncha.engine.domain.windows import local_day
from xuncha.engine.rulebook.load import load_rulebook
from xuncha.office.casework.models import Round
from xuncha.office.notices.compile import NoticeOrder, compile_notice
from xuncha.office.notices.content import Edition, NoticeContent
from xuncha.office.notices.letterhead import LetterheadOrder, fill_letterhead
from xuncha.office.notices.periods import called_before, short_of
from xuncha.office.notices.script import Script
from xuncha.office.notices.template import Template, load_template

OWN_FOLDER = "notice-templates"
NATIONAL = "national-2019"


@dataclass(frozen=True, slots=True)
class Preview:
    """The template, the content of the notice and what the template makes of it."""

    template: Template
    content: NoticeContent
    script: Script


def own_templates(home: Path, office_code: str) -> Path:
    """Where an office keeps templates of its own; they outrank shipped ones of the same name."""
    return home / OWN_FOLDER / office_code


def preview(
    inspection: Round,
    name: str,
    home: Path,
    recheck: Round | None = None,
    edition: Edition = Edition.INTERNAL,
) -> Preview:
    """What the template ``name`` makes of a round. NoticeError while a target has no verdict.

    Number, date of signing and deadline are not set yet: the day of the round stands for both.
    """
    template = load_template(name, own_templates(home, inspection.office.code))
    order = _order(inspection, template, recheck, edition)
    compiled = compile_notice(inspection, order)
    return Preview(template, compiled.content, compiled.script)


def _order(
    inspection: Round, template: Template, recheck: Round | None, edition: Edition
) -> NoticeOrder:
    today = local_day(inspection.as_of)
    head = fill_letterhead(
        template.letterhead,
        LetterheadOrder(
            office=inspection.office.name,
            document=load_rulebook(NATIONAL).document,
            document_number="",
            period=inspection.period_label,
            period_short=short_of(inspection.period_label),
            signed_on=today,
            deadline=today,
        ),
        template.head,
    )
    before = called_before(inspection.period_label)
    return NoticeOrder(head, template.house_style(), edition, before, template, recheck)
