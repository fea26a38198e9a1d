"""Characters that Word takes from a font of symbols, as the characters that they show."""

_SYMBOL = {0xB7: "•", 0xAE: "→", 0xB3: "≥", 0xA3: "≤", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB0: "°", 0xB9: "≠", 0x2D: "−"}
_WINGDINGS = {
    0xA7: "▪",
    0xA8: "☐",
    0x6F: "☐",
    0x71: "☐",
    0xFE: "☑",
    0xFD: "☒",
    0x78: "☒",
    0xFC: "✓",
    0xFB: "✗",
    0xE0: "→",
    0xDF: "←",
    0xF0: "⇨",
    0xD8: "➢",
    0x6C: "●",
    0x6E: "■",
    0x76: "❖",
    0x28: "☎",
    0x2A: "✉",
}
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS}
_PRIVATE = range(0xF000, 0xF100)
"""Where the characters of such a font are put, so that they are not taken for letters."""


def symbol(code: str | None, font: str | None) -> str:
    """Return the character that a symbol shows; "" if its code is none."""
    try:
        number = int(code or "", 16)
        shown = chr(number)
        shown.encode()
    except (ValueError, OverflowError):
        return ""
    known = _FONTS.get((font or "").lower(), {})
    return known.get(number - _PRIVATE.start if number in _PRIVATE else number, shown)
