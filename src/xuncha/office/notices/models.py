"""Every table of the room notices, in one place for whoever asks for a table by name."""

from xuncha.office.notices.draft_tables import DraftCopy, DraftStep, NoticeDraft
from xuncha.office.notices.issued_tables import IssuedEdition, IssuedNotice
from xuncha.office.notices.record_tables import SideRecord

__all__ = [
    "DraftCopy",
    "DraftStep",
    "IssuedEdition",
    "IssuedNotice",
    "NoticeDraft",
    "SideRecord",
]
