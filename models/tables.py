"""Every table, so that importing this module tells SQLModel of all of them."""

from sqlmodel import SQLModel

from models import (
    audit,
    consultation,
    decision,
    document,
    dossier,
    hold,
    lease,
    link,
    message,
    one_time_code,
    party,
    pending_start,
    preparation,
    sign_in,
    sweep_run,
    wrong_attempt,
)

METADATA = SQLModel.metadata
APPEND_ONLY = (
    "audit_event",
    "document",
    "letter_version",
    "reaction",
    "comment",
    "signature",
    "attachment",
    "change_notice",
    "response",
    "escalation",
)
"""Tables in which the database itself refuses every change and removal."""

__all__ = [
    "APPEND_ONLY",
    "METADATA",
    "audit",
    "consultation",
    "decision",
    "document",
    "dossier",
    "hold",
    "lease",
    "link",
    "message",
    "one_time_code",
    "party",
    "pending_start",
    "preparation",
    "sign_in",
    "sweep_run",
    "wrong_attempt",
]
