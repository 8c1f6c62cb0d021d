"""Signing a paper: the order is numbered and sent out, the bytes that went out are kept.

What is kept makes the same bytes again; where it no longer does, somebody changed the program or
the records, and the bytes that were signed are still there.
"""

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from pydantic import TypeAdapter

from xuncha.office import kept_files
from xuncha.office.papers.checking import require_check
from xuncha.office.papers.document import write_docx
from xuncha.office.papers.errors import PaperError
from xuncha.office.papers.forms import FORM_LABELS, form_of
from xuncha.office.papers.masking import masked_paper
from xuncha.office.papers.models import KeptPaper
from xuncha.office.papers.sheet import sheet_of_order, words_of
from xuncha.office.papers.template import read_template, template_text
from xuncha.office.people.models import User
from xuncha.office.rectification import issuing
from xuncha.office.rectification.models import Order
from xuncha.office.rectification.papers import Paper, paper_of

FOLDER = "papers"
_CONTENT = TypeAdapter(Paper)


def sign(
    order: Order, signature: issuing.Signature, user: User, *, at: datetime | None = None
) -> bool:
    """Issue the order and keep its paper; False when it was sent out before.

    OrderError as ``issuing.issue``, PaperError where nobody else checked the draft or the template
    cannot be used: then nothing was numbered and nothing went out.
    """
    moment = at or timezone.now()
    try:
        with transaction.atomic():
            if not issuing.issue(order, signature, user, at=moment):
                return False
            require_check(order, user)
            _keep(order, user, moment)
    except PaperError:
        order.refresh_from_db()
        raise
    return True


def body_of(kept: KeptPaper) -> bytes | None:
    """The bytes as signed; made again where the file is gone, None where neither is what it was."""
    try:
        body = _place(kept.sha256).read_bytes()
    except OSError:
        body = _made_again(kept)
    return body if kept_files.digest_of(body) == kept.sha256 else None


def is_repeatable(kept: KeptPaper) -> bool:
    """Whether what is kept makes the very bytes again."""
    return kept_files.digest_of(_made_again(kept)) == kept.sha256


def _keep(order: Order, user: User, moment: datetime) -> None:
    form = form_of(order.kind)
    kept = KeptPaper(
        order=order,
        form=form.value,
        content=_CONTENT.dump_json(masked_paper(paper_of(order))).decode(),
        template=template_text(form, Path(settings.XUNCHA_HOME)),
        moment=moment,
        by=user,
        by_name=user.name,
        at=moment,
    )
    _check(kept)
    body = _made_again(kept)
    kept.sha256, kept.size = kept_files.digest_of(body), len(body)
    kept_files.write(_place(kept.sha256), body)
    kept.save(force_insert=True)


def _check(kept: KeptPaper) -> None:
    """Raise PaperError where a word the template requires has nothing to stand for."""
    said = words_of(_CONTENT.validate_json(kept.content))
    required = read_template(form_of(kept.order.kind), kept.template).requires
    missing = [name for name in required if not said[name]]
    if missing:
        label = FORM_LABELS[form_of(kept.order.kind)]
        raise PaperError(f"{label}须写明“{missing[0]}”，没有签发；请补填后再签发")


def _made_again(kept: KeptPaper) -> bytes:
    form = form_of(kept.order.kind)
    sheet = sheet_of_order(_CONTENT.validate_json(kept.content), read_template(form, kept.template))
    return write_docx(sheet, kept.order.office.name, kept.moment)


def _place(digest: str) -> Path:
    return Path(settings.XUNCHA_HOME) / FOLDER / digest
