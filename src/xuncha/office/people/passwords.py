"""The password rule whose message Django's own catalogue leaves in English."""

from django.contrib.auth.password_validation import MinimumLengthValidator


class LongEnough(MinimumLengthValidator):
    """At least ``min_length`` characters."""

    def get_error_message(self) -> str:
        """The line a user reads."""
        return f"口令太短，至少要 {self.min_length} 个字符。"

    def get_help_text(self) -> str:
        """What the rule asks."""
        return f"口令至少要 {self.min_length} 个字符。"
