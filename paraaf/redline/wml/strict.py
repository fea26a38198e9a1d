"""The two forms of Office Open XML, Strict and Transitional: the same elements in other namespaces."""

from paraaf.redline.wml.names import WORD

_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": WORD.encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/math":
        b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    b"http://purl.oclc.org/ooxml/officeDocument/relationships":
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}  # fmt: skip


def is_strict(content: bytes) -> bool:
    """Return whether a part is in the Strict form."""
    return b"purl.oclc.org" in content


def to_transitional(content: bytes) -> bytes:
    """Return a Strict part in the Transitional form, which is the one that we know."""
    for strict, transitional in _STRICT.items():
        for quote in (b'"', b"'"):
            content = content.replace(quote + strict + quote, quote + transitional + quote)
    return content


def to_strict(content: bytes) -> bytes:
    """Return a part that we wrote in the Transitional form in the Strict one."""
    for strict, transitional in _STRICT.items():
        content = content.replace(b'"' + transitional + b'"', b'"' + strict + b'"')
    return content
