"""Word files: may this one be opened, what does it say, what was changed in it, by whom; one made of many.

Bytes in, bytes out. Knows nothing of letters or databases. `check` comes first for every file from outside.
"""

from paraaf.redline.answering import Answer, answered, decide
from paraaf.redline.changes import accept, accept_all, reject, reject_all
from paraaf.redline.commenting import comments
from paraaf.redline.comparing import compare
from paraaf.redline.dropping import Dropped, Passed
from paraaf.redline.errors import Unmergeable, UnsafeDocument
from paraaf.redline.gate import check
from paraaf.redline.guard import check_apart
from paraaf.redline.listing import revisions
from paraaf.redline.measuring import Size, measure
from paraaf.redline.merging import merge
from paraaf.redline.model import (
    DUTCH,
    Comment,
    Conflict,
    Kind,
    Merged,
    MergeWords,
    Place,
    Revision,
    Source,
    Unplaced,
    Untracked,
)
from paraaf.redline.package import Limits
from paraaf.redline.remarking import Remark, remark
from paraaf.redline.text import fingerprint, passages_changed, text

__all__ = [
    "DUTCH",
    "Answer",
    "Comment",
    "Conflict",
    "Dropped",
    "Kind",
    "Limits",
    "MergeWords",
    "Merged",
    "Passed",
    "Place",
    "Remark",
    "Revision",
    "Size",
    "Source",
    "Unmergeable",
    "Unplaced",
    "UnsafeDocument",
    "Untracked",
    "accept",
    "accept_all",
    "answered",
    "check",
    "check_apart",
    "comments",
    "compare",
    "decide",
    "fingerprint",
    "measure",
    "merge",
    "passages_changed",
    "reject",
    "reject_all",
    "remark",
    "revisions",
    "text",
]
