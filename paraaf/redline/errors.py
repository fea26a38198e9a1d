"""What `paraaf.redline` raises."""

from collections.abc import Iterable


class UnsafeDocument(Exception):
    """A Word file that may not be opened; `reasons` are plain sentences that say why and what to do."""

    def __init__(self, reasons: Iterable[str]) -> None:
        self.reasons: list[str] = list(reasons)
        super().__init__(" ".join(self.reasons))

    def __reduce__(self) -> tuple[type["UnsafeDocument"], tuple[list[str]]]:
        return type(self), (self.reasons,)


class Unmergeable(Exception):
    """A copy that cannot be laid over the base; `party` says whose it is."""

    def __init__(self, party: str, reason: str) -> None:
        self.party = party
        super().__init__(f"The copy of {party} cannot be merged: {reason}")


class Reasons:
    """Reasons as they are found, the same one once, with the places where it holds."""

    MOST = 20

    def __init__(self) -> None:
        self._places: dict[str, dict[str, None]] = {}

    def __bool__(self) -> bool:
        return bool(self._places)

    def add(self, sentence: str, place: str = "") -> None:
        """Note a reason; `{}` in the sentence is where its places go."""
        # A hostile file may have a million of them: what is not shown is not kept.
        if sentence in self._places or len(self._places) < self.MOST:
            places = self._places.setdefault(sentence, {})
            if len(places) <= 3:
                places[printable(place)] = None

    def sentences(self) -> list[str]:
        """Return all of them, ready to be shown."""
        return [
            sentence.replace("{}", ", ".join([*list(places)[:3], *(["and more"] if len(places) > 3 else [])]))
            for sentence, places in self._places.items()
        ]


def printable(text: str, longest: int = 100) -> str:
    """Return text from a hostile file as one that can be shown: no control characters, not too long."""
    shown = "".join(c if c.isprintable() else "?" for c in text[: longest + 1])
    return shown if len(shown) <= longest else shown[: longest - 3] + "..."
