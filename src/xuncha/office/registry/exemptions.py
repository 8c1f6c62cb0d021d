"""What an approved exemption of a column needs: a reason, an approver, at most a year."""

from datetime import date

from xuncha.engine.domain.windows import months_before
from xuncha.office.registry.errors import ExemptionError
from xuncha.office.registry.limits import limits


def check_exemption(reason: str, by: str, since: date | None, until: date | None) -> None:
    """Raise ExemptionError with one Chinese line where the exemption may not stand.

    No reason, approver and dates at all means no exemption, and nothing is raised.
    """
    if not (reason or by or since or until):
        return
    missing = [
        word
        for word, value in (
            ("豁免理由", reason),
            ("豁免批准人", by),
            ("豁免起", since),
            ("豁免止", until),
        )
        if not value
    ]
    if missing:
        raise ExemptionError(f"豁免缺少{'、'.join(missing)}；四项须同时填写")
    assert since is not None
    assert until is not None
    if until < since:
        raise ExemptionError(f"豁免止 {until} 早于豁免起 {since}")
    months = limits().exemption_max_months
    if months_before(until, months) > since:
        raise ExemptionError(
            f"豁免自 {since} 至 {until}，超过 {months} 个月；请缩短期限，到期重新批准"
        )
