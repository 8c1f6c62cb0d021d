"""The forms of the entrance."""

from typing import Any

from django import forms
from django.contrib.auth.forms import SetPasswordForm


class SignInForm(forms.Form):
    """Login name and password."""

    username = forms.CharField(
        label="登录名",
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autofocus": True}),
    )
    password = forms.CharField(
        label="口令",
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class CodeForm(forms.Form):
    """The six figures of the phone."""

    code = forms.CharField(
        label="手机验证码",
        max_length=12,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}
        ),
    )


class OwnPasswordForm(SetPasswordForm):
    """A password of one's own, twice, in the words of the other pages."""

    error_messages = {"password_mismatch": "两次输入的口令不一样；请重新输入"}  # noqa: RUF012

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_password1"].label = "新口令"
        self.fields["new_password2"].label = "再输一次新口令"
