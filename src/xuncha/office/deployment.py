"""The settings of one installation, read from the environment (prefix XUNCHA_)."""

import secrets
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from pydantic_settings import BaseSettings, SettingsConfigDict

from xuncha.engine.domain.errors import InputError

KEY_FILE = "secret-key"


class Deployment(BaseSettings):
    """What differs between installations; everything else is a rulebook or a database row.

    ``test_database_url`` names the server the tests create their own database on; ``browser`` the
    Chromium that renders pages, empty for the one on PATH, ``none`` for no rendering at all.
    """

    model_config = SettingsConfigDict(env_prefix="XUNCHA_")

    home: Path = Path("out")
    database_url: str = ""
    test_database_url: str = ""
    secret_key: str = ""
    allowed_hosts: str = "127.0.0.1,localhost,[::1]"
    debug: bool = False
    https: bool = False
    login_failures: int = 5
    login_lock_minutes: int = 15
    session_hours: int = 12
    session_idle_minutes: int = 60
    browser: str = ""

    @property
    def hosts(self) -> list[str]:
        """The host names pages are served under."""
        return [host.strip() for host in self.allowed_hosts.split(",") if host.strip()]


@cache
def deployment() -> Deployment:
    """The installation's settings, read once per process."""
    return Deployment()


def prepare_home(home: Path) -> Path:
    """The home folder, made when missing. Raises InputError where it cannot be written."""
    try:
        home.mkdir(parents=True, exist_ok=True)
        probe = home / f".write-{secrets.token_hex(4)}"
        probe.touch()
        probe.unlink()
    except OSError as fault:
        raise InputError(
            f"工作目录不可写（{fault.strerror or fault}）",
            str(home.absolute()),
            "换一个有写权限的目录，或用环境变量 XUNCHA_HOME 指定",
        ) from fault
    return home


def secret_key(settings: Deployment) -> str:
    """The signing key: from the environment, else the one kept in the home folder.

    The first use makes the file, readable by its owner only.
    """
    if settings.secret_key:
        return settings.secret_key
    path = prepare_home(settings.home) / KEY_FILE
    if not path.exists():
        fresh = path.with_name(f"{KEY_FILE}.{secrets.token_hex(4)}")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(50), encoding="utf-8")
        try:
            path.hardlink_to(fresh)  # two processes starting at once must agree on one key
        except FileExistsError:
            pass
        except OSError:
            fresh.rename(path)
        fresh.unlink(missing_ok=True)
    return path.read_text(encoding="utf-8").strip()


def database(url: str, home: Path) -> dict[str, Any]:
    """Django's database entry for a URL; empty means SQLite in the home folder."""
    if not url:
        return _sqlite(home.absolute() / "xuncha.sqlite3")
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(Path(unquote(parts.path)))
    if parts.scheme in {"postgresql", "postgres"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")) or "postgres",
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
        }
    raise InputError(
        f"不认识的数据库地址“{parts.scheme}”",
        "环境变量 XUNCHA_DATABASE_URL",
        "写成 postgresql://用户:口令@主机:端口/库名，或留空使用 SQLite",
    )


def _sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 10,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
    }
