"""`paraaf react`: what a party says of the letter, from options or a file."""

from pathlib import Path
from typing import Annotated

import typer

from models.answer_files import ReactionFile
from models.enums import Position, Weight
from models.errors import InvalidInput
from models.proposal import is_unplaced
from paraaf import wording
from paraaf.bootstrap import build_app
from paraaf.cli.options import By, Dossier, For, Json
from paraaf.services.app.dropped_parts import describe
from paraaf.services.app.files import read_upload
from paraaf.services.consultation import reaction_inputs, reactions, revision_checks
from paraaf.terminal import as_json, done, note
from paraaf.yaml_file import YamlFile


def add_to(app: typer.Typer) -> None:
    """Add this command."""
    app.command()(react)


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
            entry.text, entry.weight, entry.passage, entry.proposed_text, entry.words, entry.placing, entry.reason
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
            seen=revision_checks.answer_numbered(app, dossier, who, seen, for_party=for_party)
            if seen is not None
            else "",
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
        note(f"Left out of the returned file, since it is no part of a letter: {describe(receipt.dropped)}.")


def reaction_from_file(file: Path) -> ReactionFile:
    """Return a reaction file; raise `InvalidInput` with every fault."""
    source = YamlFile.read(file, InvalidInput)
    given, faults = source.parse(ReactionFile)
    if faults or given is None:
        raise InvalidInput("file.not_recorded", faults, file=file.name)
    return given
