"""Text as people type, paste or hand it in, without the characters no record and no paper holds."""

import re

_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
"""What PostgreSQL (the first) and XML, that is every DOCX and XLSX, refuse; tabs and ends of lines
stay."""


def has_unseen(text: str) -> bool:
    """Whether a text holds characters nobody sees and nothing keeps."""
    return _UNSEEN.search(text) is not None


def without_unseen(text: str) -> str:
    """The text without them; what people see of it stays as it is."""
    return _UNSEEN.sub("", text)
