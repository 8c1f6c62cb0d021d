"""An edition of the planted round, and everything its files hold."""

from itertools import cycle

from tests.editions.planted_round import order_for
from tests.editions.search import held_in
from xuncha.office.notices.annexes import write_xlsx
from xuncha.office.notices.compile import compile_notice
from xuncha.office.notices.gongwen import write_docx


def compiled_and_held(province, found, edition):
    """What was compiled, and the text ``search`` looks through."""
    compiled = compile_notice(province.inspection, order_for(edition, cycle(found)))
    content, title = compiled.content, compiled.content.head.title
    files = (
        (f"{title}.docx", write_docx(content, compiled.script)),
        (f"{title}-附件.xlsx", write_xlsx(content, compiled.script)),
    )
    return compiled, "\n".join(held_in(*one) for one in files)
