"""`paraaf answer`: what the owner does with the comments of a round, and the next version of the letter."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from models.answer_files import AnswersFile
from models.errors import InvalidAnswers
from paraaf.bootstrap import build_app
from paraaf.cli.options import Dossier, Json
from paraaf.documents import Edit
from paraaf.services.app.dropped_parts import describe
from paraaf.services.app.files import read_upload
from paraaf.services.consultation import answers
from paraaf.services.consultation.change_notices import ChangeInput
from paraaf.services.consultation.next_version import NextVersionPreview
from paraaf.settings import Settings
from paraaf.terminal import as_json, changed_passages, done, note
from paraaf.yaml_file import YamlFile


def add_to(app: typer.Typer) -> None:
    """Add this command."""
    app.command()(answer)


def answer(
    dossier: Dossier,
    file: Annotated[Path | None, typer.Argument(help="The answers as a YAML file.")] = None,
    letter: Annotated[Path | None, typer.Option(help="The next version (.docx).")] = None,
    continue_at: Annotated[str, typer.Option(help="For a returned letter: the stage from which it goes on.")] = "",
    by: Annotated[str, typer.Option("--by", help="Who answers; without: the owner in the dossier.")] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would change in the letter, and record nothing.")
    ] = False,
    json_: Json = False,
) -> None:
    """Answer the comments of a round, or send a returned letter on again; with the next version."""
    app = build_app()
    given = answers_from_file(file, app.settings) if file else answers.AnswersInput()
    if letter is not None:
        given = replace(given, file=(letter.name, read_upload(letter, app.settings)))
    if continue_at:
        given = replace(given, continue_at=continue_at)
    if dry_run:
        show_foreseen(answers.preview(app, dossier, given), is_json=json_)
        return
    done_ = answers.answer(app, dossier, given, by=by)
    if json_:
        as_json(done_)
        return
    done(f"Recorded. The text that stands is version {done_.version}.")
    if done_.dropped:
        note(f"Left out of the next version, since it is no part of a letter: {describe(done_.dropped)}.")
    if done_.still_open:
        done(f"Still to be answered: {', '.join(map(str, done_.still_open))}.")
    elif done_.new_round_with:
        done(f"A new round is opened with {', '.join(done_.new_round_with)}.")
    if done_.touched:
        done(f"The text changed since {', '.join(done_.touched)} agreed. Decide: `paraaf changes {dossier}`.")


def show_foreseen(foreseen: NextVersionPreview | None, *, is_json: bool) -> None:
    """Print what a next version would change; nothing of it is recorded."""
    if is_json:
        changes = [list(change) for change in foreseen.changes] if foreseen else []
        as_json({"version": foreseen.version if foreseen else None, "changes": changes})
        return
    if foreseen is None:
        done("Nothing was recorded. The text would stay as it is.")
        return
    done(f"Nothing was recorded. Version {foreseen.version} would have these changes:")
    changed_passages(foreseen.changes)


def answers_from_file(file: Path, settings: Settings) -> answers.AnswersInput:
    """Return an answers file as what the service takes; raise `InvalidAnswers` with every fault."""
    source = YamlFile.read(file, InvalidAnswers)
    given, faults = source.parse(AnswersFile)
    edits: list[Edit] = []
    for index, entry in enumerate(given.edits if given else []):
        kinds = {name: value for name in ("replace", "insert_after", "delete") if (value := getattr(entry, name))}
        if len(kinds) != 1:
            faults.append(source.fault(("edits", index), "edit.needs_one_kind"))
            continue
        kind, passage = next(iter(kinds.items()))
        if kind != "delete" and not entry.text:
            faults.append(source.fault(("edits", index), "edit.needs_text", kind=kind))
        edits.append(Edit(kind, passage, entry.text))  # type: ignore[arg-type]
    if faults or given is None:
        raise InvalidAnswers("file.not_recorded", faults, file=file.name)
    letter = file.resolve().parent / given.letter if given.letter else None
    return answers.AnswersInput(
        responses=[answers.ResponseInput(n, r.verdict, r.reason, r.takes) for r in given.responses for n in r.comment],
        file=(letter.name, read_upload(letter, settings)) if letter else None,
        edits=edits,
        escalations=[answers.EscalationInput(e.party, e.decided_by, e.level, e.reason) for e in given.escalations],
        continue_at=given.continue_at,
        changes=[ChangeInput(c.party, c.choice, c.reason) for c in given.changes],
    )
