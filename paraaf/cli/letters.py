"""Commands about letters: start, check, list, status, documents, messages, verify, export."""

import getpass
from pathlib import Path
from typing import Annotated

import typer

from models.errors import Fault, InvalidDossier, NotFound, ParaafError
from models.reaction_term import pause_reason, reached_at
from paraaf import wording
from paraaf.bootstrap import build_app
from paraaf.cli.message_times import when_sent
from paraaf.cli.options import Dossier, Json
from paraaf.services.app.status import Status, list_dossiers, read_status
from paraaf.services.app.unit_of_work import App
from paraaf.services.audit import exporting, verifying
from paraaf.services.engine import sweep_runs
from paraaf.services.intake import checks
from paraaf.services.intake.starting import start_letter
from paraaf.services.letters.save import save_documents
from paraaf.services.reporting import planning_table, status_page
from paraaf.terminal import as_data, as_json, done, fault_data, note, out, said, table, visible

File = Annotated[Path, typer.Argument(help="The dossier file (YAML).")]
_SWEEP_ONCE = {"nl": "`paraaf sweep` kijkt één keer.", "en": "`paraaf sweep` sweeps once."}


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.command()(start)
    app.command()(check)
    app.command("list")(list_letters)
    app.command()(status)
    app.command()(documents)
    app.command()(messages)
    app.command()(verify)
    app.command()(export)


def start(
    file: File,
    by: Annotated[str, typer.Option("--by", help="Who starts it; without: your name on this machine.")] = "",
    json_: Json = False,
) -> None:
    """Start a letter: check everything, then create its run in Prefect."""
    letter = start_letter(build_app(), file, by=by or user())
    if json_:
        run = letter.started
        as_json(
            {
                "dossier": letter.number,
                "run": run.run_id,
                "url": run.url,
                "warnings": [as_data(warning) for warning in letter.warnings],
            }
        )
        return
    _warn(letter.warnings)
    done(f"Started letter {letter.number}: {letter.title}")
    done(f"  follow it: {letter.started.url}")
    done(f"  or here:   paraaf status {letter.number}")


def user() -> str:
    """Return the name of whoever is logged in on this machine; empty if nobody knows it."""
    try:
        return getpass.getuser()
    except (ImportError, KeyError, OSError):  # a container can run as a number without a name
        return ""


def check(file: File, json_: Json = False) -> None:
    """Say everything that is wrong with a dossier file; start nothing."""
    app = build_app()
    try:
        checked = checks.read_dossier(app, file)
    except InvalidDossier as error:
        if not json_:
            raise
        as_json(fault_data(error))
        raise typer.Exit(1) from None
    if json_:
        as_json({"faults": [], "warnings": [as_data(warning) for warning in checked.warnings]})
        return
    _warn(checked.warnings)
    done(f"{file.name} is in order: {checked.request.run_name}")


def _warn(warnings: list[Fault]) -> None:
    for warning in warnings:
        note(said(warning))


def list_letters(
    open_: Annotated[bool, typer.Option("--open", help="Only letters that are still on their way.")] = False,
    json_: Json = False,
) -> None:
    """List all letters: where each is and whom it waits for."""
    app = build_app()
    found = list_dossiers(app, with_ended=not open_)
    if json_:
        as_json([_status_data(app, status) for status in found])
        return
    is_quiet, swept = sweep_runs.overdue_since(app)
    if is_quiet:
        language = app.settings.language
        note(f"{wording.not_swept(swept, language)} {_SWEEP_ONCE[language]}")
    language = app.settings.language
    rows = [
        (
            s.state.dossier.number,
            s.state.dossier.title,
            _where(s, language),
            ", ".join(wording.person(w.code, language) for w in s.waiting),
            ", ".join(sorted({wording.day(w.due, language) for w in s.waiting if w.due})),
            f"{max(w.late_by for w in s.waiting)} d" if any(w.late_by for w in s.waiting) else "",
        )
        for s in found
    ]
    table("Letters", ["Number", "Title", "Where", "Waits for", "Due", "Late"], rows)


def _where(status: Status, language: str) -> str:
    """Return the step that a letter is at, and that it stands still if it does."""
    since = status.stands_still_since
    return f"{status.label} ({wording.stands_still(since, language)})" if since else status.label


def status(dossier: Dossier, json_: Json = False) -> None:
    """Show where a letter is, who was asked, who answered what."""
    from rich.markdown import Markdown

    app = build_app()
    found = read_status(app, dossier)
    if json_:
        as_json(_status_data(app, found))
        return
    out.print(Markdown(visible(status_page.status_markdown(app, found))))
    run = app.runs.url(found.state.dossier.flow_run_id or "")
    if run:
        done(run)


