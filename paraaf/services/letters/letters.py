"""The letter's documents: draft, next versions, for signature, signed."""

from collections.abc import Callable

from sqlmodel import Session

from models.document import Document, LetterVersion
from models.dossier import Dossier
from models.enums import DocumentKind, LetterMark, MessageKind
from models.errors import InvalidAnswers, StaleVersion
from models.party import Party
from models.process import OWNER, SECRETARIAT, StepKind
from models.request import DossierRequest
from models.state import DossierState
from models.working_days import local_day
from paraaf import documents
from paraaf.services.app.due import is_due
from paraaf.services.app.files import stored_file
from paraaf.services.app.letter_text import fingerprint
from paraaf.services.app.unit_of_work import PARAAF, App, UnitOfWork
from paraaf.services.messaging import compose
from paraaf.services.templating import templates


def set_draft(app: App, dossier_id: str) -> None:
    """Make version 1 of the letter from the dossier request, and tell the owner and the secretariat that it began."""
    with app.work() as work:
        state = work.load_dossier(dossier_id)
        if not is_due(work, state, StepKind.SET_DRAFT):
            return
        dossier = state.dossier
        request = DossierRequest.model_validate(dossier.request)
        stamp = documents.Stamp(1, local_day(dossier.created_at), LetterMark.CONCEPT)
        if request.letter.file:
            draft = stored_file(app, request.letter.file)
            content = documents.stamp_letter(draft, stamp, title=dossier.title, author=dossier.owner_name)
        else:
            facts = letter_facts(work.session, request)
            content = documents.render_letter(facts, stamp, templates.document(app.settings, "letter"))
        add_version(work, state, content, kind=DocumentKind.DRAFT, made_in="draft")
        for code in (OWNER, SECRETARIAT):
            compose.send(
                work,
                dossier,
                MessageKind.STARTED,
                code,
                about_id=dossier.id,
                key=f"started:{dossier.id}:{code}",
                stages=dossier.parsed_route.stages,
            )


def add_version(
    work: UnitOfWork, state: DossierState, content: bytes, *, kind: DocumentKind, made_in: str
) -> LetterVersion:
    """Store a stamped letter as its next version, and return that."""
    dossier = state.dossier
    number = len(state.versions) + 1
    document = work.store_document(
        dossier,
        content,
        key=f"letter:{number}",
        kind=kind,
        title=dossier.title,
        file_name=file_name(dossier, f"brief-v{number}-concept"),
        by=dossier.owner_name,
        version_number=number,
    )
    version = work.add(
        LetterVersion(
            dossier_id=dossier.id,
            number=number,
            made_in=made_in,
            document_id=document.id,
            fingerprint=document.fingerprint,
            made_at=work.at,
            made_by=dossier.owner_name,
        )
    )
    state.versions.append(version)
    work.record(
        dossier, "version_made", dossier.owner_name, version=number, made_in=made_in, fingerprint=version.fingerprint
    )
    return version


def next_version(
    work: UnitOfWork, state: DossierState, content: bytes, *, made_in: str, may_read_the_same: bool = False
) -> LetterVersion:
    """Stamp a changed text as the next version and store it; raise `InvalidAnswers` if nothing was changed.

    With `may_read_the_same` a change of looks is a change too.
    """
    content = as_next_version(state, content, may_read_the_same=may_read_the_same)
    dossier = state.dossier
    stamp = documents.Stamp(len(state.versions) + 1, local_day(work.at), LetterMark.CONCEPT)
    stamped = documents.stamp_letter(content, stamp, title=dossier.title, author=dossier.owner_name)
    return add_version(work, state, stamped, kind=DocumentKind.NEXT_VERSION, made_in=made_in)


def as_next_version(state: DossierState, content: bytes, *, may_read_the_same: bool = False) -> bytes:
    """Return a text as it can be stamped as the next version; raise `InvalidAnswers` if nothing was changed."""
    # An owner who works in LibreOffice hands in a letter whose stamps look like text of it.
    content = documents.restore_fields(content)
    if not may_read_the_same and fingerprint(content) == state.version.fingerprint:
        raise InvalidAnswers("next_version.says_the_same", version=state.version.number)
    return content


