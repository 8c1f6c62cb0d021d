"""The sample web for a demonstration: built once, served on loopback while the round visits."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from pydantic import TypeAdapter

from xuncha import sample
from xuncha.engine.domain.errors import InputError, XunchaError
from xuncha.engine.domain.fetches import HostMap
from xuncha.sample.errors import SampleError

LOOPBACK = "127.0.0.1"
SERVER = "xuncha.sample.serve"


class SampleWebError(XunchaError):
    """样例网站没有启动；请重新运行"""


@dataclass(frozen=True, slots=True)
class Scenario:
    """What a scenario says of itself (scenario.json)."""

    name: str
    title: str
    as_of: datetime
    period: str
    office: str
    rulebook: str
    in_force: tuple[str, ...]
    repair_deadline: date
    notice_number: str
    reviewer: str
    visit_settings: str = "sample"
    previous_as_of: datetime | None = None


@dataclass(frozen=True, slots=True)
class SampleWeb:
    """A built scenario: its folder and what it says of itself."""

    folder: Path
    scenario: Scenario

    @property
    def raw(self) -> Path:
        """The raw exports the product's own doors read."""
        return self.folder / "raw"


def build_sample(name: str, out: Path) -> SampleWeb:
    """The scenario's folder under ``out``, built on the first call, whole or not at all."""
    folder = out / "sample"
    partial = out / "sample.partial"
    if not folder.is_dir():
        try:
            shutil.rmtree(partial, ignore_errors=True)
            partial.mkdir(parents=True)
        except OSError as fault:
            raise InputError(
                f"文件夹不可写（{fault.strerror}）", str(out), "用 --out 换一个有写权限的文件夹"
            ) from None
        try:
            sample.build(name, partial)
        except SampleError as fault:
            shutil.rmtree(partial, ignore_errors=True)
            raise InputError(str(fault), "--scenario", "从可用的场景中选一个") from None
        partial.rename(folder)
    found = TypeAdapter(Scenario).validate_json((folder / "scenario.json").read_bytes())
    if found.name != name:
        raise InputError(f"文件夹里是场景“{found.name}”", str(out), "换一个文件夹，或删去它")
    return SampleWeb(folder, found)


@contextmanager
def served(web: SampleWeb) -> Iterator[HostMap]:
    """Serve the scenario while the block runs; the host map that pins its names to it.

    The server ends with this process, however this process ends.
    """
    command = [sys.executable, "-m", SERVER, str(web.folder), "--port", "0", "--follow-parent"]
    with subprocess.Popen(  # noqa: S603 - our own interpreter on our own module
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            line = process.stdout.readline() if process.stdout else ""
            if not line:
                raise SampleWebError
            port = int(json.loads(line)["port"])
            hosts = json.loads((web.folder / "hosts.json").read_text("utf-8"))
            yield HostMap(tuple((host, LOOPBACK, port) for host in hosts))
        finally:
            process.kill()
