"""What ``xuncha extract`` prints of an attachment."""

from typing import Any

from xuncha.engine.domain.attachments import AttachmentText
from xuncha.engine.domain.words import LABELS
from xuncha.engine.extract.attachments.kinds import is_web_page, kind_by_name, kind_of


def is_attachment(body: bytes, name: str) -> bool:
    """Whether a file is no web page: by its first bytes, by its name where those say nothing."""
    return not is_web_page(body) and (kind_of(body, name) or kind_by_name(name)) is not None


def attachment_json(read: AttachmentText) -> dict[str, Any]:
    """The keys of contracts.md, ``extract``, with kind ``attachment``, and a few more."""
    languages = [block.language for block in read.blocks if block.language]
    return {
        "kind": "attachment",
        "charset": None,
        "language": max(languages, key=languages.count) if languages else None,
        "title": None,
        "publish_date": None,
        "dates": [],
        "disagreement_days": None,
        "body": "\n".join(block.text for block in read.blocks),
        "labels": {},
        "items": [],
        "newest": None,
        "blank": False,
        "needs_rendering": False,
        "file_kind": read.kind,
        "pages": read.pages,
        "blocks": [{"text": block.text, "place": block.place} for block in read.blocks],
        "unable": read.unable,
        "reason": read.reason or None,
    }


def attachment_text(read: AttachmentText) -> str:
    """The same for a reader."""
    lines = [f"类型：附件（{read.kind}）"]
    if read.pages is not None:
        lines.append(f"页（表）数：{read.pages}")
    if read.unable is not None:
        lines.append(f"没有读全：{LABELS[read.unable]}，{read.reason}")
    elif read.reason:
        lines.append(f"说明：{read.reason}")
    return "\n".join([*lines, *(f"{block.place}　{block.text}" for block in read.blocks)])
