"""Checks that every part of the default install has a wheel for x86_64 and aarch64 or is pure.

Run ``python -m scripts.wheels``: prints a line per part that has none, exit 1 if there is any.
It asks the package index for each pinned version; nothing is installed.
"""

import subprocess
import sys
import tempfile
from importlib import metadata

from packaging.requirements import Requirement

PLATFORMS = {
    "x86_64": ("manylinux_2_28_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64"),
    "aarch64": ("manylinux_2_28_aarch64", "manylinux_2_17_aarch64", "manylinux2014_aarch64"),
}


def default_parts() -> dict[str, str]:
    """Name and version of everything the default install brings, found by walking requirements."""
    found: dict[str, str] = {}
    queue = list(metadata.requires("xuncha") or [])
    while queue:
        requirement = Requirement(queue.pop())
        if requirement.marker and not requirement.marker.evaluate({"extra": ""}):
            continue
        name = requirement.name.lower().replace("_", "-")
        if name in found:
            continue
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
        queue += metadata.requires(name) or []
    return dict(sorted(found.items()))


def has_wheel(name: str, version: str, platforms: tuple[str, ...]) -> bool:
    """Whether the index offers a wheel of that version for the platform (or a pure one)."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", folder]
        command += ["--only-binary=:all:", "--python-version", "3.11", "--implementation", "cp"]
        for platform in platforms:
            command += ["--platform", platform]
        done = subprocess.run(  # noqa: S603 - our own interpreter and pinned names
            [*command, f"{name}=={version}"], capture_output=True, text=True, check=False
        )
        return done.returncode == 0


def main() -> int:
    """Print what has no wheel; 0 when everything has."""
    parts = default_parts()
    missing = [
        f"{name} {version}：没有 {machine} 的轮子"
        for name, version in parts.items()
        for machine, platforms in PLATFORMS.items()
        if not has_wheel(name, version, platforms)
    ]
    print("\n".join(missing) or f"{len(parts)} 个部件在 {'、'.join(PLATFORMS)} 上都有轮子")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
