"""The Markdown that letters are written in, as paragraphs, true Word lists and tables."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlsplit

from docx.table import Table
from docx.text.paragraph import Paragraph
from markdown_it import MarkdownIt
from markdown_it.token import Token

from paraaf.documents.ooxml import clean
from paraaf.documents.tables import Cell, table
from paraaf.documents.template import AFTER_BLOCK_STYLE, Block, Template

_MAX_NESTING = 60
_CELL_END = re.compile(r"(?<!\\)\|")
_WEB = re.compile(r"https://[^\s]+\Z")


def markdown(template: Template, text: str, *, table_title: str = "Tabel") -> list[Block]:
    """Return the text as blocks in the template's styles; what is no known markup is shown as it was typed."""
    text = clean(text)
    tokens = _parser().parse(text)
    if any(token.level >= _MAX_NESTING - 2 for token in tokens):
        # The parser leaves out what is nested deeper; nothing of a letter may get lost.
        return [template.plain(line) for line in text.splitlines() if line.strip()]
    return list(_Writer(template, table_title, text.split("\n")).blocks(tokens))


def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero", {"maxNesting": _MAX_NESTING})
    parser.enable(["table", "list", "emphasis", "link", "escape", "newline"])
    parser.validateLink = _is_web_address  # type: ignore[method-assign]
    return parser


def _is_web_address(url: str) -> bool:
    try:
        return bool(_WEB.match(url)) and bool(urlsplit(url).hostname)
    except ValueError:
        return False


def _is_item(block: Block) -> bool:
    return isinstance(block, Paragraph) and block._p.pPr is not None and block._p.pPr.numPr is not None


@dataclass
class _List:
    style: str
    number: int
    level: int
    is_first_paragraph: bool = True


class _Writer:
    def __init__(self, template: Template, table_title: str, lines: Sequence[str]) -> None:
        self.template = template
        self.table_title = table_title
        self.lines = lines
        self.lists: list[_List] = []
        self.follows_block = False

    def blocks(self, tokens: Sequence[Token]) -> Iterator[Block]:
        """Yield the blocks; a text that leads up to a list or table stays on one page with the start of it."""
        last: Block | None = None
        for block in self._blocks(tokens):
            has_lead = isinstance(block, Table) or _is_item(block)
            if has_lead and isinstance(last, Paragraph) and not _is_item(last):
                last.paragraph_format.keep_with_next = True
            last = block
            yield block

    def _blocks(self, tokens: Sequence[Token]) -> Iterator[Block]:
        index, last_was_table = 0, False
        while index < len(tokens):
            token = tokens[index]
            if token.type in ("bullet_list_open", "ordered_list_open"):
                self.lists.append(self._list(token))
            elif token.type in ("bullet_list_close", "ordered_list_close"):
                self.lists.pop()
            elif token.type == "list_item_open":
                self.lists[-1].is_first_paragraph = True
                if tokens[index + 1].type == "list_item_close":
                    yield self._paragraph()
            elif token.type == "inline":
                made = self._paragraph()
                self._inline(made, token.children or [])
                yield made
                last_was_table = False
            elif token.type == "table_open":
                end = next(n for n in range(index, len(tokens)) if tokens[n].type == "table_close")
                typed = self.lines[slice(*token.map)] if token.map else []
                if self._has_too_many_cells(tokens[index:end], typed):
                    # The parser leaves such cells out; nothing of a letter may get lost.
                    yield from (self._paragraph(line.strip()) for line in typed if line.strip())
                    index, last_was_table = end + 1, False
                    continue
                if last_was_table:
                    # Word joins tables that have no paragraph between them.
                    yield self.template.plain("")
                yield self._table(tokens[index:end])
                index, last_was_table, self.follows_block = end, True, True
            index += 1

    def _list(self, token: Token) -> _List:
        level = min(len(self.lists), 2)
        if token.type == "bullet_list_open":
            return _List("List Bullet", self.template.list_of("List Bullet"), level)
        start = int(token.attrGet("start") or 1)
        parent = self.lists[-1] if self.lists else None
        if parent and parent.style == "List Number" and parent.level < level and start == 1:
            return _List("List Number", parent.number, level)
        return _List("List Number", self.template.new_ordered_list(level, min(start, 32767)), level)

    def _paragraph(self, text: str = "") -> Paragraph:
        follows_block, self.follows_block = self.follows_block, bool(self.lists)
        if not self.lists:
            return self.template.plain(text, AFTER_BLOCK_STYLE if follows_block else "")
        current = self.lists[-1]
        if current.is_first_paragraph:
            current.is_first_paragraph = False
            return self.template.item(text, current.number, current.style, current.level)
        return self.template.plain(text, f"List Continue {current.level + 1}" if current.level else "List Continue")

    def _has_too_many_cells(self, tokens: Sequence[Token], typed: Sequence[str]) -> bool:
        columns = sum(token.type == "th_open" for token in tokens)
        return any(len(_CELL_END.split(line.strip().strip("|"))) > columns for line in typed)

    def _table(self, tokens: Sequence[Token]) -> Block:
        rows: list[list[Cell]] = []
        for token in tokens:
            if token.type == "tr_open":
                rows.append([])
            elif token.type == "inline":
                rows[-1].append(partial(self._inline, tokens=token.children or []))
        return table(self.template, rows[0], rows[1:], title=self.table_title)

    def _inline(self, paragraph: Paragraph, tokens: Sequence[Token]) -> None:
        """Add runs and links to a paragraph."""
        bold = italic = 0
        url = ""
        for token in tokens:
            if token.type in ("strong_open", "strong_close"):
                bold += token.nesting
            elif token.type in ("em_open", "em_close"):
                italic += token.nesting
            elif token.type == "link_open":
                url = str(token.attrGet("href") or "")
            elif token.type == "link_close":
                url = ""
            else:
                text = {"softbreak": " ", "hardbreak": "\n"}.get(token.type, token.content)
                if url and text.strip():
                    made = self.template.link(paragraph, url, text)
                elif text:
                    made = paragraph.add_run(text)
                else:
                    continue
                if bold:
                    made.bold = True
                if italic:
                    made.italic = True
