"""Progress of long work on the terminal: how far, how fast, how long still."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Protocol

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text


class Meter(Protocol):
    """What a step reports to."""

    def advance(self, done: int) -> None:
        """``done`` more units are finished."""


class Reporter(Protocol):
    """Opens a meter for each step."""

    def step(self, title: str, total: int, unit: str) -> "MeterContext":
        """A meter for ``total`` units."""


class MeterContext(Protocol):
    """A meter that is shown while its block runs."""

    def __enter__(self) -> Meter: ...

    def __exit__(self, *fault: object) -> bool | None: ...


class _Rate(ProgressColumn):
    def render(self, task: Task) -> Text:
        """Finished units a second, empty before the first."""
        speed = task.finished_speed or task.speed
        return Text(f"{speed:.1f} {task.fields['unit']}/秒" if speed else "")


class _Bar:
    def __init__(self, progress: Progress, task: int) -> None:
        self._progress = progress
        self._task = task

    def advance(self, done: int) -> None:
        self._progress.advance(self._task, done)  # type: ignore[arg-type]  # TaskID is an int


class TerminalReporter:
    """Shows bars on stderr; on a pipe one line per finished step."""

    def __init__(self) -> None:
        """Report to stderr, so that stdout stays JSON alone."""
        self._console = Console(stderr=True)

    @contextmanager
    def step(self, title: str, total: int, unit: str) -> Iterator[Meter]:
        """A bar for ``total`` units, with rate and time left."""
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            _Rate(),
            TextColumn("剩余"),
            TimeRemainingColumn(),
        )
        with Progress(*columns, console=self._console, disable=not self._console.is_terminal) as p:
            yield _Bar(p, p.add_task(title, total=total, unit=unit))
        if not self._console.is_terminal:
            self._console.print(f"{title}：{total} {unit}，完成")


class SilentReporter:
    """Reports nothing: for what is done within one request, and for tests."""

    def step(self, title: str, total: int, unit: str) -> MeterContext:
        """A meter nobody sees."""
        return nullcontext(self)

    def advance(self, done: int) -> None:
        """Nothing."""
