"""``make bench``: every benchmark, each in a process of its own, printing its table."""

import subprocess
import sys

ORDER = (
    "extract",
    "columns",
    "attachments",
    "proofread",
    "names",
    "damage",
    "notices",
    "privacy",
    "tamper",
    "visit",
    "render",
    "round",
)


def main() -> int:
    """Run all; 1 when one could not run."""
    failed = 0
    for name in ORDER:
        print(f"\n== {name} ==", flush=True)
        done = subprocess.run(  # noqa: S603 - our own modules
            [sys.executable, "-m", f"benchmarks.{name}"], check=False
        )
        failed = failed or done.returncode
    return failed


if __name__ == "__main__":
    sys.exit(main())
