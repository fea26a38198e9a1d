"""The closed lists of words that Paraaf uses, one for each noun's kind or status.

The Dutch word for each stands in docs/glossary.md; the words that a reader of a document or a
message sees stand in `paraaf/wording.py`.
"""

from enum import StrEnum


class PartyKind(StrEnum):
    """What a party is asked for."""

    DEPARTMENT = "department"
    STAKEHOLDER = "stakeholder"
    UNIT = "unit"
    """A directorate or official on the internal sign-off route."""
    MINISTER = "minister"
    SECRETARIAT = "secretariat"
    PARLIAMENT = "parliament"


class Language(StrEnum):
    """A language in which messages are written."""

    DUTCH = "nl"
    ENGLISH = "en"


class StageKind(StrEnum):
    """What happens in one stage of a route."""

    CONSULTATION = "consultation"
    ADVICE_NOTE = "advice_note"
    SIGN_OFF = "sign_off"
    MINISTER = "minister"
    DISPATCH = "dispatch"


class Silence(StrEnum):
    """What it means that a party did not react before the due date."""

    TACIT = "tacit"
    NO_RESPONSE = "no_response"


class DossierStatus(StrEnum):
    """Where a dossier is as a whole; `Dossier.stage` says where on its route."""

    UNDERWAY = "underway"
    RETURNED = "returned"
    """A sign-off or the minister returned it; the owner makes the next version."""
    DISPATCHED = "dispatched"
    WITHDRAWN = "withdrawn"


class RoundStatus(StrEnum):
    """Where a consultation round is."""

    OPEN = "open"
    CLOSED = "closed"
    """No reactions are taken any more; the owner answers the comments."""
    ANSWERED = "answered"
    CANCELLED = "cancelled"
    """The letter was withdrawn, or went back, while the round was open."""


class Position(StrEnum):
    """What a party says of the version it read; the last two are recorded for it, never said."""

    AGREE = "agree"
    AGREE_WITH_COMMENTS = "agree_with_comments"
    AGREE_ON_CONDITION = "agree_on_condition"
    OBJECT = "object"
    NO_RESPONSE = "no_response"
    TACIT = "tacit"


class Weight(StrEnum):
    """What a comment asks: it must change, it should change, or it is noted."""

    CONDITION = "condition"
    SUGGESTION = "suggestion"
    OBSERVATION = "observation"


class Placing(StrEnum):
    """Where a proposed text goes: in the place of some words, in that of the whole passage, or after the passage."""

    WORDS = "words"
    PASSAGE = "passage"
    AFTER = "after"


class CommentSource(StrEnum):
    """How a point of a reaction was made."""

    SAID = "said"
    """As text beside the position."""
    WORD_COMMENT = "word_comment"
    """As a comment in the returned Word file."""
    CHANGE = "change"
    """As a change to the text of the returned Word file."""


class Verdict(StrEnum):
    """What the owner did with a comment."""

    ACCEPTED = "accepted"
    PARTLY = "partly"
    REJECTED = "rejected"


class CommitmentKind(StrEnum):
    """What binds the minister towards parliament: a motion it passed or a promise the minister made."""

    MOTION = "motion"
    COMMITMENT = "commitment"


class SignOffStatus(StrEnum):
    """Where one place on the sign-off route is."""

    WAITING = "waiting"
    """Not yet its turn."""
    ASKED = "asked"
    SIGNED_OFF = "signed_off"
    RETURNED = "returned"
    SKIPPED = "skipped"
    """The secretariat let it pass by, with a reason."""
    NOT_NEEDED = "not_needed"
    """Of those who were asked at the same time, enough others signed off."""
    LAPSED = "lapsed"
    """Another sign-off or the minister returned the letter, or it was withdrawn."""


class HoldStatus(StrEnum):
    """Whether a letter is held up still."""

    IN_FORCE = "in_force"
    RELEASED = "released"
    LAPSED = "lapsed"
    """The letter was withdrawn while it was on hold."""


class ChangeChoice(StrEnum):
    """What the owner does with a party that agreed to a text which has changed since."""

    INFORM = "inform"
    ASK_AGAIN = "ask_again"


class DecisionStatus(StrEnum):
    """Where the minister's decision is."""

    ASKED = "asked"
    DISCUSS = "discuss"
    SIGNED = "signed"
    RETURNED = "returned"
    LAPSED = "lapsed"


