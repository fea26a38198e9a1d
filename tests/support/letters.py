"""Letters for tests: a small dossier, and somebody who carries it on without Prefect."""

import io
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from models.enums import ChangeChoice, Position, SignOffStatus, Verdict
from models.errors import GatewayError
from models.process import StepKind
from models.request import DossierRequest
from models.state import DossierState
from paraaf.services.app.status import Status, read_status
from paraaf.services.app.unit_of_work import App
from paraaf.services.consultation import answers, reaction_inputs, reactions
from paraaf.services.consultation import change_notices as changes
from paraaf.services.consultation.change_notices import ChangeInput
from paraaf.services.engine import steps
from paraaf.services.intake import registration
from paraaf.services.signing import decisions, dispatching, sign_offs

NUMBER = "TEST-1"

PARTIES = """
parties:
  - {code: EZ, name: Ministerie van Economische Zaken, kind: department}
  - {code: FIN, name: Ministerie van Financiën, kind: department, contacts: [{name: IRF, address: fin@example.nl}]}
  - {code: OCW, name: Ministerie van OCW, kind: department, contacts: [{name: OWB, address: ocw@example.nl, language: en}]}
  - {code: VNO, name: VNO-NCW, kind: stakeholder, contacts: [{name: Beleid, address: vno@example.nl}]}
  - {code: DIR, name: Directeur, kind: unit, contacts: [{name: Directeur, address: dir@example.nl}]}
  - {code: WJZ, name: WJZ, kind: unit, contacts: [{name: WJZ, address: wjz@example.nl}], deputy: WJZ2, absent_from: 2020-01-01}
  - {code: WJZ2, name: WJZ plv, kind: unit, contacts: [{name: WJZ plv, address: wjz2@example.nl}]}
  - {code: MIN, name: M. Minister, kind: minister, title: minister van Economische Zaken, contacts: [{name: BM, address: min@example.nl}]}
  - {code: BBR, name: Secretariaat, kind: secretariat, contacts: [{name: BBR, address: bbr@example.nl}]}
  - {code: TK, name: Tweede Kamer, kind: parliament, postal_address: "De Voorzitter\\nDen Haag", contacts: [{name: Griffie, address: tk@example.nl}]}
"""

PASSAGE = "Het kabinet maakt scherpe keuzes."


def request_data(**changes: Any) -> dict[str, Any]:
    """Return a small dossier as data, with changes."""
    return {
        "title": "Een kleine brief",
        "subject": "Beleid in het klein",
        "references": {"dossier_number": NUMBER, "kenmerk": "EZ / 1"},
        "ministry": "EZ",
        "minister": "MIN",
        "secretariat": "BBR",
        "owner": {"name": "O. Eigenaar", "unit": "Directie", "address": "owner@example.nl"},
        "letter": {
            "sections": [
                {"heading": "", "text": "Met deze brief informeer ik u."},
                {"heading": "Keuzes", "text": f"{PASSAGE} Dat doet het met een plan.\n\n- een\n  - twee\n    - drie"},
            ]
        },
        "departments": ["FIN", "OCW"],
        "stakeholders": ["VNO"],
        "sign_off_route": ["DIR", "WJZ"],
        "occasion": "De brief is toegezegd.",
        "advised_decision": "De brief te ondertekenen.",
        "key_points": [
            {"text": "Een punt", "points": [{"text": "Een lager punt", "points": [{"text": "Het laagste"}]}]}
        ],
        "commitments": [
            {"kind": "motion", "members": "Kamerlid", "subject": "Scherpe keuzes", "passage": PASSAGE},
        ],
        "note_sections": [{"key": "not_public", "text": "Vertrouwelijk: geheimpje."}],
    } | changes


def dossier_file(**changes: Any) -> bytes:
    """Return a dossier file that starts a letter of another number, with changes."""
    content = io.BytesIO()
    YAML().dump(request_data(**({"references": {"dossier_number": "NIEUW-1"}} | changes)), content)
    return content.getvalue()


def request(**changes: Any) -> DossierRequest:
    """Return a small dossier request, with changes."""
    return DossierRequest.model_validate(request_data(**changes))


def register(app: App, run_id: str = "run-1", **changes: Any) -> str:
    """Start a small dossier as its run would, and return its id."""
    return registration.register(app, request(**changes), run_id=run_id)


def begin(app: App, **changes: Any) -> str:
    """Start a small dossier, have its draft made and its owner and secretariat told; return its id."""
    dossier_id = register(app, **changes)
    while (step := read_status(app, dossier_id).step).kind in (StepKind.SET_DRAFT, StepKind.NOTIFY):
        steps.perform(app, dossier_id, step)
    app.notifier.delivered.clear()  # type: ignore[attr-defined]
    return dossier_id


def carry(app: App, dossier_id: str) -> Status:
    """Do step after step until the letter waits for people or is done, as the flow does."""
    for _ in range(200):
        status = read_status(app, dossier_id)
        if status.step.is_done or status.step.waits_for_people:
            return status
        try:
            steps.perform(app, dossier_id, status.step)
        except GatewayError:
            assert status.step.kind is StepKind.NOTIFY
    raise AssertionError(f"The letter does not come to rest: {status.step}")


def react(
    app: App,
    party: str,
    position: Position = Position.AGREE,
    *comments: reaction_inputs.CommentInput,
    number: str = NUMBER,
) -> None:
    """Let a party react."""
    given = reaction_inputs.ReactionInput(party, f"Iemand van {party}", position, comments)
    reactions.record_reaction(app, number, given)


def state_of(app: App) -> DossierState:
    """Return everything of the test's letter."""
    return read_status(app, NUMBER).state


def to_stage(app: App, dossier_id: str, kind: StepKind) -> Status:
    """Carry the letter on, everybody agreeing, until it waits for this."""
    for _ in range(30):
        status = carry(app, dossier_id)
        if status.step.kind is kind:
            return status
        agree(app, status)
    raise AssertionError(f"The letter never waited for {kind}")


def agree(app: App, status: Status, *, number: str = NUMBER) -> None:
    """Let whoever the letter waits for do what brings it on."""
    match status.step.kind:
        case StepKind.AWAIT_REACTIONS:
            for party in status.step.waits_for:
                react(app, party, number=number)
        case StepKind.AWAIT_ANSWERS:
            round_ = status.state.current_round()
            assert round_ is not None
            given = [
                answers.ResponseInput(c.number, Verdict.REJECTED, "Nee.") for c in status.state.unanswered_in(round_)
            ]
            answers.answer(app, number, answers.AnswersInput(responses=given), by="O. Eigenaar")
        case StepKind.AWAIT_CHANGE_DECISIONS:
            told = [
                ChangeInput(r.party_code, ChangeChoice.INFORM, "Ter kennisneming.")
                for _, r in status.state.outdated_agreements()
            ]
            changes.decide_changes(app, number, told, by="O. Eigenaar")
        case StepKind.AWAIT_SIGN_OFF:
            place = next(s for s in status.state.sign_offs if s.status is SignOffStatus.ASKED)
            sign_offs.sign_off(app, number, party=place.party_code, by="Ambtenaar")
        case StepKind.AWAIT_MINISTER:
            decisions.sign(app, number, by="M. Minister")
        case StepKind.AWAIT_DISPATCH:
            dispatching.dispatch(app, number, by="Secretaris", parliamentary_number="29826, nr. 1")
        case _:
            raise AssertionError(f"Nobody can bring on {status.step}")


def write(path: Path, text: str) -> Path:
    """Write a text file and return its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path
