"""Word files: may this one be opened, what does it say, what was changed in it, by whom; one made of many.

Bytes in, bytes out. Knows nothing of letters or databases. `check` comes first for every file from outside.
"""

from paraaf.redline.comparing.compare import compare
from paraaf.redline.errors import Unmergeable, UnsafeDocument
from paraaf.redline.merging.merge import merge
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
from paraaf.redline.opc.package import Limits
from paraaf.redline.plain_text.fingerprint import fingerprint, passages_changed, text
from paraaf.redline.revisions.accept_reject import accept, accept_all, reject, reject_all
from paraaf.redline.revisions.annotate import Remark, remark
from paraaf.redline.revisions.comments import comments
from paraaf.redline.revisions.decide import Answer, answered, decide
from paraaf.redline.revisions.listing import revisions
from paraaf.redline.screening.check import check
from paraaf.redline.screening.drop_parts import Dropped, Passed
from paraaf.redline.screening.sandbox import check_in_subprocess
from paraaf.redline.screening.size import Size, measure

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
    "check_in_subprocess",
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
