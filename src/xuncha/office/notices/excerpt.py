"""A part of a notice as a DOCX: body and annexes without head, signature and foot."""

import io

import docx

from xuncha.office.notices.archive import freeze_times
from xuncha.office.notices.content import NoticeContent
from xuncha.office.notices.gongwen import add_body, set_properties
from xuncha.office.notices.page import lay_out
from xuncha.office.notices.parts import add_annex
from xuncha.office.notices.script import Script


def write_excerpt(content: NoticeContent, script: Script) -> bytes:
    """What a preview shows of a template's parts, in the type of the whole document."""
    document = docx.Document()
    lay_out(document)
    set_properties(document, content)
    add_body(document, script)
    for annex in script.annexes:
        add_annex(document, annex)
    raw = io.BytesIO()
    document.save(raw)
    return freeze_times(raw.getvalue(), content.moment)
