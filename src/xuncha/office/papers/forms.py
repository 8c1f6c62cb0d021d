"""The papers of rectification: four an office sends out, three a body sends back, the ledger."""

from enum import StrEnum

from xuncha.office.rectification.states import PAPER_LABELS, PaperKind


class PaperForm(StrEnum):
    """One sort of document. The first four carry the names of the kinds of orders."""

    REMINDER = "reminder"
    SLIP = "slip"
    SUPERVISION = "supervision"
    TALK = "talk"
    RECEIPT = "receipt"
    REPORT = "report"
    SELF_CHECK = "self_check"
    LEDGER = "ledger"


FORM_LABELS = {
    **{PaperForm(kind.value): label for kind, label in PAPER_LABELS.items()},
    PaperForm.RECEIPT: "回执",
    PaperForm.REPORT: "整改报告",
    PaperForm.SELF_CHECK: "自查报告",
    PaperForm.LEDGER: "台账",
}

OF_BODIES = (PaperForm.RECEIPT, PaperForm.REPORT)
"""What the addressee of an order fills in, seals and sends back."""


def form_of(kind: str) -> PaperForm:
    """The form an order of that kind goes out in."""
    return PaperForm(PaperKind(kind).value)