def _status_data(app: App, status: Status) -> dict[str, object]:
    state = status.state
    dossier = state.dossier
    return {
        "number": dossier.number,
        "title": dossier.title,
        "status": dossier.status,
        "stage": state.stage.key,
        "step": status.step.kind,
        "label": status.label,
        "stands_still_since": status.stands_still_since,
        "waits_for": [
            {"code": w.code, "since": w.since, "due": w.due, "late_by_working_days": w.late_by} for w in status.waiting
        ],
        "version": state.versions[-1].number if state.versions else None,
        "fingerprint": state.versions[-1].fingerprint if state.versions else None,
        "progress": status.progress,
        "planning": planning_table.planning_data(status.planning),
        "rounds": [
            {
                "stage": r.stage_key,
                "round": r.number,
                "status": r.status,
                "version": r.version_number,
                "due": r.due,
                "parties": {
                    i.party_code: (reaction.position if (reaction := state.reaction_to(i)) else None)
                    for i in state.invited_to(r)
                },
                "taken_out": [i.party_code for i in state.taken_out_of(r)],
                "not_reached": [
                    i.party_code
                    for i in state.invited_to(r)
                    if reached_at(state, i) is None
                    or (state.reaction_to(i) is None and pause_reason(state, r, i))
                    or ((said := state.reaction_to(i)) is not None and said.is_unreached)
                ],
                "comments": [
                    {
                        "number": c.number,
                        "party": next(x.party_code for x in state.reactions if x.id == c.reaction_id),
                        "weight": c.weight,
                        "passage": c.passage,
                        "words": c.words,
                        "text": c.text,
                        "proposed_text": c.proposed_text,
                        "placing": c.placing,
                        "is_reason": c.is_reason,
                        "verdict": response.verdict if (response := state.response_to(c)) else None,
                    }
                    for c in state.comments_in(r)
                ],
            }
            for r in state.rounds
        ],
        "sign_offs": [{"party": s.party_code, "status": s.status, "by": s.by, "due": s.due} for s in state.sign_offs],
        "decisions": [{"status": d.status, "version": d.version_number, "by": d.by} for d in state.decisions],
        "undelivered_messages": status.undelivered,
        "run": app.runs.url(dossier.flow_run_id or "") if dossier.flow_run_id else None,
    }


def documents(
    dossier: Dossier,
    save: Annotated[Path | None, typer.Option(help="Save the files in this folder.")] = None,
    number: Annotated[int | None, typer.Option("--number", "-n", help="Only this document.")] = None,
    json_: Json = False,
) -> None:
    """List a letter's documents, or save them."""
    app = build_app()
    state = read_status(app, dossier).state
    chosen = [document for document in state.documents if number in (None, document.seq)]
    if not chosen and number is not None:
        raise NotFound(
            "letter.no_such_document", letter=state.dossier.number, number=number, count=len(state.documents)
        )
    if save is not None:
        save_documents(app, state.dossier.number, save, only=number)
    if json_:
        keep = ("seq", "kind", "title", "file_name", "version_number", "sha256", "fingerprint", "size", "created_at")
        as_json([{name: getattr(document, name) for name in keep} for document in chosen])
        return
    language = app.settings.language
    rows = [
        (d.seq, d.file_name, wording.DOCUMENTS[language][d.kind], d.version_number or "",
         wording.day(d.created_at, language), d.sha256[:12])
        for d in chosen
    ]  # fmt: skip
    table(f"Documents of {state.dossier.number}", ["No", "File", "Kind", "Version", "Date", "sha256"], rows)


def messages(dossier: Dossier, json_: Json = False) -> None:
    """List a letter's messages and what became of them."""
    app = build_app()
    state = read_status(app, dossier).state
    if json_:
        keep = [
            "seq",
            "kind",
            "party_code",
            "key",
            "subject",
            "status",
            "attempts",
            "sent_at",
            "last_error",
            "next_attempt_at",
        ]
        as_json([{name: getattr(message, name) for name in keep} for message in state.messages])
        return
    language = app.settings.language
    rows = [
        (m.seq, wording.message_kind(m.kind, language), wording.person(m.party_code, language), m.subject, m.status,
         when_sent(m, app.clock.now(), language))
        for m in state.messages
    ]  # fmt: skip
    table(f"Messages of {state.dossier.number}", ["No", "About", "To", "Subject", "Status", "Sent"], rows)


def verify(
    dossier: Dossier,
    head: Annotated[str, typer.Option("--head", help="A last hash that was noted earlier: is it still there?")] = "",
    json_: Json = False,
) -> None:
    """Check a letter's audit chain, the hashes of all its files, and its records against the chain."""
    found = verifying.verify(build_app(), dossier, head=head)
    if json_:
        as_json(found)
    elif found.is_sound:
        done(
            f"Letter {found.dossier} is sound: {found.events} audit events in one chain, {found.files} files unchanged."
        )
        if not found.tells_of_rows:
            done("Its trail is of an earlier version: only its main facts were compared, until the letter moves again.")
        done(f"Last hash: {found.head}")
        if found.known_until is not None:
            done(f"The hash that was noted earlier is that of event {found.known_until}; nothing up to there changed.")
    if not found.is_sound:
        if not json_:
            raise ParaafError("audit.not_sound", letter=found.dossier, faults=found.faults)
        raise typer.Exit(1)


def export(
    dossier: Dossier,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="The zip file to write.")] = None,
) -> None:
    """Write everything on record of a letter as one zip with a manifest."""
    app = build_app()
    content = exporting.export(app, dossier)
    target = output or Path(f"{read_status(app, dossier).state.dossier.number}.zip")
    target.write_bytes(content)
    done(f"Wrote {target} ({len(content):,} bytes).")
