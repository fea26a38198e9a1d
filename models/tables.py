"""Every table, so that importing this module tells SQLModel of all of them."""

from sqlmodel import SQLModel

from models import (
    attempt,
    audit,
    code,
    consultation,
    decision,
    document,
    dossier,
    hold,
    launch,
    lease,
    link,
    message,
    party,
    preparation,
    sign_in,
    sweep_run,
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
    "attempt",
    "audit",
    "code",
    "consultation",
    "decision",
    "document",
    "dossier",
    "hold",
    "launch",
    "lease",
    "link",
    "message",
    "party",
    "preparation",
    "sign_in",
    "sweep_run",
]
