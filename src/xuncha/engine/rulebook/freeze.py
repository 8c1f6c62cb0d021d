"""A published book is never edited: its digest stands in ``rulebooks.lock``."""

from xuncha.engine.rulebook.book import Rulebook
from xuncha.engine.rulebook.load import list_names, load_rulebook, rulebook_folder

LOCK_NAME = "rulebooks.lock"


def locked_digests() -> dict[str, str]:
    """The digest every published book was frozen under, by name."""
    lines = (rulebook_folder() / LOCK_NAME).read_text(encoding="utf-8").splitlines()
    pairs = (line.split() for line in lines if line.strip() and not line.startswith("#"))
    return {name: digest for digest, name in pairs}


def is_frozen(book: Rulebook) -> bool:
    """Whether a book is published and still what was published."""
    return locked_digests().get(book.name) == book.digest


def lock_text() -> str:
    """The lock file as it should be for the books there are; for adding a new book to it."""
    lines = [f"{load_rulebook(name).digest}  {name}" for name in list_names()]
    return "\n".join(["# 已发布指标集的摘要；已有的行不得修改，只可增加新册。", *lines, ""])
