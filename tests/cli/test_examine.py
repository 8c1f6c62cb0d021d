"""``xuncha examine`` judges at the moment it was given."""

import json
import subprocess

from tests.acquire.conftest import article_page, list_page
from tests.acquire.zoo import Zoo, answer
from tests.flow.conftest import RUN

BOOK = """name = "local"
title = "本地口径"
document = "本地〔2024〕1号"
issuer = "本地办公室"
extends = "national-2019"
valid_from = 2019-04-01

[indicator."W-V3"]
valid_to = 2024-06-30
"""


def test_a_row_that_has_ended_by_then_is_neither_measured_nor_missed(tmp_path):
    book = tmp_path / "local.toml"
    book.write_text(BOOK, encoding="utf-8")
    with Zoo() as zoo:
        zoo.show("a.example", "/", answer(list_page("/1.html")))
        zoo.show("a.example", "/1.html", answer(article_page("文章")))
        ((host, address, port),) = (one for one in zoo.host_map.entries if one[0] == "a.example")
        call = ["examine", "http://a.example/", "--map", f"{host}={address}:{port}", "--json"]
        call += ["--rulebook", str(book), "--out", str(tmp_path), "--as-of", "2026-09-20"]
        done = subprocess.run([*RUN, *call], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    answered = json.loads(done.stdout)
    named = {one["indicator"] for one in answered["outcomes"]}
    assert "W-V4.3" in named
    assert "W-V3" not in named
    assert not any(step.startswith("W-V3") for step in answered["verdict"]["arithmetic"])
    assert "W-V3" not in answered["verdict"]["not_examined"]


def test_without_a_book_the_newest_edition_looks_for_tampering_too(tmp_path):
    hidden = (
        '<div style="position:absolute;left:-9999px"><a href="http://b.net/">时时彩平台</a></div>'
    )
    with Zoo() as zoo:
        zoo.show("a.example", "/", answer(list_page("/1.html")))
        zoo.show("a.example", "/1.html", answer(article_page("文章") + hidden))
        ((host, address, port),) = (one for one in zoo.host_map.entries if one[0] == "a.example")
        call = ["examine", "http://a.example/", "--map", f"{host}={address}:{port}", "--json"]
        call += ["--out", str(tmp_path), "--as-of", "2026-09-20", "--no-render"]
        done = subprocess.run([*RUN, *call], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    answered = json.loads(done.stdout)
    assert answered["rulebook"]["name"].startswith("national-2019-")
    outcomes = {one["indicator"]: one for one in answered["outcomes"]}
    assert outcomes["W-V1.3.1"]["outcome"] == "suspect"
    assert outcomes["W-V1.3.1"]["evidence"][0]["url"] == "http://a.example/1.html"
    assert "W-V1.4.1" not in outcomes
    assert answered["verdict"]["state"] == "undecided"
