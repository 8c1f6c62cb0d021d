"""Builds each scenario once for all tests of this room."""

from pathlib import Path

import pytest

from xuncha.sample import build
from xuncha.sample.truth import Truth, load


@pytest.fixture(scope="session")
def hamlet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the scenario hamlet."""
    return build("hamlet", tmp_path_factory.mktemp("hamlet"))


@pytest.fixture(scope="session")
def notice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the scenario notice."""
    return build("notice", tmp_path_factory.mktemp("notice"))


@pytest.fixture(scope="session")
def notice_truth(notice: Path) -> Truth:
    """The truth of the scenario notice."""
    return load(notice / "truth.json")


@pytest.fixture(scope="session")
def hamlet_truth(hamlet: Path) -> Truth:
    """The truth of the scenario hamlet."""
    return load(hamlet / "truth.json")


@pytest.fixture(scope="session")
def tamper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the scenario tamper."""
    return build("tamper", tmp_path_factory.mktemp("tamper"))
