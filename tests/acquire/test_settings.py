"""The named settings of a visit."""

import pytest

from xuncha.engine.acquire.settings import load_settings
from xuncha.engine.domain.errors import InputError


def test_live_sites_are_spared_and_robots_obeyed() -> None:
    live = load_settings("default")
    assert live.delay_s >= 1
    assert live.requests_per_host <= 2
    assert live.obeys_robots


def test_the_samples_own_server_needs_no_delay() -> None:
    assert load_settings("sample").delay_s == 0


@pytest.mark.parametrize("name", ["none", "../visit/default", "answers"])
def test_settings_that_do_not_exist_are_one_clear_line(name: str) -> None:
    with pytest.raises(InputError) as caught:
        load_settings(name)
    assert "\n" not in str(caught.value)
