"""Field instructions reassembled: Word may split one over any number of runs, and nest them.

An instruction is read in three ways: as it stands, with the tracked changes accepted, and with them rejected.
"""

import re
from collections.abc import Callable

from paraaf.redline.errors import Reason, unsafe
from paraaf.redline.opc.part_kinds import link_refusal
from paraaf.redline.wml.field_codes import keyword

REFUSED = frozenset(
    [
        *("DDE", "DDEAUTO", "INCLUDETEXT", "INCLUDEPICTURE", "INCLUDE", "IMPORT", "LINK", "EMBED", "DATABASE", "DATA"),
        *("RD", "PRINT", "CONTROL", "HTMLACTIVEX", "HTMLCONTROL", "HTMCONTROL", "OCX"),
    ]
)
"""Fields that fetch, start or send something."""

_KEYWORD_IS_THERE = re.compile(r"^\W*(=|[a-z]+\W)", re.IGNORECASE)
_SWITCH = re.compile(r"\\[a-z!]", re.IGNORECASE)
_MAX_LENGTH = 4_000
_MAX_DEPTH = 50


class FieldWatch:
    """Follows the fields of one part and reports those that a letter may not have."""

    def __init__(self, report: Callable[[Reason], None]) -> None:
        self.report = report
        self.inserted = self.deleted = 0
        self._open: list[_FieldInstruction] = []
        self._stray = _FieldInstruction()

    def mark(self, kind: str) -> None:
        """A field begins, its instruction ends (`separate`), or it ends."""
        if kind == "begin":
            self._begin()
            if len(self._open) >= _MAX_DEPTH:
                raise unsafe("docx.nested_fields")
            self._open.append(_FieldInstruction())
        elif kind == "separate" and self._open:
            self._judge(self._open[-1])
            self._open[-1].in_instruction = False
        elif kind == "end" and self._open:
            self._judge(self._open.pop())

    def simple(self, instruction: str) -> None:
        """A field that has its instruction in one attribute."""
        self._begin()
        field = _FieldInstruction()
        field.add(instruction, inserted=False, deleted=False)
        self._judge(field)

    def _begin(self) -> None:
        """A field begins, of either kind: it may not say what kind of field the one around it is."""
        outer = self._open[-1] if self._open else None
        if outer and outer.in_instruction and not outer.has_keyword():
            self.report(Reason("docx.computed_field"))

    def text(self, text: str, *, instruction: bool = False) -> None:
        """Text goes by, which is part of an instruction if one is open."""
        for field in reversed(self._open):
            if field.in_instruction:
                field.add(text, inserted=self.inserted > 0, deleted=self.deleted > 0)
                return
        if instruction:
            self._stray.add(text, inserted=self.inserted > 0, deleted=self.deleted > 0)

    def finish(self) -> None:
        """The part ends: fields that were never closed count as well."""
        for field in [*self._open, self._stray]:
            self._judge(field)

    def _judge(self, field: "_FieldInstruction") -> None:
        if not field.in_instruction:
            return
        for instruction in set(field.readings()):
            kind = keyword(instruction)
            if kind in REFUSED:
                self.report(Reason("docx.field", {"kind": kind}))
            elif kind == "HYPERLINK" and (reason := link_refusal(_address(instruction))):
                self.report(Reason(reason))


class _FieldInstruction:
    def __init__(self) -> None:
        self.in_instruction = True
        self._pieces: list[tuple[str, bool, bool]] = []
        self._length = 0

    def add(self, text: str, *, inserted: bool, deleted: bool) -> None:
        if self._length < _MAX_LENGTH:
            self._pieces.append((text[:_MAX_LENGTH], inserted, deleted))
            self._length += len(text)

    def readings(self) -> list[str]:
        return [
            "".join(text for text, _, _ in self._pieces),
            "".join(text for text, _, deleted in self._pieces if not deleted),
            "".join(text for text, inserted, _ in self._pieces if not inserted),
        ]

    def has_keyword(self) -> bool:
        return all(_KEYWORD_IS_THERE.match(reading) for reading in self.readings())


def _address(instruction: str) -> str:
    """Return where a HYPERLINK instruction goes: what follows the keyword, unless that is a switch."""
    rest = instruction.strip()[len("HYPERLINK") :].strip().replace("\\\\", "\\")
    if rest.startswith(('"', "\u201c")):
        return rest[1:].split(rest[0], 1)[0].split("\u201d")[0]
    return "" if not rest or _SWITCH.match(rest) else rest.split()[0]
