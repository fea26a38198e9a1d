"""Commands by which people act on a letter: react, answer, sign off, sign, return, discuss, dispatch and the rest."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from models.answer_files import AnswersFile, ReactionFile
from models.enums import Position, Weight
from models.errors import InvalidAnswers, InvalidInput
from models.proposal import is_unplaced
from paraaf import wording
from paraaf.bootstrap import build_app
from paraaf.cli.planning import warn_of_planning
from paraaf.documents import Edit
from paraaf.services.app.files import read_upload
from paraaf.services.app.left_out import in_words
from paraaf.services.consultation import answers, closing, reaction_inputs, reactions, reminders, revising, rounds
from paraaf.services.consultation.change_notices import ChangeInput
from paraaf.services.signing import decisions, dispatching, sign_offs, withdrawal
from paraaf.settings import Settings
from paraaf.terminal import as_json, changed_passages, done, note
from paraaf.yaml_file import YamlFile

Dossier = Annotated[str, typer.Argument(metavar="DOSSIER", help="The dossier number.")]
By = Annotated[str, typer.Option("--by", help="Who does this: a person's name.")]
As = Annotated[str, typer.Option("--as", help="The code of the party for which this is done.")]
For = Annotated[str, typer.Option("--for", help="The absent party for which the deputy (--as) does this.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.command()(react)
    app.command()(answer)
    app.command("sign-off")(sign_off)
    app.command()(sign)
    app.command("return")(return_)
    app.command()(discuss)
    app.command()(dispatch)
    app.command("handed-over")(handed_over)
    app.command()(extend)
    app.command()(remind)
    app.command("close")(close)
    app.command()(withdraw)


def react(
    dossier: Dossier,
    party: Annotated[str, typer.Option("--as", help="The party that reacts.")] = "",
    by: By = "",
    for_party: For = "",
    position: Annotated[Position | None, typer.Option(help="What the party says.")] = None,
    comment: Annotated[list[str] | None, typer.Option(help="A comment (a suggestion); may be repeated.")] = None,
    condition: Annotated[list[str] | None, typer.Option(help="A comment that is a condition; may be repeated.")] = None,
    remark: Annotated[str, typer.Option(help="A remark with the position.")] = "",
    version: Annotated[
        int | None, typer.Option(help="The version that was read, if not the one that was sent.")
    ] = None,
    file: Annotated[Path | None, typer.Option(help="The reaction as a YAML file, in place of options.")] = None,
    returned: Annotated[Path | None, typer.Option(help="The letter as the party sent it back (.docx).")] = None,
    revise: Annotated[bool, typer.Option("--revise", help="Take the place of the party's earlier reaction.")] = False,
    seen: Annotated[
        int | None, typer.Option(help="With --revise: the number of the reaction that you read, if it is not yours.")
    ] = None,
    json_: Json = False,
) -> None:
    """Record a party's reaction in the open consultation round; after its close it is kept as late."""
    given = reaction_from_file(file) if file else ReactionFile()
    comments = [
        reaction_inputs.CommentInput(
            entry.text, entry.weight, entry.passage, entry.proposed_text, entry.words, entry.placing
        )
        for entry in given.comments
    ]
    comments += [reaction_inputs.CommentInput(text, Weight.CONDITION) for text in condition or []]
    comments += [reaction_inputs.CommentInput(text) for text in comment or []]
    who, stated = party or given.party, position or given.position
    if not who or stated is None:
        raise typer.BadParameter("give the party (--as) and its --position, here or in the file")
    if seen is not None and not revise:
        raise typer.BadParameter("--seen says which reaction --revise takes the place of; give both")
    app = build_app()
    receipt = reactions.record_reaction(
        app,
        dossier,
        reaction_inputs.ReactionInput(
            party=who,
            by=by or given.by,
            position=stated,
            comments=comments,
            remark=remark or given.remark,
            version=version or given.version,
            file=(returned.name, read_upload(returned, app.settings)) if returned else None,
            revises=revise,
            for_party=for_party,
            seen=revising.answer_numbered(app, dossier, who, seen, for_party=for_party) if seen is not None else "",
        ),
    )
    if json_:
        as_json(receipt)
        return
    done(
        f"Recorded: {receipt.party} {wording.POSITIONS['en'][receipt.position]} ({receipt.by}), round "
        f"{receipt.round_number}, version {receipt.version}, fingerprint {receipt.fingerprint[:15]}."
    )
    if receipt.deputy:
        done(f"For {receipt.party}, by {receipt.by} ({receipt.deputy}).")
    if receipt.is_late:
        done("The round is closed: this is kept as a late reaction. It does not count; the owner is told.")
    if receipt.comment_numbers:
        done(f"Comments: {', '.join(map(str, receipt.comment_numbers))}.")
    if any(is_unplaced(each) for each in comments):
        done("Of a proposed text it is not said where it goes; the owner chooses. `placing` says it, in the file.")
    if receipt.changes_in_copy or receipt.comments_in_copy:
        done(f"In the returned file: {receipt.changes_in_copy} change(s), {receipt.comments_in_copy} comment(s).")
    if receipt.dropped:
        note(f"Left out of the returned file, since it is no part of a letter: {in_words(receipt.dropped)}.")


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
        given = _replace(given, file=(letter.name, read_upload(letter, app.settings)))
    if continue_at:
        given = _replace(given, continue_at=continue_at)
    if dry_run:
        show_foreseen(answers.foresee(app, dossier, given), is_json=json_)
        return
    done_ = answers.answer(app, dossier, given, by=by)
    if json_:
        as_json(done_)
        return
    done(f"Recorded. The text that stands is version {done_.version}.")
    if done_.dropped:
        note(f"Left out of the next version, since it is no part of a letter: {in_words(done_.dropped)}.")
    if done_.still_open:
        done(f"Still to be answered: {', '.join(map(str, done_.still_open))}.")
    elif done_.new_round_with:
        done(f"A new round is opened with {', '.join(done_.new_round_with)}.")
    if done_.touched:
        done(f"The text changed since {', '.join(done_.touched)} agreed. Decide: `paraaf changes {dossier}`.")


