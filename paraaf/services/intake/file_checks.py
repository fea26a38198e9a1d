"""The checks on what a dossier request brings: the letter, its attachments, the sections of the advice note."""

from collections.abc import Sequence

from models.enums import LetterMark
from models.errors import UnsafeDocument
from models.file_names import PDF, kind_of
from models.request import NoteSectionRequest
from models.working_days import local_day
from paraaf import documents, redline
from paraaf.services.app import dropped_parts
from paraaf.services.app.files import faults_of, last_part
from paraaf.services.intake.checking import Checking
from paraaf.services.letters.letters import letter_facts
from paraaf.services.templating import templates
from paraaf.services.templating.note_sections import NOTE_HEADINGS, section_text
from paraaf.yaml_faults import Place, place_name


def check_letter(checking: Checking) -> None:
    """Note what is wrong with the letter, and keep its file."""
    letter = checking.get("letter")
    if letter is None:
        return
    if bool(letter.file) == bool(letter.sections):
        checking.add(("letter",), "letter.file_and_sections" if letter.file else "letter.no_text")
        return
    if letter.file:
        checking.checked.letter = _word(checking, ("letter", "file"), letter.file)
    text = _letter_text(checking)
    for index, commitment in enumerate(checking.get("commitments") or []):
        if text is not None and not documents.letter_contains(text, commitment.passage):
            checking.warn(("commitments", index, "passage"), "commitment.passage_not_in_draft")


def _letter_text(checking: Checking) -> bytes | None:
    if checking.checked.letter is not None or checking.request.letter.file:
        return checking.checked.letter
    needed = ("title", "subject", "references", "ministry", "minister", "recipient", "owner")
    if checking.template_faults or any(checking.get(name) is None for name in needed):
        return None
    with checking.app.read() as session:
        facts = letter_facts(session, checking.request)
    stamp = documents.Stamp(1, local_day(checking.app.clock.now()), LetterMark.CONCEPT)
    return documents.render_letter(facts, stamp, templates.document(checking.app.settings, "letter"))


def _word(checking: Checking, place: Place, name: str) -> bytes | None:
    try:
        passed = redline.check_in_subprocess(checking.fetch(name))
        content = passed.docx
        if documents.has_tracked_changes(content):
            checking.add(place, "letter.has_tracked_changes")
    except UnsafeDocument as error:
        checking.add(place, error.code, **error.values)
        checking.checked.faults += [each.at(place_name(place)) for each in error.faults]
        return None
    except redline.UnsafeDocument as error:
        for each in faults_of(error):
            checking.add_at(place, each)
        return None
    checking.checked.letter_dropped = passed.dropped
    _left_out(checking, place, passed.dropped)
    return content


def _left_out(checking: Checking, place: Place, dropped: Sequence[redline.Dropped]) -> None:
    if dropped:
        checking.warn(place, "file.left_out", **dropped_parts.describe_in_both_languages(dropped))


def check_attachments(checking: Checking) -> None:
    """Note what is wrong with the attachments, and keep their files."""
    for index, attachment in enumerate(checking.get("attachments") or []):
        place = ("attachments", index, "file")
        try:
            content = checking.fetch(attachment.file)
        except UnsafeDocument as error:
            checking.add(place, error.code, **error.values)
            continue
        passed = redline.Passed(content)
        if kind_of(content) != PDF:
            try:
                passed = redline.check_in_subprocess(content)
            except redline.UnsafeDocument as error:
                for reason in faults_of(error):
                    checking.add(place, "attachment.of_other_kind", reason=reason)
        _left_out(checking, place, passed.dropped)
        checking.checked.attachments.append((last_part(attachment.file), passed.docx))
        checking.checked.attachments_dropped.append(passed.dropped)


def check_note_sections(checking: Checking) -> None:
    """Note what is wrong with the sections of the advice note, and keep their files."""
    route = checking.checked.route
    known = {key for stage in route.stages for key in stage.note_sections} if route else set(NOTE_HEADINGS)
    seen: set[str] = set()
    for index, section in enumerate(checking.get("note_sections") or []):
        place = ("note_sections", index, "key")
        if section.key in seen:
            checking.add(place, "section.occurs_twice", section=section.key)
        seen.add(section.key)
        _section_text(checking, index, section)
        if not section.heading and section.key not in known.intersection(NOTE_HEADINGS):
            checking.add(place, "section.needs_heading", section=section.key, known=sorted(known))


def _section_text(checking: Checking, index: int, section: NoteSectionRequest) -> None:
    place = ("note_sections", index)
    if bool(section.text) == bool(section.file):
        checking.add(place, "section.text_and_file" if section.text else "section.no_text")
        return
    if not section.file:
        return
    try:
        content = checking.fetch(section.file)
        section_text(content)
    except UnsafeDocument as error:
        checking.add((*place, "file"), error.code, **error.values)
        return
    checking.checked.section_files[index] = content
