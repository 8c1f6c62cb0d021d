"""Who may fill in, second and read forms: the one place where it is decided."""

from xuncha.office.casework.decisions import check_may_decide
from xuncha.office.casework.errors import DecisionError
from xuncha.office.casework.models import RoundTarget
from xuncha.office.forms.definition import Form
from xuncha.office.forms.errors import AnswerError
from xuncha.office.forms.models import Answer
from xuncha.office.people.models import User
from xuncha.office.people.rights import Right


def may_read(user: User, form: Form) -> bool:
    """Whether this person may open a form: restricted ones are for those who decide."""
    return user.may(Right.DECIDE) or not form.restricted


def may_fill(user: User, target: RoundTarget) -> bool:
    """Whether this person may fill in forms of this target now."""
    try:
        check_may_decide(target, user)
    except DecisionError:
        return False
    return True


def check_may_fill(user: User, target: RoundTarget) -> None:
    """Raise DecisionError unless this person may fill in forms of this target now."""
    check_may_decide(target, user)


def check_may_second(user: User, answer: Answer) -> None:
    """Raise unless this person may be the second one: somebody else than who filled it in."""
    check_may_decide(answer.sheet.target, user)
    if answer.by_id == user.pk:
        raise AnswerError(f"须由另一人复核，{user.name}是填写人；请由其他审核人打开本表复核")