def show_foreseen(foreseen: answers.Foreseen | None, *, is_json: bool) -> None:
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


def reaction_from_file(file: Path) -> ReactionFile:
    """Return a reaction file; raise `InvalidInput` with every fault."""
    source = YamlFile.read(file, InvalidInput)
    given, faults = source.parse(ReactionFile)
    if faults or given is None:
        raise InvalidInput("file.not_recorded", faults, file=file.name)
    return given


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


def _replace(given: answers.AnswersInput, **changes: object) -> answers.AnswersInput:
    from dataclasses import replace

    return replace(given, **changes)  # type: ignore[arg-type]


def sign_off(
    dossier: Dossier,
    party: As,
    by: By,
    for_party: For = "",
    remarks: Annotated[str, typer.Option(help="Remarks with the sign-off.")] = "",
) -> None:
    """Record the sign-off of the official whose turn it is."""
    sign_offs.sign_off(build_app(), dossier, party=party, for_party=for_party, by=by, remarks=remarks)
    done(f"{party} signed off letter {dossier}{f' for {for_party}' if for_party else ''} ({by}).")


def sign(
    dossier: Dossier,
    by: By,
    version: Annotated[int | None, typer.Option(help="The version that was read.")] = None,
    party: Annotated[str, typer.Option("--as", help="Who signs: the minister or, in an absence, the deputy.")] = "",
) -> None:
    """Record the signature under the letter that was put before: of the minister, or of the deputy in an absence."""
    decisions.sign(build_app(), dossier, by=by, version=version, party=party)
    done(f"Letter {dossier} is signed ({by}).")


def return_(
    dossier: Dossier,
    by: By,
    remarks: Annotated[str, typer.Option(help="What has to change.")],
    party: Annotated[str, typer.Option("--as", help="The official who returns it; without: the minister.")] = "",
    for_party: For = "",
) -> None:
    """Return a letter to its owner: from the sign-off route (--as), or from the minister."""
    app = build_app()
    if party:
        sign_offs.return_sign_off(app, dossier, party=party, for_party=for_party, by=by, remarks=remarks)
    else:
        decisions.return_by_minister(app, dossier, by=by, remarks=remarks)
    done(f"Letter {dossier} is returned to its owner ({by}).")


def discuss(
    dossier: Dossier, by: By, remarks: Annotated[str, typer.Option(help="What the minister wants to discuss.")]
) -> None:
    """Record that the minister wants to discuss the letter first."""
    decisions.discuss(build_app(), dossier, by=by, remarks=remarks)
    done(f"Letter {dossier} waits: the minister wants to discuss it.")


def dispatch(
    dossier: Dossier,
    by: By,
    number: Annotated[str, typer.Option(help="The number under which parliament or the archive knows it.")],
) -> None:
    """Send a signed letter to parliament; it counts as dispatched once parliament's mail server took it."""
    dispatching.dispatch(build_app(), dossier, by=by, parliamentary_number=number)
    done(f"Letter {dossier} is sent to parliament under number {number} ({by}).")


def handed_over(
    dossier: Dossier,
    by: By,
    how: Annotated[str, typer.Option(help="How it reached parliament, and to whom it was given.")],
) -> None:
    """Record that a letter that was sent reached parliament in another way; it then counts as dispatched."""
    dispatching.hand_over_otherwise(build_app(), dossier, by=by, how=how)
    done(f"Letter {dossier} is dispatched: {how} ({by}).")


def extend(
    dossier: Dossier,
    until: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="The new due date.")],
    by: By,
    reason: Annotated[str, typer.Option(help="Why.")],
) -> None:
    """Give the open round a later due date; its parties are told."""
    app = build_app()
    rounds.extend_round(app, dossier, until=until.date(), by=by, reason=reason)
    done(f"The round of letter {dossier} now runs until {wording.day(until.date(), 'en')}.")
    warn_of_planning(app, dossier)


def remind(
    dossier: Dossier,
    by: By,
    party: Annotated[list[str] | None, typer.Option(help="Only this party; may be repeated.")] = None,
) -> None:
    """Remind those who have not reacted in the open round."""
    reminded = reminders.remind(build_app(), dossier, by=by, parties=party)
    done(f"Reminded: {', '.join(reminded) or 'nobody'}.")


def close(dossier: Dossier, by: By, reason: Annotated[str, typer.Option(help="Why it closes early.")]) -> None:
    """Close the open round before its due date; silence counts as the route says."""
    closing.close_early(build_app(), dossier, by=by, reason=reason)
    done(f"The round of letter {dossier} is closed.")


def withdraw(dossier: Dossier, by: By, reason: Annotated[str, typer.Option(help="Why.")]) -> None:
    """Withdraw a letter; everyone who was asked is told."""
    withdrawal.withdraw(build_app(), dossier, by=by, reason=reason)
    done(f"Letter {dossier} is withdrawn.")
