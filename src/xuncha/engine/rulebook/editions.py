"""Which edition of a book is the latest."""

from datetime import date

from xuncha.engine.rulebook.book import Rulebook
from xuncha.engine.rulebook.freeze import is_frozen
from xuncha.engine.rulebook.load import list_names, load_rulebook


def newest_edition(name: str, on: date) -> Rulebook:
    """The latest published edition of a book that is valid on a day; the book itself where none is.

    For opening something new. What names its book keeps it: a round stores the whole book.
    """
    book = load_rulebook(name)
    shipped = [load_rulebook(one) for one in list_names()]
    later = [one for one in shipped if one.edition_of == name and _is_usable(one, on)]
    if not later:
        return book
    latest = max(later, key=lambda one: (one.valid_from or date.min, one.name))
    return newest_edition(latest.name, on)


def _is_usable(book: Rulebook, on: date) -> bool:
    is_valid = (book.valid_from is None or book.valid_from <= on) and (
        book.valid_to is None or on <= book.valid_to
    )
    return is_valid and is_frozen(book)
