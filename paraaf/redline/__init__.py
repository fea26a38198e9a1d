"""Word files as text: may this one be opened, what does it say, what changed. Knows nothing of letters or databases."""

from paraaf.redline.errors import UnsafeDocument
from paraaf.redline.gate import check
from paraaf.redline.package import Limits
from paraaf.redline.text import fingerprint, passages_changed, text

__all__ = ["Limits", "UnsafeDocument", "check", "fingerprint", "passages_changed", "text"]
