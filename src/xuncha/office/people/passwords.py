"""Django's password rules in the words of the product: a password is 口令."""

from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    MinimumLengthValidator,
    NumericPasswordValidator,
    UserAttributeSimilarityValidator,
)


class LongEnough(MinimumLengthValidator):
    """At least ``min_length`` characters."""

    def get_error_message(self) -> str:
        """The line a user reads."""
        return f"口令太短，至少要 {self.min_length} 个字符。"

    def get_help_text(self) -> str:
        """What the rule asks."""
        return f"口令至少要 {self.min_length} 个字符。"


class UnlikeTheName(UserAttributeSimilarityValidator):
    """Not the name or the login name, nor nearly."""

    def get_error_message(self) -> str:
        """The line a user reads."""
        return "口令与姓名或登录名太像，请换一个。"

    def get_help_text(self) -> str:
        """What the rule asks."""
        return "口令不能与姓名或登录名相近。"


class Uncommon(CommonPasswordValidator):
    """None of the passwords everybody uses."""

    def get_error_message(self) -> str:
        """The line a user reads."""
        return "这个口令太常见，容易被猜到，请换一个。"

    def get_help_text(self) -> str:
        """What the rule asks."""
        return "口令不能是常见的口令。"


class NotOnlyDigits(NumericPasswordValidator):
    """Not digits alone."""

    def get_error_message(self) -> str:
        """The line a user reads."""
        return "口令不能全是数字，请加上字母或符号。"

    def get_help_text(self) -> str:
        """What the rule asks."""
        return "口令不能全是数字。"
