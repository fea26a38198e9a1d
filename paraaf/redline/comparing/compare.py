"""The differences between two Word files as tracked changes in one."""

from datetime import datetime

from paraaf.redline.comparing.context import CompareContext
from paraaf.redline.comparing.sections import Sections
from paraaf.redline.comparing.story import StoryComparison
from paraaf.redline.model import Attribution
from paraaf.redline.revisions.accept_reject import resolve_file
from paraaf.redline.revisions.content_importer import Importer, adopt_namespaces
from paraaf.redline.wml.names import qn
from paraaf.redline.wml.revision_marks import mark_date
from paraaf.redline.wml.word_file import WordFile


def compare(old: bytes, new: bytes, *, author: str, date: datetime | str) -> bytes:
    """Return the old Word file with all that is different in the new one as tracked changes by `author` at `date`.

    Tracked changes that either has count as accepted. Rejecting all gives what the old one says, accepting all what the
    new one says, in the body, tables, text boxes, notes, headers and footers; how it looks as far as Word can track it.
    `date` is a `datetime`, written in UTC (one without a time zone is UTC already), or a text in ISO 8601, as in
    `2026-03-01T12:00:00Z`; an empty one is left out. `TypeError` if it is neither.
    """
    attribution = Attribution(author, mark_date(date))
    return compare_files(WordFile(old), WordFile(new), attribution).save()


def compare_files(old: WordFile, new: WordFile, attribution: Attribution, *, with_controls: bool = True) -> WordFile:
    """Compare opened files; the old one is changed and returned, the new one is used up.

    Unless `with_controls`, those within lines stay as the old file has them, whatever the new one has.
    """
    for file in (old, new):
        resolve_file(file, lambda _: True)
    importer = Importer(old, new)
    for part in new.word_parts():
        if new.tree(part).tag not in (qn("w:styles"), qn("w:numbering")):
            importer.remap_ids(new.change(part))
    adopt_namespaces(old, old.main_part, new.tree(new.main_part))
    context = CompareContext(old, new, importer, attribution, with_controls=with_controls)
    sections = Sections(context)
    body = StoryComparison(context, old.main_part, new.main_part, sections.pair)
    body.container(old.body, new.body)
    sections.finish(old.body, new.body)
    context.finish()
    return old
