"""Letters and the copies that reviewers send back, generated: what they change is known."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from tests.support.word.files import RELATIONSHIPS, p, run, word_file

_WORDS = [
    "de",
    "het",
    "een",
    "van",
    "minister",
    "Kamer",
    "brief",
    "beleid",
    "industrie",
    "energie",
    "uitvoering",
    "voortgang",
    "begroting",
    "regio",
    "departement",
    "overleg",
    "motie",
    "toezegging",
    "onderzoek",
    "advies",
    "besluit",
    "wet",
    "termijn",
    "planning",
    "resultaat",
    "evaluatie",
    "subsidie",
    "bedrijven",
]
_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"


@dataclass(frozen=True)
class Edit:
    """A change of one word (or of a paragraph, if `word` is None): `new` instead of it, after it, or nothing."""

    kind: str
    """`replace`, `insert`, `delete`, `bold`, `paragraph` (a new one after this), `gone` (this paragraph)."""
    paragraph: int
    word: int | None = None
    new: str = ""


@dataclass(frozen=True)
class Remark:
    paragraph: int
    word: int
    text: str
    replies: tuple[str, ...] = ()
    resolved: bool = False


@dataclass
class Review:
    """What one party sends back."""

    author: str
    date: str = "2026-03-01T10:00:00Z"
    tracked: list[Edit] = field(default_factory=list)
    untracked: list[Edit] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)


Letter = list[list[str]]


def letter(paragraphs: int, seed: int = 1) -> Letter:
    """Return a letter of paragraphs of some sixty words; seven of them fill a page."""
    chance = random.Random(seed)
    return [
        [*(chance.choice(_WORDS) for _ in range(chance.randint(40, 80))), f"nummer{at}."] for at in range(paragraphs)
    ]


def applied(text: Letter, edits: list[Edit]) -> Letter:
    """Return the letter with edits made, as if without tracking."""
    result = []
    for at, words in enumerate(text):
        own = {edit.word: edit for edit in edits if edit.paragraph == at and edit.word is not None}
        line = []
        for n, word in enumerate(words):
            edit = own.get(n)
            line += [] if edit is not None and edit.kind in ("replace", "delete") else [word]
            line += [edit.new] if edit is not None and edit.kind in ("replace", "insert") else []
        if not any(edit.kind == "gone" and edit.paragraph == at for edit in edits):
            result.append(line)
        result += [edit.new.split() for edit in edits if edit.kind == "paragraph" and edit.paragraph == at]
    return result


def base_file(text: Letter) -> bytes:
    return word_file(*(p(" ".join(words)) for words in text))


def copy_file(text: Letter, review: Review) -> bytes:
    """Return the Word file that a party sends back."""
    if review.untracked:
        text = applied(text, review.untracked)
    writer = _Writer(review)
    body = [each for at, words in enumerate(text) for each in writer.paragraph(at, words)]
    if not review.remarks:
        return word_file(*body)
    comments, extended = writer.comments()
    line = (
        f'<Relationship Id="ex" Type="http://schemas.microsoft.com/office/2011/relationships/commentsExtended" '
        f'Target="commentsExtended.xml"/><Relationship Id="co" Type="{RELATIONSHIPS}/comments" Target="comments.xml"/>'
    )
    types = "".join(f'<Override PartName="/word/{name}.xml" ContentType="{_KIND.format(name)}"/>'
                    for name in ("comments", "commentsExtended"))  # fmt: skip
    parts: dict[str, str | bytes] = {"word/comments.xml": comments, "word/commentsExtended.xml": extended}
    return word_file(*body, parts=parts, relationships=line, types=types)


class _Writer:
    def __init__(self, review: Review) -> None:
        self.review = review
        self.number = 0
        self.numbers: dict[tuple[int, int], list[int]] = {}

    def _mark(self, name: str, inner: str = "") -> str:
        self.number += 1
        by = f" w:author={quoteattr(self.review.author)}" if self.review.author else ' w:author=""'
        date = f' w:date="{self.review.date}"' if self.review.date else ""
        return f'<w:{name} w:id="{self.number}"{by}{date}>{inner}</w:{name}>'

    def paragraph(self, at: int, words: list[str]) -> list[str]:
        own = {edit.word: edit for edit in self.review.tracked if edit.paragraph == at and edit.word is not None}
        is_gone = any(edit.kind == "gone" and edit.paragraph == at for edit in self.review.tracked)
        pieces: list[str] = []
        plain: list[str] = []

        def flush() -> None:
            if plain:
                pieces.append(run("".join(plain)))
                plain.clear()

        for n, word in enumerate(words):
            edit = own.get(n)
            space = " " if n else ""
            remarks = [each for each in self.review.remarks if (each.paragraph, each.word) == (at, n)]
            if is_gone:
                pieces.append(self._mark("del", run(space + word, "delText")))
                continue
            if remarks:
                flush()
                pieces.append(self._begin(at, n, remarks))
            if edit is None:
                plain.append(space + word)
            elif edit.kind == "bold":
                flush()
                change = self._mark("rPrChange", "<w:rPr/>")
                pieces.append(
                    f'<w:r><w:rPr><w:b/>{change}</w:rPr><w:t xml:space="preserve">{escape(space + word)}</w:t></w:r>'
                )
            else:
                if edit.kind == "insert":
                    plain.append(space + word)
                flush()
                pieces += [self._mark("del", run(space + word, "delText"))] if edit.kind != "insert" else []
                lead = " " if n or edit.kind == "insert" else ""
                pieces += [self._mark("ins", run(lead + edit.new))] if edit.kind != "delete" else []
            if remarks:
                flush()
                pieces.append(self._end(at, n))
        flush()
        mark = f"<w:pPr><w:rPr>{self._mark('del')}</w:rPr></w:pPr>" if is_gone else ""
        result = [f"<w:p>{mark}{''.join(pieces)}</w:p>"]
        for edit in self.review.tracked:
            if edit.kind == "paragraph" and edit.paragraph == at:
                about = f"<w:pPr><w:rPr>{self._mark('ins')}</w:rPr></w:pPr>"
                result.append(f"<w:p>{about}{self._mark('ins', run(edit.new))}</w:p>")
        return result

    def _begin(self, at: int, n: int, remarks: list[Remark]) -> str:
        ids = self.numbers.setdefault((at, n), [])
        for remark in remarks:
            for _ in range(1 + len(remark.replies)):
                ids.append(sum(len(each) for each in self.numbers.values()))
        return "".join(f'<w:commentRangeStart w:id="{each}"/>' for each in ids)

    def _end(self, at: int, n: int) -> str:
        return "".join(f'<w:commentRangeEnd w:id="{each}"/><w:r><w:commentReference w:id="{each}"/></w:r>'
                       for each in self.numbers[at, n])  # fmt: skip

    def comments(self) -> tuple[str, str]:
        written, extended = [], []
        for (at, n), ids in self.numbers.items():
            numbers = iter(ids)
            for remark in [each for each in self.review.remarks if (each.paragraph, each.word) == (at, n)]:
                parent = ""
                for text in (remark.text, *remark.replies):
                    number = next(numbers)
                    own = f"{number + 1:08X}"
                    date = f' w:date="{self.review.date}"' if self.review.date else ""
                    written.append(
                        f'<w:comment w:id="{number}" w:author={quoteattr(self.review.author)}{date} w:initials="X">'
                        f'<w:p w14:paraId="{own}">{run(text)}</w:p></w:comment>'
                    )
                    above = f' w15:paraIdParent="{parent}"' if parent else ""
                    done = int(remark.resolved and not parent)
                    extended.append(f'<w15:commentEx w15:paraId="{own}"{above} w15:done="{done}"/>')
                    parent = parent or own
        w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        ignorable = (
            'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
            f'xmlns:w14="{_W14}" xmlns:w15="{_W15}" mc:Ignorable="w14 w15"'
        )
        return (
            f'<w:comments xmlns:w="{w}" {ignorable}>{"".join(written)}</w:comments>',
            f"<w15:commentsEx {ignorable}>{''.join(extended)}</w15:commentsEx>",
        )


def reviews(text: Letter, parties: int, changes: int, remarks: int, overlaps: int, seed: int = 1) -> list[Review]:
    """Return what parties send back: so many changes and remarks in all, and so many words that two of them change.

    The last three edit without tracking, and the one before them accepted some changes of its own.
    """
    chance = random.Random(seed)
    result = [Review(f"Auteur {n}", f"2026-03-{n % 27 + 1:02}T09:00:00Z") for n in range(parties)]
    result[1].author, result[2].date = "", ""
    places = [(at, n) for at, words in enumerate(text) for n in range(0, len(words) - 2, 3)]
    chance.shuffle(places)
    kinds = ["replace", "insert", "delete", "bold"]
    tracking = [n for n in range(parties) if n < parties - 3]
    for number in range(changes - 2 * overlaps):
        own = result[number % parties]
        at, word = places.pop()
        kind = kinds[number % 3 if number % parties >= parties - 4 else number % 4]
        (own.untracked if number % parties >= parties - 3 else own.tracked).append(
            Edit(kind, at, word, f"nieuw{number}")
        )
    for number in range(overlaps):
        at, word = places.pop()
        one, other = chance.sample(tracking, 2)
        result[one].tracked.append(Edit("replace", at, word, f"eens{number}" if number % 3 == 0 else f"dit{number}"))
        result[other].tracked.append(Edit("replace", at, word, f"eens{number}" if number % 3 == 0 else f"dat{number}"))
    for number in range(remarks):
        own = result[number % parties]
        at, word = places.pop()
        replies = tuple(f"antwoord {number}.{n}" for n in range(number % 3))
        own.remarks.append(Remark(at, word, f"opmerking {number}", replies, number % 4 == 0))
    mixed = result[parties - 4]
    mixed.untracked = [Edit("replace", at, word, f"stil{at}") for at, word in places[:5]]
    return result
