"""What may be in a Word file from outside, and what becomes of it there: the one table that the gate goes by.

What is harmful is refused. What is merely no part of a letter is dropped in the copy that is read, stored and sent on,
and whoever handed it in is told.
"""

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """What becomes of something that stands in a file."""

    TAKEN = "taken"
    DROPPED = "dropped"
    REFUSED = "refused"


@dataclass(frozen=True)
class PolicyRow:
    """What may be met with, what becomes of it in each use of a file, and why."""

    key: str
    what: str
    draft: Outcome
    """In a draft, or a next version."""
    returned: Outcome
    """In a returned copy."""
    attachment: Outcome
    why: str
    kinds: tuple[str, ...] = ()
    """The last words of the relationships by which a file says that it has it, in small letters."""
    types: tuple[str, ...] = ()
    """What stands in the content types of its parts, in small letters."""
    folder: str = ""
    """The folder in which its parts are."""
    elements: tuple[str, ...] = ()
    """The Word elements that point at it."""

    @property
    def is_dropped(self) -> bool:
        """Whether it is dropped, whatever the file is used for."""
        return self.draft is Outcome.DROPPED


def _everywhere(outcome: Outcome, key: str, what: str, why: str, **marks: tuple[str, ...] | str) -> PolicyRow:
    return PolicyRow(key, what, outcome, outcome, outcome, why, **marks)  # type: ignore[arg-type]


def _dropped(key: str, what: str, why: str, **marks: tuple[str, ...] | str) -> PolicyRow:
    return _everywhere(Outcome.DROPPED, key, what, why, **marks)


def _refused(key: str, what: str, why: str, **marks: tuple[str, ...] | str) -> PolicyRow:
    return _everywhere(Outcome.REFUSED, key, what, why, **marks)


POLICY = (
    _dropped("template", "a link to a template (attachedTemplate)", "Word fetches it when the file is opened, from "
             "wherever it points; the letter already has the styles that it gave", kinds=("attachedtemplate",),
             elements=("attachedTemplate", "linkStyles")),
    _dropped("editor", "notes of Word's editor (intelligence)", "they say how far spelling was looked at",
             kinds=("intelligence", "intelligence2"), types=("ms-office.intelligence",)),
    _dropped("add_in", "panes of add-ins (webextensions)", "Word starts the add-in when the file is opened",
             kinds=("webextension", "webextensiontaskpanes"), types=("webextension",)),
    _dropped("shortcuts", "keyboard shortcuts and toolbars", "they belong to the template, and start what it has",
             kinds=("keymapcustomizations", "attachedtoolbars"), types=("keymapcustomizations", "attachedtoolbars")),
    _dropped("ribbon", "changes to Word's ribbon (customUI)", "its buttons start macros, and a letter has none",
             kinds=("extensibility", "usercustomization")),
    _dropped("printer", "settings of a printer", "they are about the printer of whoever wrote it",
             kinds=("printersettings",), types=("printersettings",), elements=("printerSettings",)),
    _dropped("preview", "a preview picture (thumbnail)", "it shows the text as it once was",
             kinds=("thumbnail",)),
    _dropped("trash", "parts that a program threw away ([trash])", "nothing refers to them", folder="[trash]/"),
    PolicyRow("pdf", "a PDF", Outcome.REFUSED, Outcome.REFUSED, Outcome.TAKEN,
        "only a Word file can be compared and stamped"),
    PolicyRow("tracked", "tracked changes", Outcome.REFUSED, Outcome.TAKEN, Outcome.TAKEN,
        "a version of the letter is one text"),
    _refused("macros", "macros", "they are programs", kinds=("vbaproject", "wordvbadata"),
             types=("macroenabled", "vba")),
    _refused("objects", "embedded objects (OLE), workbooks and other Office files",
             "they are files in the file, that nobody looked at", kinds=("oleobject", "package"),
             types=("oleobject", "spreadsheetml.sheet")),
    _refused("controls", "ActiveX controls", "they are programs", kinds=("control", "activexcontrolbinary"),
             types=("activex",)),
    _refused("kind", "a template, or a file of another program of Office", "it is no document",
             types=("template.main",)),
    _refused("documents", "other documents that are pulled in (altChunk, master documents, frames)",
             "their text is not that of the letter", kinds=("afchunk", "subdocument", "frame")),
    _refused("merge", "a mail merge", "it reads a file with addresses when it is opened",
             kinds=("mailmergesource", "mailmergeheadersource", "recipientdata")),
    _refused("elsewhere", "pictures and other things that are fetched from elsewhere",
             "who opens it tells that address so, and what is shown can change"),
    _refused("fields", "fields that fetch or start something (DDE, INCLUDETEXT, LINK and the like)",
             "they run when the file is opened"),
    _refused("links", "links to anything but a web or mail address", "they start a program or open a file"),
    _refused("unknown", "parts and relationships of another kind", "nobody knows what a program does with them"),
    _refused("damaged", "a DOCTYPE, encryption, a damaged part, more than the limits allow",
             "it cannot be looked at safely"),
)  # fmt: skip

DROPPED_KINDS = {kind: row.key for row in POLICY if row.is_dropped for kind in row.kinds}
"""By the last word of a relationship, in small letters, what is dropped with it."""
DROPPED_TYPES = {word: row.key for row in POLICY if row.is_dropped for word in row.types}
DROPPED_FOLDERS = {row.folder: row.key for row in POLICY if row.is_dropped and row.folder}
POINTING_ELEMENTS = {name for row in POLICY if row.is_dropped for name in row.elements}
"""Word elements that go with what they point at."""


def as_table() -> str:
    """Return the policy as a table for people, in Markdown."""
    lines = ["| met with | draft, next version | returned copy | attachment | why |", "|---|---|---|---|---|"]
    lines += [f"| {row.what} | {row.draft} | {row.returned} | {row.attachment} | {row.why} |" for row in POLICY]
    return "\n".join(lines) + "\n"
