"""What the documents of a letter are called; in Dutch, as the letter is."""

from models.consultation import ConsultationRound
from models.dossier import Dossier


def returned_copy(party: str, round_: ConsultationRound) -> str:
    """Return the title of the copy that a party sent back."""
    return f"Teruggestuurd door {party}, ronde {round_.number}"


def consolidated_copy(dossier: Dossier, round_: ConsultationRound) -> str:
    """Return the title of the letter with the changes and comments of all parties."""
    return f"{dossier.title}: wijzigingen en opmerkingen, ronde {round_.number}"


def answered_copy(dossier: Dossier, party: str, round_: ConsultationRound) -> str:
    """Return the title of a party's own copy with the owner's answers."""
    return f"{dossier.title}: antwoord aan {party}, ronde {round_.number}"


def reaction_table(stage_label: str, round_: ConsultationRound) -> str:
    """Return the title of the reaction table of a round."""
    return f"{stage_label}, ronde {round_.number}"


def redline(dossier: Dossier, *, since: int, version: int) -> str:
    """Return the title of a version with what was changed since an earlier one."""
    return f"{dossier.title}: versie {version} ten opzichte van {since}"


def advice_note(dossier: Dossier) -> str:
    """Return the title of the note to the minister."""
    return f"Beslisnota {dossier.title}"


def dispatch_package(dossier: Dossier) -> str:
    """Return the title of the package for parliament."""
    return f"Verzending {dossier.title}"
