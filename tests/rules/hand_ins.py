"""What the owner hands in: answers to comments, the next version, decisions, the stage at which a letter goes on."""

import io
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import docx

from models.enums import ChangeChoice, Placing
from paraaf import documents
from paraaf.services.consultation import answers, change_notices
from paraaf.services.consultation.change_notices import ChangeInput
from tests.rules.sentences import HAND_INS, Pattern, pattern_of
from tests.rules.story import Story
from tests.support.acts import CHANGE, CHANGE_AGAIN, accepted, escalation, rejected
from tests.support.letters import NUMBER

_EDITS = (CHANGE, CHANGE_AGAIN, documents.Edit("replace", "Met deze brief bericht ik u.", "Hierbij bericht ik u."))


def hand_in(story: Story, text: str, *, by: str = "") -> None:
    """Hand in what the parts of a sentence say, with commas between them."""
    given: dict[str, Any] = {}
    for part in re.split(rf", (?={'|'.join(HAND_INS)})", text):
        pattern, found = pattern_of(part, PARTS)
        for name, value in pattern.act(story, *pattern.values(found)).items():
            given[name] = [*given.get(name, []), *value] if isinstance(value, list) else value
    if set(given) == {"changes"}:
        change_notices.decide_changes(story.app, NUMBER, given["changes"], by=by or "O. Eigenaar")
    else:
        answers.answer(story.app, NUMBER, answers.AnswersInput(**given), by=by)


def _next_edit(story: Story) -> documents.Edit:
    return _EDITS[story.state.version.number - 1]


def _file(story: Story, *, is_bold: bool) -> tuple[str, bytes]:
    """Return the letter as it stands, or with another layout."""
    current = story.state.document_by_id(story.state.version.document_id)
    word = docx.Document(io.BytesIO(story.app.store.get(current.sha256)))
    for paragraph in word.paragraphs:
        for run in paragraph.runs:
            run.bold = is_bold or run.bold
    saved = io.BytesIO()
    word.save(saved)
    return "brief.docx", saved.getvalue()


def _put_back(story: Story) -> documents.Edit:
    last = _EDITS[story.state.version.number - 2]
    return documents.Edit("replace", last.text, last.passage)


def _changes(choice: ChangeChoice, parties: list[str]) -> dict[str, Any]:
    return {"changes": [ChangeInput(party, choice, "Zo is het.") for party in parties]}


def _without_reason(comment: int) -> answers.ResponseInput:
    return answers.ResponseInput(comment, rejected().verdict, " ")


def _takes(comment: int, *, takes: bool | Placing) -> answers.ResponseInput:
    return replace(accepted(comment), takes=takes)


_MEANINGS: dict[str, Callable[..., dict[str, Any]]] = {
    "accepts comment {number}": lambda _, number: {"responses": [accepted(number)]},
    "rejects comment {number}": lambda _, number: {"responses": [rejected(number)]},
    "rejects comment {number} without a reason": lambda _, number: {"responses": [_without_reason(number)]},
    "takes the text of comment {number}": lambda _, number: {"responses": [_takes(number, takes=True)]},
    "takes the text of comment {number} after its passage": lambda _, number: {
        "responses": [_takes(number, takes=Placing.AFTER)]
    },
    "makes a next version": lambda story: {"edits": [_next_edit(story)]},
    "hands in a file": lambda story: {"file": _file(story, is_bold=False)},
    "hands in the same text in another layout": lambda story: {"file": _file(story, is_bold=True)},
    "puts the earlier text back": lambda story: {"edits": [_put_back(story)]},
    "changes the passage {words}": lambda _, words: {"edits": [documents.Edit("replace", words, "Iets anders.")]},
    "has S. Secretaris decide over {code}": lambda _, party: {"escalations": [escalation(party)]},
    "informs {parties}": lambda _, parties: _changes(ChangeChoice.INFORM, parties),
    "asks {parties} again": lambda _, parties: _changes(ChangeChoice.ASK_AGAIN, parties),
    "goes on": lambda _: {},
    "goes on at the {stage}": lambda _, stage: {"continue_at": stage},
    "hands in nothing": lambda _: {},
}
PARTS = [Pattern(text, act) for text, act in _MEANINGS.items()]
