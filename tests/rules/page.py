"""The rules in docs/rules.md, each with its worked examples."""

import re
from dataclasses import dataclass, field
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "rules.md"
_NEXT = re.compile(r';\s+(?=(?:[^"]*"[^"]*")*[^"]*$)')
"""Between two sentences on one line; not within quotes."""


@dataclass(frozen=True)
class Sentence:
    """One sentence of an example, with its line in the page."""

    text: str
    line: int


@dataclass
class Rule:
    """One rule: its section, what is bold in it, its line in the page, and its examples."""

    section: str
    name: str
    line: int
    examples: list[list[Sentence]] = field(default_factory=list)

    @property
    def id(self) -> str:
        """The name of its test: section and rule."""
        return f"{self.section}: {self.name}"


def read_rules(text: str) -> list[Rule]:
    """Return the rules of a page, in order, with the examples under each."""
    rules: list[Rule] = []
    section = ""
    example: list[Sentence] | None = None
    for number, line in enumerate(text.splitlines(), start=1):
        stripped = line.strip()
        if example is not None:
            if stripped == "```":
                example = None
            else:
                example += [Sentence(sentence, number) for sentence in _NEXT.split(stripped) if sentence]
        elif stripped == "```example":
            example = []
            rules[-1].examples.append(example)
        elif line.startswith("## "):
            section = line.removeprefix("## ")
        elif found := re.match(r"- \*\*(.+?)\*\*", line):
            rules.append(Rule(section, found[1].rstrip(".:"), number))
    return rules
