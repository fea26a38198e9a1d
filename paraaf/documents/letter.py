"""The letter to parliament, set from sections of text."""

from docx.text.paragraph import Paragraph

from paraaf.documents.facts import LetterFacts, Stamp
from paraaf.documents.markdown import markdown
from paraaf.documents.stamp_line import UNSIGNED
from paraaf.documents.stamps import put_stamp
from paraaf.documents.template import Block, Template


def render_letter(facts: LetterFacts, stamp: Stamp, template: bytes) -> bytes:
    """Return the letter as a Word file; raise `TemplateError` if the template lacks a field or style."""
    letter = Template("letter", template)
    letter.fill(
        {
            "title": facts.title,
            "subject": facts.subject,
            "kenmerk": facts.kenmerk,
            "dossier_number": facts.dossier_number,
            "ministry": facts.ministry,
            "addressee": "\n".join(facts.addressee),
            "attachments": "\n".join(facts.attachments) or "geen",
            "signatory_name": facts.signatory_name,
            "signatory_function": facts.signatory_function,
            "signature": UNSIGNED,
        }
    )
    blocks: list[Block] = []
    for section in facts.sections:
        if section.heading.strip():
            blocks.append(letter.heading(section.heading.strip(), 1))
        blocks += markdown(letter, section.text, table_title=section.heading or facts.title)
    if blocks and isinstance(blocks[-1], Paragraph):
        # A signature does not stand on a page of its own.
        blocks[-1].paragraph_format.keep_with_next = True
    letter.fill_blocks("body", blocks)
    put_stamp(letter.file, stamp)
    letter.file.describe(title=facts.title, author=facts.author, day=stamp.day)
    return letter.file.bytes()
