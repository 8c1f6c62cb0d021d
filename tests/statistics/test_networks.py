"""The networks as data: read, written, weighed."""

import hashlib
import json
import tomllib
from importlib import resources
from pathlib import Path

import numpy as np
import pytest

from xuncha.engine.proofread.statistics.edits import Sort
from xuncha.engine.proofread.statistics.errors import ModelError
from xuncha.engine.proofread.statistics.network import Network, read_networks, write_networks
from xuncha.engine.proofread.statistics.suspects import read_limits

TWO = np.float32


def _network():
    return Network(
        mean=np.array([1, 0], TWO),
        scale=np.array([2, 1], TWO),
        inner=np.array([[[1, 0], [0, 1]], [[1, 0], [0, 1]]], TWO),
        inner_bias=np.zeros((2, 2), TWO),
        outer=np.array([[1, 1], [3, 1]], TWO),
        outer_bias=np.array([0, -2], TWO),
    )


def test_several_networks_are_averaged_before_the_chance_is_taken():
    rows = np.array([[3, 2], [1, -10]], TWO)
    logits = np.array([((1 + 2) + (3 + 2 - 2)) / 2, (-1 + -1 - 2) / 2])
    assert np.allclose(_network().confidence(rows), 1 / (1 + np.exp(-logits)), atol=1e-6)


def test_what_is_written_is_read_back(tmp_path):
    write_networks({Sort.WORD: _network()}, tmp_path / "n.json")
    again = read_networks(tmp_path / "n.json")
    assert list(again) == [Sort.WORD]
    assert np.allclose(again[Sort.WORD].outer, _network().outer)


@pytest.mark.parametrize("content", ["", "[]", '{"word": {}}', '{"other": {}}'])
def test_a_file_without_networks_is_refused(tmp_path, content):
    (tmp_path / "n.json").write_text(content, encoding="utf-8")
    with pytest.raises(ModelError, match=r"n\.json"):
        read_networks(tmp_path / "n.json")


def test_limits_that_miss_a_number_are_refused(tmp_path):
    (tmp_path / "l.toml").write_text("[look]\nrare = 6\n", encoding="utf-8")
    with pytest.raises(ModelError, match=r"l\.toml"):
        read_limits(tmp_path / "l.toml")


def test_written_numbers_are_short(tmp_path):
    write_networks({Sort.WORD: _network()}, tmp_path / "n.json", digits=2)
    assert json.loads((tmp_path / "n.json").read_text())["word"]["scale"] == [2.0, 1.0]


def test_the_recipe_names_the_digests_of_the_files_that_ship():
    folder = Path(str(resources.files("xuncha"))) / "data" / "models"
    named = tomllib.loads((folder / "statistics.toml").read_text(encoding="utf-8"))["files"]
    shipped = {path.name for path in folder.iterdir() if path.suffix in {".lm", ".json", ".gz"}}
    assert set(named) == shipped
    for name, digest in named.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
