"""Go through the circle of an office in Chromium: ``python -m scripts.journey --out DIR``.

Prints a line per step and leaves a picture of every page in DIR/pictures; with ``--pictures`` those
of the manual go there too. Ends with exit 1 and a picture of the page where it got stuck.
"""

import argparse
import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import Error, sync_playwright

from scripts.journey import house
from scripts.journey.circle import go_round
from scripts.journey.clerks import Album
from xuncha.engine.acquire.render.browser import find_browser


def main() -> None:
    """Build the office, serve it, go round."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, help="the folder of the office; left out: a fresh one")
    parser.add_argument("--pictures", type=Path, help="where the pictures of the manual go")
    asked = parser.parse_args()
    out = (asked.out or Path(tempfile.mkdtemp(prefix="journey"))).absolute()
    browser = find_browser()
    if browser is None:
        raise SystemExit("本机没有 Chromium")
    scratch = out / "pictures"
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    if asked.pictures:
        asked.pictures.mkdir(parents=True, exist_ok=True)
    password = house.build(out)
    print(f"样例已就绪：{out}", flush=True)
    with house.serving(out) as address, sync_playwright() as play:
        chromium = play.chromium.launch(
            executable_path=browser, args=["--no-sandbox", "--lang=zh-CN"]
        )
        album = Album(scratch, asked.pictures)
        try:
            go_round(chromium, address, album, out, password)
        except Error as fault:
            album.take_all(chromium)
            raise SystemExit(f"走不下去，最后的页面在 {scratch}：{fault}") from fault
        chromium.close()
    print("走完一轮")


if __name__ == "__main__":
    main()
