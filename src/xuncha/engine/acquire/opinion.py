"""Ask an OpenAI-compatible service: one request a body, through the gate, within the limits.

The service is named by a person in a settings file, so its certificate is judged, nothing it
redirects to is followed, and an address within our own walls is only connected to when the file
names it. The key comes from the environment and is sent nowhere else, printed nowhere.
"""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from pathlib import Path

from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from xuncha.engine.acquire.gate import Gate, host_of
from xuncha.engine.acquire.post import PostLimits, gate_to, post
from xuncha.engine.domain.errors import InputError
from xuncha.engine.domain.opinions import Endpoint, OpinionLimits, Unheard

PATH = "/chat/completions"
_SPENT = Unheard("本次限定的请求数已用完")
_LATE = Unheard("本次限定的时间已用完")
_KEY_REFUSED = (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN)


class OpinionKey(BaseSettings):
    """The key to the service, from ``XUNCHA_OPINION_KEY``; empty for a service that wants none."""

    model_config = SettingsConfigDict(env_prefix="XUNCHA_OPINION_")

    key: SecretStr = SecretStr("")


class Caller:
    """Asks one service. Every request counts against the limits, over all calls of ``ask``."""

    def __init__(
        self,
        endpoint: Endpoint,
        limits: OpinionLimits,
        seconds: Callable[[], float],
        pause: Callable[[float], None],
    ) -> None:
        """Use running clock ``seconds``, and ``pause`` to wait before a second try. InputError for
        an address the gate refuses or a key that cannot be sent."""
        self.url = endpoint.url + PATH
        self._ca = endpoint.ca
        self._limits = limits
        self._seconds, self._pause = seconds, pause
        self._end: float | None = None
        self._left = limits.requests
        self._lock = threading.Lock()
        self._gate = _gate(endpoint)
        ruling = self._gate.rule_url(self.url)
        if not ruling.allowed:
            raise InputError(
                f"第二意见的服务地址被拒绝：{ruling.reason}",
                "endpoint.url",
                '换用公共网络上的 https 地址；内部网络的服务须写明 inside = "地址"',
            )
        self._key = OpinionKey().key.get_secret_value()
        if not (self._key.isascii() and (self._key.isprintable() or not self._key)):
            raise InputError(
                "第二意见的密钥含有不能发送的字符", "环境变量 XUNCHA_OPINION_KEY", "核对"
            )

    def shown_headers(self) -> tuple[str, ...]:
        """The headers of a request as a person may see them: without the key."""
        key = ["Authorization: Bearer ****（取自环境变量 XUNCHA_OPINION_KEY）"] if self._key else []
        return (*_HEADERS, *key)

    def ask(self, bodies: Sequence[bytes]) -> list[bytes | Unheard]:
        """The bodies of the replies in order; never raises for what the service does.

        The time of the run begins with the first call."""
        with self._lock:
            if self._end is None:
                self._end = self._seconds() + self._limits.seconds
        with ThreadPoolExecutor(self._limits.concurrency) as pool:
            return list(pool.map(self._ask, bodies))

    def _ask(self, body: bytes) -> bytes | Unheard:
        reply, again = self._once(body)
        for _ in range(self._limits.retries):
            if not again or self._seconds_left() <= self._limits.retry_pause_s:
                break
            self._pause(self._limits.retry_pause_s)
            reply, again = self._once(body)
        return reply

    def _once(self, body: bytes) -> tuple[bytes | Unheard, bool]:
        """One request's reply, and whether another try may help."""
        with self._lock:
            if self._left <= 0:
                return _SPENT, False
            self._left -= 1
        left_s = min(self._limits.timeout_s, self._seconds_left())
        if left_s <= 0:
            return _LATE, False
        limits = PostLimits(left_s, self._limits.answer_max_bytes, self._ca)
        key = [f"Authorization: Bearer {self._key}"] if self._key else []
        posted = post(self.url, body, [*_HEADERS, *key], self._gate, limits)
        if posted.failure:
            return Unheard(posted.failure), posted.may_retry
        return _reply(posted.status, posted.body)

    def _seconds_left(self) -> float:
        return (self._end or 0.0) - self._seconds()


_HEADERS = ("Content-Type: application/json", "Accept: application/json", "User-Agent: Xuncha")


def _reply(status: int, body: bytes) -> tuple[bytes | Unheard, bool]:
    if status == HTTPStatus.OK:
        return body, False
    if status in _KEY_REFUSED:
        return Unheard(f"服务不接受密钥（{status}）"), False
    if 300 <= status < 400:
        return Unheard(f"服务要求转到别处（{status}），没有跟随"), False
    busy = status >= 500 or status == HTTPStatus.TOO_MANY_REQUESTS
    return Unheard(f"服务答复 {status}"), busy


def _gate(endpoint: Endpoint) -> Gate:
    """The gate of a public service, or of the one inside address that a person named."""
    try:
        host_of(endpoint.url)
    except ValueError:
        raise InputError("第二意见的服务地址写法不合规", "endpoint.url", "核对地址") from None
    if endpoint.ca and not Path(endpoint.ca).is_file():
        raise InputError("第二意见的证书文件不存在", f"endpoint.ca（{endpoint.ca}）", "核对路径")
    try:
        return gate_to(endpoint.url, endpoint.inside)
    except ValueError:
        raise InputError(
            "inside 要写 IP 地址", "endpoint.inside", '如 inside = "10.1.2.3"'
        ) from None
