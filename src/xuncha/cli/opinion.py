"""A second opinion on a draft: whom the settings file names, what is sent, what became of it."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from xuncha.engine.domain.opinions import Endpoint
from xuncha.engine.domain.own_words import NO_WORDS, OwnWords
from xuncha.engine.domain.words import Band
from xuncha.engine.proofread.findings import Passage, TextFinding

if TYPE_CHECKING:
    from xuncha.engine.acquire.opinion import Caller
    from xuncha.engine.proofread.opinion.chat import Service
    from xuncha.engine.proofread.opinion.settings import OpinionSettings
    from xuncha.engine.proofread.opinion.verdicts import Opinion


def findings_after_opinion(
    path: Path, passages: Sequence[Passage], band: Band, own: OwnWords = NO_WORDS
) -> list[tuple[TextFinding, ...]]:
    """The findings of a band after the opinion that the file names was heard.

    What was asked and what could not be had is said in one line on stderr. InputError for a file
    that cannot be used.
    """
    from xuncha.engine.proofread.opinion.draft import prepared
    from xuncha.engine.proofread.opinion.settings import read_settings

    settings = read_settings(path)
    opinion = _opinion(settings)
    heard = prepared(passages, band, settings, own).heard(opinion)
    typer.echo(heard.said, err=True)
    return heard.findings


def show_sent(
    path: Path, passages: Sequence[Passage], band: Band, own: OwnWords = NO_WORDS
) -> None:
    """Print, request by request, exactly what would leave this machine; nothing is sent."""
    from xuncha.engine.proofread.opinion.draft import prepared
    from xuncha.engine.proofread.opinion.hearing import control_questions
    from xuncha.engine.proofread.opinion.settings import read_settings

    settings = read_settings(path)
    questions = prepared(passages, band, settings, own).questions()
    if not isinstance(settings.backend, Endpoint):
        typer.echo(f"由本机模型 {settings.backend.folder} 判断 {len(questions)} 句，不送出任何内容")
        return
    if not questions:
        typer.echo("没有需要询问的疑点，不送出任何内容")
        return
    caller, service = _service(settings.backend, settings)
    bodies = service.bodies([*control_questions(settings.controls), *questions])
    for number, body in enumerate(bodies, 1):
        about = "（对照句，不含待检文本）" if number <= len(settings.controls) else ""
        typer.echo(f"请求 {number}{about}：POST {caller.url}")
        typer.echo("\n".join(caller.shown_headers()))
        typer.echo(body.decode() + "\n")


def _opinion(settings: OpinionSettings) -> Opinion:
    if isinstance(settings.backend, Endpoint):
        return _service(settings.backend, settings)[1]
    from xuncha.engine.proofread.opinion.local import open_local

    return open_local(settings.backend, settings.weighing, settings.limits, time.monotonic)


def _service(endpoint: Endpoint, settings: OpinionSettings) -> tuple[Caller, Service]:
    from xuncha.engine.acquire.opinion import Caller
    from xuncha.engine.proofread.opinion.chat import Service

    caller = Caller(endpoint, settings.limits, time.monotonic, time.sleep)
    return caller, Service(endpoint.model, settings.chat, caller.ask)
