"""Letters, reaction tables and advice notes: facts and a template in, a Word file as bytes out.

Knows no database, settings, clock or files. The same input gives the same bytes.
"""

from paraaf.documents.advice_note import render_advice_note
from paraaf.documents.edits import apply_edits
from paraaf.documents.facts import (
    AdviceNoteFacts,
    CommitmentFacts,
    Edit,
    Escalation,
    KeyPoint,
    LateReaction,
    LetterFacts,
    NoteSection,
    PartyPosition,
    ReactionRow,
    ReactionTableFacts,
    ReturnRemark,
    Section,
    Signing,
    Stamp,
    Stance,
)
from paraaf.documents.letter import render_letter
from paraaf.documents.reaction_table import render_reaction_table
from paraaf.documents.stamp_line import restore_fields
from paraaf.documents.stamps import name_signatory, sign_letter, stamp_letter, stamped_version
from paraaf.documents.stances import describe_stances
from paraaf.documents.template import TemplateKind, template_faults
from paraaf.documents.text import body_text, has_tracked_changes, letter_contains
from paraaf.documents.word_document import pack, zip_files

__all__ = [
    "AdviceNoteFacts",
    "CommitmentFacts",
    "Edit",
    "Escalation",
    "KeyPoint",
    "LateReaction",
    "LetterFacts",
    "NoteSection",
    "PartyPosition",
    "ReactionRow",
    "ReactionTableFacts",
    "ReturnRemark",
    "Section",
    "Signing",
    "Stamp",
    "Stance",
    "TemplateKind",
    "apply_edits",
    "body_text",
    "describe_stances",
    "has_tracked_changes",
    "letter_contains",
    "name_signatory",
    "pack",
    "render_advice_note",
    "render_letter",
    "render_reaction_table",
    "restore_fields",
    "sign_letter",
    "stamp_letter",
    "stamped_version",
    "template_faults",
    "zip_files",
]
