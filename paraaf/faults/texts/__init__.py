"""The sentences of all refusals, Dutch first, English second: a module for each kind of thing that is refused."""

from paraaf.faults.catalogue import Texts
from paraaf.faults.texts import (
    answering,
    channels,
    consultation,
    fields,
    files,
    letters,
    outside,
    parties,
    signing,
    signing_in,
    starting,
    word_files,
)

TEXTS: Texts = {
    **answering.TEXTS,
    **channels.TEXTS,
    **consultation.TEXTS,
    **fields.TEXTS,
    **files.TEXTS,
    **letters.TEXTS,
    **outside.TEXTS,
    **parties.TEXTS,
    **signing.TEXTS,
    **signing_in.TEXTS,
    **starting.TEXTS,
    **word_files.TEXTS,
}
