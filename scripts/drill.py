"""The long runs: the province twice, and killed at random moments; long tests; all parts' wheels.

Run ``make drill``. Prints a line per run and ends with exit 1 when two results differ. The log of
the last drill is kept in docs/drill.md.
"""

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SEED = 20261123
KILLS = {"hamlet": 8, "notice": 3}
DOCUMENTS = ("notice", "annexes", "report")


def demo(scenario: str, out: Path) -> list[str]:
    """The command of one demonstration."""
    code = "from xuncha.cli.main import run; run()"
    head = [sys.executable, "-c", code, "demo", "--scenario", scenario]
    return [*head, "--no-serve", "--json", "--out", str(out)]


def finish(scenario: str, out: Path) -> dict:
    """Run to the end; the JSON."""
    done = subprocess.run(  # noqa: S603 - our own interpreter
        demo(scenario, out), capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


def kill_after(scenario: str, out: Path, seconds: float) -> None:
    """Start, and kill the whole process group after so many seconds."""
    with subprocess.Popen(  # noqa: S603 - our own interpreter
        demo(scenario, out),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)


def same(one: dict, other: dict) -> bool:
    """Whether two results agree in all but what contracts.md lets differ."""
    left, right = (
        {k: v for k, v in r.items() if k not in ("seconds", "files")} for r in (one, other)
    )
    bytes_of = [[Path(r["files"][d]).read_bytes() for d in DOCUMENTS] for r in (one, other)]
    return left == right and bytes_of[0] == bytes_of[1]


def drill(scenario: str, folder: Path, chance: random.Random) -> bool:
    """One scenario: an undisturbed run, a second one, and killed ones."""
    first = finish(scenario, folder / "first")
    print(f"{scenario}：{json.dumps(first, ensure_ascii=False)}", flush=True)
    fine = same(first, finish(scenario, folder / "second"))
    print(f"{scenario}：另一处再运行一次，{'一致' if fine else '不一致'}", flush=True)
    for number in range(KILLS[scenario]):
        out = folder / f"killed{number}"
        seconds = chance.uniform(0.5, first["seconds"])
        kill_after(scenario, out, seconds)
        started = time.perf_counter()
        agrees = same(first, finish(scenario, out))
        fine = fine and agrees
        print(
            f"{scenario}：第 {seconds:.1f} 秒被杀，再运行 {time.perf_counter() - started:.1f} 秒，"
            f"{'一致' if agrees else '不一致'}",
            flush=True,
        )
    return fine


def main() -> int:
    """Drill every scenario, run the long tests, ask for wheels; 1 when anything is not in order."""
    chance = random.Random(SEED)  # noqa: S311 - moments to kill at, not secrets
    fine = True
    for scenario in KILLS:
        with tempfile.TemporaryDirectory(prefix="xuncha-drill-") as folder:
            fine = drill(scenario, Path(folder), chance) and fine
    tests = [sys.executable, "-m", "pytest", "-q", "-m", "drill", "tests"]
    for command in (tests, [sys.executable, "-m", "scripts.wheels"]):
        fine = subprocess.run(command, check=False).returncode == 0 and fine  # noqa: S603 - our own
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
