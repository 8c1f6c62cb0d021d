"""Tables of the room rectification, for Django; each part stands in its own module."""

from xuncha.office.rectification.answer_tables import (
    Contest,
    EvidenceFile,
    Overrule,
    Reply,
    SecondLook,
)
from xuncha.office.rectification.order_tables import Order, OrderEvent, OrderItem, SeenPublisher

__all__ = [
    "Contest",
    "EvidenceFile",
    "Order",
    "OrderEvent",
    "OrderItem",
    "Overrule",
    "Reply",
    "SecondLook",
    "SeenPublisher",
]
