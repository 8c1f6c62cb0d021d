"""Which messengers an installation has, read from the environment (prefix XUNCHA_REMIND_)."""

import ipaddress
from functools import cache
from typing import Literal

from pydantic import SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from xuncha.engine.domain.errors import InputError


class Installation(BaseSettings):
    """The messengers of an installation; what is empty is not set up and nothing goes there.

    ``site`` is the address people open the office under. ``inside`` names the hosts that lie within
    our own walls with their addresses (``sms.example.gov.cn=10.1.2.3,…``): no other inside address
    is ever connected to. ``ca`` is a file of certificates to trust instead of the system's.
    ``sms_body`` is the JSON a gateway takes, with {phone}, {text} and, where it wants the key in
    the body, {key}; ``sms_done`` what its reply must say (``code=0``), empty where its status is
    enough.
    """

    model_config = SettingsConfigDict(env_prefix="XUNCHA_REMIND_")

    site: str = ""
    inside: str = ""
    ca: str = ""
    mail_host: str = ""
    mail_port: int = 465
    mail_security: Literal["ssl", "starttls", "none"] = "ssl"
    mail_user: str = ""
    mail_password: SecretStr = SecretStr("")
    mail_from: str = ""
    wecom: str = ""
    dingtalk: str = ""
    gov_dingtalk: str = ""
    gov_wechat: str = ""
    gov_wechat_corp: str = ""
    gov_wechat_agent: int = 0
    gov_wechat_secret: SecretStr = SecretStr("")
    sms: str = ""
    sms_key: SecretStr = SecretStr("")
    sms_body: str = '{"mobile": "{phone}", "content": "{text}"}'
    sms_done: str = ""

    def inside_address(self, host: str) -> str:
        """The address an inside host is pinned to; empty for a host of the public net."""
        return self._pins().get(host, "")

    def _pins(self) -> dict[str, str]:
        pins = {}
        for entry in filter(None, (one.strip() for one in self.inside.split(","))):
            host, _, address = entry.partition("=")
            try:
                pins[host.strip().lower()] = str(ipaddress.ip_address(address.strip("[] ")))
            except ValueError:
                raise InputError(
                    "内部主机写法不对",
                    f"环境变量 XUNCHA_REMIND_INSIDE（{entry[:60]}）",
                    "写成 主机名=IP地址，多个用逗号分开",
                ) from None
        return pins


@cache
def installation() -> Installation:
    """The messengers of this installation, read once per process. InputError names the setting that
    cannot be used."""
    try:
        known = Installation()
    except ValidationError as wrong:
        name = "_".join(str(part) for part in wrong.errors()[0]["loc"]).upper()
        raise InputError(
            "提醒设置的值不对", f"环境变量 XUNCHA_REMIND_{name}", "按部署说明改正后再运行"
        ) from None
    known.inside_address("")
    return known