class DispatchStatus(StrEnum):
    """Where the dispatch is."""

    READY = "ready"
    SENDING = "sending"
    """The secretariat sent it, and it is not known yet that parliament took it."""
    DISPATCHED = "dispatched"
    LAPSED = "lapsed"


class DocumentKind(StrEnum):
    """What a stored file is."""

    ATTACHMENT = "attachment"
    DRAFT = "draft"
    NEXT_VERSION = "next_version"
    REDLINE = "redline"
    """A later version with its changes since an earlier one tracked."""
    REACTION_TABLE = "reaction_table"
    RETURNED_COPY = "returned_copy"
    CONSOLIDATED_COPY = "consolidated_copy"
    """The letter with the changes and comments of all copies that came back in a round."""
    ANSWERED_COPY = "answered_copy"
    """One party's changes and comments, each with what became of it."""
    ADVICE_NOTE = "advice_note"
    PUBLIC_ADVICE_NOTE = "public_advice_note"
    FOR_SIGNATURE = "for_signature"
    SIGNED = "signed"
    DISPATCH_PACKAGE = "dispatch_package"


class LinkPurpose(StrEnum):
    """What a link in a message lets its holder do."""

    REVIEW = "review"
    SIGN_OFF = "sign_off"
    DECISION = "decision"
    OWNER = "owner"
    SECRETARIAT = "secretariat"


class Role(StrEnum):
    """What somebody who signs in with an account of the organisation may do."""

    OWNER = "owner"
    SECRETARIAT = "secretariat"
    SIGN_OFF = "sign_off"


class MessageKind(StrEnum):
    """What a message tells its receiver."""

    STARTED = "started"
    """The letter began its route: the first word to its owner and its secretariat."""
    INVITATION = "invitation"
    REMINDER = "reminder"
    EXTENDED = "extended"
    TAKEN_OUT = "taken_out"
    """A party that was asked by mistake need not answer."""
    LATE_REACTION = "late_reaction"
    CHANGED = "changed"
    """The text changed since the receiver agreed to it."""
    ROUND_CLOSED = "round_closed"
    ANSWERED = "answered"
    """What became of the receiver's comments."""
    SIGN_OFF_ASKED = "sign_off_asked"
    SIGN_OFF_ENDED = "sign_off_ended"
    """A sign-off that was asked is not needed any more."""
    RETURNED = "returned"
    SIGNATURE_ASKED = "signature_asked"
    DISCUSS = "discuss"
    DISCUSSED = "discussed"
    SIGNED = "signed"
    READY_TO_DISPATCH = "ready_to_dispatch"
    TO_PARLIAMENT = "to_parliament"
    DISPATCHED = "dispatched"
    WITHDRAWN = "withdrawn"
    HELD = "held"
    RELEASED = "released"
    TAKEN_OVER = "taken_over"
    PASSED_ON = "passed_on"
    """Somebody who was asked lets a colleague answer."""
    NOT_DELIVERED = "not_delivered"
    """A message did not arrive, or may not have: whoever looks after the letter has to do something about it."""
    LINK_LOCKED = "link_locked"
    """Too many wrong codes were given for a link: its holder, and who looks after the letter, know of it."""
    ASKED_ANEW = "asked_anew"
    """The party directory changed: whose links ended, and who is asked in their place."""


class MessageStatus(StrEnum):
    """Where a message is."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    REFUSED = "refused"
    """The channel refused it for good, so it did not arrive, and is not tried again by itself: a person decides."""
    UNKNOWN = "unknown"
    """It may have arrived, and is not tried again by itself: a person decides."""
    CANCELLED = "cancelled"
    """It was not delivered, and what it asks for is no longer due."""


class Outcome(StrEnum):
    """How far a delivery came that was not accepted."""

    NOT_HANDED_OVER = "not_handed_over"
    """The channel was not reached, or takes nothing for now: it did not arrive, and another try may help."""
    REFUSED = "refused"
    """The channel refused this message for good: it did not arrive, and another try does not help."""
    UNKNOWN = "unknown"
    """It broke off while the channel had the message: it may have arrived."""


class LetterMark(StrEnum):
    """The mark in a letter's header that says what it may be taken for."""

    CONCEPT = "concept"
    FOR_SIGNATURE = "for_signature"
    SIGNED = "signed"
