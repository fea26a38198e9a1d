"""Commands for Word files outside any dossier: read, accept, reject, compare and merge tracked changes."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from models.errors import InvalidInput, NotFound, UnsafeDocument
from paraaf import redline
from paraaf.cli.options import Json
from paraaf.services.app.dropped_parts import describe
from paraaf.services.app.files import faults_of
from paraaf.settings import load_settings
from paraaf.terminal import as_json, done, err, note, out, plain, table

docx = typer.Typer(help="Word files outside any dossier: tracked changes read, decided, compared and merged.",
                   no_args_is_help=True)  # fmt: skip

File = Annotated[Path, typer.Argument(metavar="FILE", help="A Word file (.docx).")]
Output = Annotated[Path, typer.Option("--output", "-o", help="Where the result goes; it may not be there yet.")]
Force = Annotated[bool, typer.Option("--force", help="Write over a file that is there.")]
Ids = Annotated[list[int] | None, typer.Option("--id", help="A change, by its number in `revisions`; all if none.")]
View = Annotated[str, typer.Option(help="`accepted`: as if all changes were; `original`: as if none were made.")]

Result = TypeVar("Result")


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.add_typer(docx, name="docx")


@docx.command()
def revisions(file: File, json_: Json = False) -> None:
    """List the tracked changes and comments of a Word file."""
    content = _read(file)
    changes, comments = redline.revisions(content), redline.comments(content)
    if json_:
        as_json({"revisions": changes, "comments": comments})
        return
    rows = [(each.id, each.kind, each.author, each.date, each.place, _short(each.text)) for each in changes]
    table(f"Tracked changes in {file.name}", ["", "Kind", "Author", "Date", "Place", "Text"], rows)
    if comments:
        lines = [
            (each.id, each.author, each.date, each.place or "", _short(each.anchored), _short(each.text), each.parent)
            for each in comments
        ]
        table("Comments", ["", "Author", "Date", "Place", "About", "Text", "Answers"], lines)


@docx.command()
def accept(file: File, output: Output, id_: Ids = None, force: Force = False, json_: Json = False) -> None:
    """Accept tracked changes: all of them, or those that are named."""
    _decide(file, output, id_, redline.accept_all, redline.accept, force=force, json_=json_)


@docx.command()
def reject(file: File, output: Output, id_: Ids = None, force: Force = False, json_: Json = False) -> None:
    """Reject tracked changes: all of them, or those that are named."""
    _decide(file, output, id_, redline.reject_all, redline.reject, force=force, json_=json_)


@docx.command()
def compare(
    old: Annotated[Path, typer.Argument(help="The old Word file.")],
    new: Annotated[Path, typer.Argument(help="The new Word file.")],
    output: Output,
    author: Annotated[str, typer.Option(help="Whose the changes are.")] = "Paraaf",
    date: Annotated[datetime | None, typer.Option(help="When they were made; now if left out.")] = None,
    force: Force = False,
    json_: Json = False,
) -> None:
    """Write the old file with what is different in the new one as tracked changes."""
    moment = date or datetime.now(UTC)
    one, other = _read(old), _read(new)
    result = _carefully(old, lambda: redline.compare(one, other, author=author, date=moment))
    _write(output, result, force=force)
    changes = redline.revisions(result)
    if json_:
        as_json({"output": str(output), "revisions": changes})
    else:
        done(f"Wrote {output} with {len(changes)} tracked changes.")


@docx.command()
def merge(
    base: Annotated[Path, typer.Argument(help="The Word file that was sent out.")],
    copies: Annotated[list[str], typer.Argument(metavar="PARTY=FILE...", help="Whose copy is which: FIN=fin.docx")],
    output: Output,
    language: Annotated[str, typer.Option(help="Of the labels and comments that are written: `nl` or `en`.")] = "nl",
    force: Force = False,
    json_: Json = False,
) -> None:
    """Put the copies of several parties together: every change and comment by its author, conflicts marked."""
    named: dict[str, Path] = {}
    for each in copies:
        party, is_named, path = each.partition("=")
        if not is_named or not party or not path:
            raise InvalidInput("cli.copy_without_party", given=each)
        if party in named:
            raise InvalidInput("cli.two_copies", party=party)
        named[party] = Path(path)
    if language not in ("nl", "en"):
        raise InvalidInput("cli.no_such_language", language=language)
    words = redline.DUTCH if language == "nl" else redline.MergeWords()
    original = _read(base)
    contents = {party: _read(path) for party, path in named.items()}
    try:
        result = _carefully(base, lambda: redline.merge(original, contents, words=words))
    except redline.Unmergeable as error:
        raise InvalidInput(error.code, party=error.party) from None
    _write(output, result.docx, force=force)
    if json_:
        told = ("changes", "comments", "conflicts", "untracked", "unplaced")
        as_json({"output": str(output)} | {name: getattr(result, name) for name in told})
        return
    done(f"Wrote {output}: {len(result.changes)} tracked changes and {len(result.comments)} comments "
         f"of {len(contents)} parties.")  # fmt: skip
    for silent in result.untracked:
        done(f"{silent.party} also edited without tracking: {silent.changes} marks, as {silent.author}.")
    if result.conflicts:
        rows = [(each.place, _short(each.base), "; ".join(f"{party}: {_short(proposal)}" for party, proposal in
                 each.proposals.items())) for each in result.conflicts]  # fmt: skip
        table("Conflicts", ["Place", "Base", "Wishes"], rows)
    if result.unplaced:
        left = [(each.party, each.what, each.author, _short(each.text)) for each in result.unplaced]
        table("Not taken in as a change", ["Party", "What", "Author", "Text"], left)


@docx.command()
def text(file: File, view: View = "accepted", json_: Json = False) -> None:
    """Print what a Word file says."""
    if view not in ("accepted", "original"):
        raise InvalidInput("cli.no_such_view", view=view)
    content = _read(file)
    said = redline.text(content, "accepted" if view == "accepted" else "original")
    if json_:
        as_json({"text": said})
    else:
        print(said)


@docx.command()
def fingerprint(file: File, json_: Json = False) -> None:
    """Print the fingerprint of what a Word file says: the same after a save, another after an edit."""
    found = redline.fingerprint(_read(file))
    if json_:
        as_json({"fingerprint": found})
    else:
        print(found)


@docx.command()
def check(file: File, json_: Json = False) -> None:
    """Say whether a Word file from outside may be opened."""
    passed = _passed(file)
    if json_:
        as_json({"safe": True, "left_out": passed.dropped})
        return
    out.print(f"{file.name} may be opened.", markup=False)
    if passed.dropped:
        note(f"Left out before it is: {describe(passed.dropped)}.")


def _decide(
    file: Path,
    output: Path,
    ids: list[int] | None,
    everything: Callable[[bytes], bytes],
    some: Callable[[bytes, list[int]], bytes],
    *,
    force: bool,
    json_: bool,
) -> None:
    content = _read(file)
    try:
        result = _carefully(file, lambda: some(content, ids) if ids else everything(content))
    except LookupError as error:
        raise NotFound("cli.about_file", file=file.name, reason=error.args[0]) from None
    _write(output, result, force=force)
    left = len(redline.revisions(result))
    if json_:
        as_json({"output": str(output), "left": left})
    else:
        done(f"Wrote {output}; {left} tracked changes are left in it.")


def _read(path: Path) -> bytes:
    """Return a Word file as it may be opened, and say on standard error what was left out of it."""
    passed = _passed(path)
    if passed.dropped:
        err.print(f"{plain(path.name)}: left out: {plain(describe(passed.dropped))}.", soft_wrap=True)
    return passed.docx


def _passed(path: Path) -> redline.Passed:
    limit = load_settings().max_upload_mb
    if not path.is_file():
        raise NotFound("cli.no_such_file", file=path)
    if path.stat().st_size > limit * 1_000_000:
        raise UnsafeDocument("file.larger_than", file=path, megabytes=limit)
    content = path.read_bytes()
    return _carefully(path, lambda: redline.check_in_subprocess(content))


def _carefully(path: Path, work: Callable[[], Result]) -> Result:
    """Do something with a file; what makes it unsafe is told as Paraaf tells it."""
    try:
        return work()
    except redline.UnsafeDocument as error:
        raise UnsafeDocument("file.cannot_be_used", faults_of(error), file=path) from None


def _write(path: Path, content: bytes, *, force: bool) -> None:
    if path.exists() and not force:
        raise InvalidInput("cli.file_exists", file=path)
    path.write_bytes(content)


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= 60 else line[:57] + "..."
