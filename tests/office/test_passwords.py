"""Passwords of one's own: what is refused, and in which words."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError


@pytest.mark.parametrize("password", ["abc", "inspector.li"])
def test_one_that_is_short_or_like_the_login_name_is_refused_in_chinese(reviewer, password):
    reviewer.username = "inspector.li"
    with pytest.raises(ValidationError) as refused:
        validate_password(password, reviewer)
    assert all("\u4e00" <= message[0] <= "\u9fff" for message in refused.value.messages)
