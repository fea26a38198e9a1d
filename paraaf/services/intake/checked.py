"""A dossier request that was checked, with what it was checked against."""

from dataclasses import dataclass, field

from models.errors import Fault
from models.request import DossierRequest
from models.route import Route
from paraaf import redline


@dataclass
class CheckedRequest:
    """A dossier request that was checked: the route with this letter's planning, and its files."""

    request: DossierRequest
    route: Route | None = None
    letter: bytes | None = None
    attachments: list[tuple[str, bytes]] = field(default_factory=list)
    """File names and contents, in the order of the request."""
    letter_dropped: tuple[redline.Dropped, ...] = ()
    """What was left out of the letter, since it is no part of one."""
    attachments_dropped: list[tuple[redline.Dropped, ...]] = field(default_factory=list)
    section_files: dict[int, bytes] = field(default_factory=dict)
    """The texts of note sections that are given as files, by their index in the request."""
    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)