def set_for_signature(app: App, dossier_id: str) -> None:
    """Make the version for signature from the text that stands now."""
    with app.work() as work:
        state = work.load_dossier(dossier_id)
        if not is_due(work, state, StepKind.SET_FOR_SIGNATURE):
            return
        dossier, number = state.dossier, state.version.number
        stamp = documents.Stamp(number, local_day(state.version.made_at), LetterMark.FOR_SIGNATURE)
        letter = app.store.get(state.document_by_id(state.version.document_id).sha256)
        if dossier.signer:
            letter = documents.name_signatory(letter, dossier.signer["name"], dossier.signer["function"])
        is_again = state.for_signature(number) is not None
        work.store_document(
            dossier,
            documents.stamp_letter(letter, stamp, title=dossier.title, author=dossier.owner_name),
            key=f"for_signature:{number}" + (f":{dossier.document_count + 1}" if is_again else ""),
            kind=DocumentKind.FOR_SIGNATURE,
            title=dossier.title,
            file_name=file_name(dossier, f"brief-v{number}-ter-ondertekening"),
            by=dossier.owner_name,
            version_number=number,
        )


def set_signed(app: App, dossier_id: str) -> None:
    """Make the signed letter from the very file that the minister signed, and tell the owner."""
    with app.work() as work:
        state = work.load_dossier(dossier_id)
        if not is_due(work, state, StepKind.SET_SIGNED):
            return
        dossier, signature = state.dossier, state.signatures[-1]
        letter = app.store.get(signature.letter_sha256)
        stamp = documents.Stamp(signature.version_number, local_day(signature.at), LetterMark.SIGNED)
        signing = documents.Signing(signature.name, signature.function, signature.at)
        content = documents.sign_letter(letter, stamp, signing, title=dossier.title, author=dossier.owner_name)
        if fingerprint(content) != signature.letter_fingerprint:
            raise StaleVersion("signed_letter.not_what_was_signed")
        document = work.store_document(
            dossier,
            content,
            key=f"signed:{signature.version_number}",
            kind=DocumentKind.SIGNED,
            title=dossier.title,
            file_name=file_name(dossier, "brief-getekend"),
            by=signature.name,
            version_number=signature.version_number,
        )
        compose.send(
            work,
            dossier,
            MessageKind.SIGNED,
            OWNER,
            about_id=dossier.id,
            key=f"signed:{dossier.id}",
            documents=[document],
            signed_by=f"{signature.name}, {signature.function}" if signature.deputy_code else signature.name,
        )


def letter_facts(session: Session, request: DossierRequest) -> documents.LetterFacts:
    """Return what stands on the letter when it is set from text sections."""
    ministry = session.get(Party, request.ministry)
    minister = session.get(Party, request.minister)
    recipient = session.get(Party, request.recipient)
    return documents.LetterFacts(
        title=request.title,
        subject=request.subject,
        kenmerk=request.references.kenmerk,
        dossier_number=request.references.dossier_number,
        ministry=ministry.name if ministry else request.ministry,
        addressee=tuple((recipient.postal_address or recipient.name).splitlines()) if recipient else (),
        sections=tuple(documents.Section(section.heading, section.text) for section in request.letter.sections),
        attachments=tuple(attachment.title for attachment in request.attachments),
        signatory_name=minister.name if minister else "",
        signatory_function=minister.title if minister else "",
        author=request.owner.name,
    )


def made_once(
    work: UnitOfWork, state: DossierState, make: Callable[[], bytes], *, key: str, kind: DocumentKind, title: str,
    named: str, version: int,
) -> Document:  # fmt: skip
    """Return a document that Paraaf makes of a letter: the one that was made under this key before, or a new one."""
    return state.document(key) or work.store_document(
        state.dossier,
        make(),
        key=key,
        kind=kind,
        title=title,
        file_name=file_name(state.dossier, named),
        by=PARAAF,
        version_number=version,
    )


def file_name(dossier: Dossier, what: str, extension: str = "docx") -> str:
    """Return the name under which a document is sent and saved."""
    return f"{dossier.number}-{what}.{extension}"
