"""What the services say in English, told in Dutch: sentences with places for what they are about."""

import re
from collections.abc import Mapping, Sequence
from functools import cached_property


class Phrases:
    """Sentences in English with their Dutch; `*` and `{}` stand for what they say it of.

    `taken` says which of that is told in Dutch, where it is not all of it in the same order. Of two sentences that fit,
    the one that says most itself counts.
    """

    def __init__(self, said: Mapping[str, str], taken: Mapping[str, Sequence[int]] | None = None) -> None:
        self._said, self._taken = said, taken or {}

    def in_dutch(self, text: str) -> str | None:
        """Return a text in Dutch; None if it is not known."""
        for pattern, english, dutch in self._patterns:
            found = pattern.fullmatch(text)
            if found:
                values = found.groups()
                taken = self._taken.get(english, range(dutch.count("{}")))
                return dutch.format(*(values[place] for place in taken))
        return None

    @cached_property
    def _patterns(self) -> list[tuple[re.Pattern[str], str, str]]:
        longest_first = sorted(self._said.items(), key=lambda each: -len(each[0].replace("*", "")))
        return [
            (re.compile(re.escape(english).replace(r"\*", "(.*)"), re.DOTALL), english, dutch)
            for english, dutch in longest_first
        ]
