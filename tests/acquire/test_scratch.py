"""Folders for the time being: removed after use, left by the dead, never taken from the living."""

import os
import tempfile
from pathlib import Path

import pytest

from xuncha.engine.acquire.scratch import PREFIX, scratch_folder


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def aged(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "order.json").write_text("{}")
    os.utime(folder, (0, 0))
    return folder


def test_a_folder_is_gone_after_use(place):
    with scratch_folder() as folder:
        (folder / "order.json").write_text("{}")
    assert list(place.iterdir()) == []


def test_what_a_dead_process_left_is_removed_by_the_next(place):
    left = aged(place / f"{PREFIX}dead")
    with scratch_folder():
        assert not left.exists()


def test_the_folder_of_a_living_process_is_left_to_it(place):
    with scratch_folder() as held:
        aged(held)
        with scratch_folder():
            assert (held / "order.json").exists()


def test_a_folder_made_a_moment_ago_and_what_is_not_ours_is_left(place):
    young = place / f"{PREFIX}young"
    young.mkdir()
    target = aged(place / "elsewhere")
    link = place / f"{PREFIX}link"
    link.symlink_to(target)
    os.utime(link, (0, 0), follow_symlinks=False)
    with scratch_folder():
        assert young.is_dir()
    assert (target / "order.json").exists()
