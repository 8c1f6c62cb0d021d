"""Making papers from orders and self-checks: to text and to bytes, personal data hidden."""

from pathlib import Path

from django.conf import settings

from xuncha.office.casework.models import Round
from xuncha.office.papers.document import write_docx
from xuncha.office.papers.errors import PaperError
from xuncha.office.papers.forms import FORM_LABELS, PaperForm
from xuncha.office.papers.masking import masked_paper
from xuncha.office.papers.sheet import Sheet, sheet_of_body, sheet_of_order
from xuncha.office.papers.template import Template, read_template, template_text
from xuncha.office.rectification.models import Order
from xuncha.office.rectification.papers import paper_of, self_check_of
from xuncha.office.registry.models import Body

LONGEST_NAME = 60
"""Characters of a file name: 255 bytes are what file systems hold."""
_NOT_IN_NAMES = str.maketrans('/\\:*?"<>|\n', "／＼：＊？＂＜＞｜ ")


def sheet_of(order: Order, form: PaperForm) -> Sheet:
    """What a paper of an order shows as the records stand now."""
    if form in (PaperForm.SELF_CHECK, PaperForm.LEDGER):
        raise PaperError(f"{FORM_LABELS[form]}不是一份整改单的文书")
    return sheet_of_order(masked_paper(paper_of(order)), _template(form))


def document_of(order: Order, form: PaperForm) -> bytes:
    """The same as a DOCX; its only time is when the order was issued, before that the round's."""
    sheet = sheet_of(order, form)
    return write_docx(sheet, order.office.name, order.issued_at or order.round.as_of)


def self_check_sheet(body: Body, inspection: Round) -> Sheet:
    """What a body's self-check on a round shows as the records stand now."""
    content = masked_paper(self_check_of(body, inspection))
    return sheet_of_body(content, _template(PaperForm.SELF_CHECK))


def self_check_document(body: Body, inspection: Round) -> bytes:
    """The same as a DOCX; its only time is the round's ``as_of``."""
    return write_docx(self_check_sheet(body, inspection), body.name, inspection.as_of)


def file_name(*parts: str, suffix: str = "docx") -> str:
    """A name every file system takes."""
    stem = "-".join(part.translate(_NOT_IN_NAMES) for part in parts if part)
    return f"{stem[:LONGEST_NAME]}.{suffix}"


def _template(form: PaperForm) -> Template:
    return read_template(form, template_text(form, Path(settings.XUNCHA_HOME)))
