"""Settings that cannot be used are told in one line when the office starts."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from xuncha.engine.domain.errors import InputError
from xuncha.office.people.outside import installation as room
from xuncha.office.people.outside.installation import Installation, installation

LDAP = {"ldap_url": "ldaps://ldap.example", "ldap_user_dn": "uid={name}"}
OIDC = {"oidc_issuer": "https://sso.example", "oidc_client": "xuncha"}
CAS = {"cas_url": "https://sso.example/cas"}


@pytest.mark.parametrize(
    ("doors", "given", "named"),
    [
        ("saml", {}, " XUNCHA_SIGN_IN"),
        ("oidc", {**OIDC, "oidc_issuer": ""}, "OIDC_ISSUER"),
        ("oidc", {**OIDC, "oidc_issuer": "http://sso.example"}, "OIDC_ISSUER"),
        ("oidc", {**OIDC, "oidc_issuer": "https://a:b@sso.example"}, "OIDC_ISSUER"),
        ("oidc", {**OIDC, "oidc_client": ""}, "OIDC_CLIENT"),
        ("oidc", {**OIDC, "oidc_secret_file": "/nowhere"}, "OIDC_SECRET_FILE"),
        ("oidc", {**OIDC, "site": ""}, "SIGN_IN_SITE"),
        ("oidc", {**OIDC, "code_outside": "sms"}, "CODE_OUTSIDE"),
        ("oidc", {**OIDC, "ca": "/nowhere"}, "SIGN_IN_CA"),
        ("cas", {"cas_url": "https://sso.example:port"}, "CAS_URL"),
        ("cas", {**CAS, "cas_protocol": "4"}, "CAS_PROTOCOL"),
        ("cas", {**CAS, "site": "http://xc.example"}, "SIGN_IN_SITE"),
        ("ldap", {**LDAP, "ldap_url": "http://ldap.example"}, "LDAP_URL"),
        ("ldap", {**LDAP, "ldap_user_dn": "uid=li"}, "LDAP_USER_DN"),
        ("ldap", {**LDAP, "ldap_user_dn": ""}, "LDAP_BASE"),
        ("ldap", {**LDAP, "ldap_user_dn": "", "ldap_base": "dc=x"}, "LDAP_FILTER"),
        ("ldap", {**LDAP, "ldap_bind_dn": "cn=x"}, "LDAP_BIND_PASSWORD_FILE"),
        ("oidc,ldap", {**OIDC, **LDAP, "code_outside": "ldap"}, "CODE_OUTSIDE"),
    ],
    ids=str,
)
def test_a_setting_that_cannot_be_used_is_named(installed, doors, given, named):
    installed(doors, **given)
    with pytest.raises(InputError) as told:
        installation()
    assert told.value.where.endswith(named)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize(("doors", "given"), [("oidc", OIDC), ("cas", CAS), ("ldap", LDAP)])
def test_a_part_that_is_not_installed_is_named(installed, monkeypatch, doors, given):
    installed(doors, **given)
    monkeypatch.setattr(room.importlib.util, "find_spec", lambda part: None)
    with pytest.raises(InputError, match=rf"pip install 'xuncha\[{doors}\]'"):
        installation()


def test_every_setting_stands_in_the_guide():
    guide = (Path(__file__).parents[3] / "docs" / "sign-in.md").read_text("utf-8")
    names = [f"{room.PREFIX}_{name}".upper() for name in Installation.model_fields]
    names[names.index(f"{room.PREFIX}_DOORS")] = room.PREFIX
    assert [name for name in names if f"`{name}`" not in guide] == []


def test_several_doors_stand_beside_each_other(installed):
    installed("OIDC, ldap,oidc", **OIDC, **LDAP)
    assert [door.value for door in installation().open_doors] == ["oidc", "ldap"]


def test_the_office_does_not_start_with_settings_that_cannot_be_used(tmp_path):
    env = {**os.environ, "XUNCHA_HOME": str(tmp_path), "XUNCHA_SIGN_IN": "oidc"}
    done = subprocess.run(
        [sys.executable, "-c", "import xuncha.web.wsgi"], env=env, capture_output=True, text=True
    )
    assert done.returncode == 3
    assert done.stderr.count("\n") == 1
    assert "XUNCHA_SIGN_IN_SITE" in done.stderr
