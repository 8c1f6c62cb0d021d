"""A question as the request of an OpenAI-compatible service, and its reply as verdicts.

The reply is held to the form that was asked for, to the letter; anything else is not an answer.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from xuncha.engine.domain.opinions import Unheard
from xuncha.engine.proofread.opinion.questions import Question
from xuncha.engine.proofread.opinion.settings import Chat
from xuncha.engine.proofread.opinion.verdicts import Answer, Says, Verdict

Ask = Callable[[Sequence[bytes]], Sequence[bytes | Unheard]]
"""Sends request bodies, gives the bodies of the replies in order."""

_NOT_JSON = Unheard("回答不是 JSON")
_NOT_ASKED_FOR = Unheard("回答不合约定的格式")
_CUT = Unheard("回答被截断")


@dataclass(frozen=True, slots=True)
class Service:
    """A service asked over the net by ``ask``."""

    model: str
    chat: Chat
    ask: Ask

    @property
    def name(self) -> str:
        """The model's name."""
        return self.model

    def bodies(self, questions: Sequence[Question]) -> list[bytes]:
        """Exactly what would leave, a body a question."""
        return [_body(self.model, self.chat, one) for one in questions]

    def answers(self, questions: Sequence[Question]) -> list[Answer]:
        """What the service says, question by question."""
        replies = self.ask(self.bodies(questions))
        return [
            reply if isinstance(reply, Unheard) else read_reply(reply, question)
            for question, reply in zip(questions, replies, strict=True)
        ]


def _body(model: str, chat: Chat, question: Question) -> bytes:
    asked = {"sentence": question.sentence, "places": [asdict(one) for one in question.places]}
    body = {
        "model": model,
        "temperature": 0,
        "max_tokens": chat.answer_tokens,
        "response_format": {"type": "json_object"},
        "messages": [
            {"role": "system", "content": chat.system.strip()},
            {"role": "user", "content": json.dumps(asked, ensure_ascii=False)},
        ],
    }
    return json.dumps(body, ensure_ascii=False).encode()


def read_reply(body: bytes, question: Question) -> Answer:
    """The verdicts in a reply; Unheard when it is not exactly of the form that was asked for."""
    found = _json(body)
    try:
        choice = found["choices"][0]
        content, end = choice["message"]["content"], choice.get("finish_reason")
    except (LookupError, TypeError, AttributeError):
        return _NOT_ASKED_FOR if found is not None else _NOT_JSON
    if end == "length":
        return _CUT
    said = _json(content.strip().encode("utf-8", "replace")) if isinstance(content, str) else None
    if said is None:
        return _NOT_JSON
    rows = said.get("verdicts") if isinstance(said, dict) else None
    if not isinstance(rows, list) or len(rows) > len(question.places):
        return _NOT_ASKED_FOR
    verdicts = [_verdict(row, question) for row in rows]
    kept = tuple(one for one in verdicts if one is not None)
    if len(kept) < len(verdicts) or len({one.id for one in kept}) < len(kept) or not kept:
        return _NOT_ASKED_FOR
    return kept


def _verdict(row: Any, question: Question) -> Verdict | None:
    """The verdict a row holds; None when it is none, or of something that was not asked."""
    if not isinstance(row, dict) or type(row.get("id")) is not int:
        return None
    place = next((one for one in question.places if one.id == row["id"]), None)
    says, correction = row.get("verdict"), row.get("correction") or ""
    if place is None or row.get("written") != place.written:
        return None
    if says not in list(Says) or not isinstance(correction, str):
        return None
    if (says == Says.WRONG) != bool(correction) or correction == place.written:
        return None
    return Verdict(place.id, Says(says), correction)


def _json(raw: bytes) -> Any:
    """The JSON in some bytes; None for anything else, however it is built."""
    try:
        return json.loads(raw)
    except (ValueError, RecursionError):
        return None
