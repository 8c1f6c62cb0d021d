"""Papers as they leave the office: personal data hidden in every text that was found or typed."""

from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from xuncha.engine.proofread.privacy.masks import masked

Content = TypeVar("Content")
AS_THEY_ARE = frozenset({"number", "target_code", "record", "indicator"})
"""Fields that are codes of ours: digits in them are nobody's."""


def masked_paper(content: Content) -> Content:
    """The same content, every text in it with personal data hidden, however deep it stands."""
    found: Content = _masked(content)
    return found


def _masked(value: Any) -> Any:
    if isinstance(value, str) and type(value) is str:
        return masked(value)
    if isinstance(value, tuple):
        return tuple(_masked(one) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        names = [one.name for one in fields(value) if one.name not in AS_THEY_ARE]
        return replace(value, **{name: _masked(getattr(value, name)) for name in names})
    return value
