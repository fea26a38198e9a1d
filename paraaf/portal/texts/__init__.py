"""What readers of the portal see, in Dutch and English: each text beside its translation, under one name.

A module for each page. Names start with the page's name; `.one` and `.many` at the end part one from several.
"""

from typing import Any

from models.enums import Language
from paraaf.portal.texts import account, common, deciding, forward, overview, owner, review, starting

Texts = dict[str, tuple[str, str]]

TEXTS: Texts = {
    **common.TEXTS,
    **account.TEXTS,
    **review.TEXTS,
    **forward.TEXTS,
    **deciding.TEXTS,
    **overview.TEXTS,
    **owner.TEXTS,
    **starting.TEXTS,
}
"""Dutch first, English second."""


class LanguageTexts:
    """The texts in one language: `t("review.title", title=...)`."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._place = 0 if language is Language.DUTCH else 1

    def __call__(self, name: str, /, **values: Any) -> str:
        """Return a text with its values filled in; raise `KeyError` if there is no such text or value."""
        return TEXTS[name][self._place].format(**values)

    def counted(self, name: str, count: int, /, **values: Any) -> str:
        """Return a text about so many things."""
        return self(f"{name}.{'one' if count == 1 else 'many'}", n=count, **values)
