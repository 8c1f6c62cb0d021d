"""Short ways to a hearing."""

from collections.abc import Callable
from pathlib import Path

import pytest

from xuncha.engine.domain.words import Band
from xuncha.engine.proofread.findings import Passage
from xuncha.engine.proofread.opinion.draft import Draft, prepared
from xuncha.engine.proofread.opinion.settings import read_settings

SLIP = "由主管部门责另改正，并处罚款。"
"""One certain finding: 另 for 令."""
SERVICE = """
[endpoint]
url = "{url}"
model = "jiaodui-7b"
inside = "127.0.0.1"

[limits]
timeout_s = 5.0
retries = 0
retry_pause_s = 0.0
"""

Prepare = Callable[..., Draft]


@pytest.fixture
def settings_file(tmp_path: Path) -> Callable[..., Path]:
    """Writes a settings file for a service at an address, further lines at its end."""

    def write(url: str = "http://127.0.0.1:9/v1", more: str = "") -> Path:
        path = tmp_path / "opinion.toml"
        path.write_text(SERVICE.format(url=url) + more, encoding="utf-8")
        return path

    return write


@pytest.fixture
def prepare(settings_file: Callable[..., Path]) -> Prepare:
    """Prepares the draft of some texts."""

    def make(*texts: str, band: Band = Band.B, more: str = "") -> Draft:
        passages = [Passage(text, None, str(number)) for number, text in enumerate(texts)]
        return prepared(passages, band, read_settings(settings_file(more=more)))

    return make
