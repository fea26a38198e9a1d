"""`paraaf demo`: the example letter travels the whole route, on real parts, while made-up people answer."""

import shutil
import time
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from sqlmodel import select

from models.answer_files import AnswersFile, ReactionFile, ReplaceEdit
from models.dossier import Dossier
from models.enums import ChangeChoice, MessageStatus, SignOffStatus
from models.errors import ConfigurationError, GatewayError, InvalidInput
from models.process import StepKind
from models.state import DossierState, letter_document
from models.working_days import AMSTERDAM, add_working_days, end_of_day, local_day, start_of_business
from paraaf import documents, redline
from paraaf.bootstrap import build_app
from paraaf.documents import Edit
from paraaf.gateways.clock import ShiftedClock
from paraaf.gateways.prefect_runs import PrefectRuns
from paraaf.local.stack import PORTAL_PORT, Stack, local_stack
from paraaf.services.app.status import Status, read_status
from paraaf.services.app.unit_of_work import App
from paraaf.services.audit import verifying
from paraaf.services.consultation import answers, reaction_inputs, reactions
from paraaf.services.consultation import change_notices as changes
from paraaf.services.engine import directory_load
from paraaf.services.intake.starting import start_letter
from paraaf.services.letters.save import save_documents
from paraaf.services.signing import decisions, dispatching, sign_offs
from paraaf.settings import load_settings
from paraaf.terminal import done, out, table
from paraaf.yaml_file import YamlFile

_PATIENCE_SECONDS = 90

_NOTHING_OF_YOURS = {"PARAAF_DATABASE_URL": "", "PARAAF_DOCUMENTS_URL": "", "PARAAF_OFFICE_HOURS": ""}
"""The demo moves the clock and invents answers: that belongs in a database of its own."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class RemarkScript(_Strict):
    """A comment that somebody puts on a passage in Word."""

    passage: str
    text: str


class CopyScript(_Strict):
    """What somebody does with the letter in Word before sending it back."""

    changes: list[ReplaceEdit] = []
    remarks: list[RemarkScript] = []


class ReactionScript(ReactionFile):
    """A reaction, with the letter as it is sent back."""

    copy_: Annotated[CopyScript | None, Field(alias="copy")] = None


class RoundScript(_Strict):
    """Who says what in a round, and what the owner answers."""

    round: int
    reactions: list[ReactionScript]
    answers: AnswersFile | None = None


class MinisterScript(_Strict):
    """What the minister returns the letter for, and how the owner mends it."""

    by: str
    remarks: str
    edits: list[ReplaceEdit]
    continue_at: str


class DispatchScript(_Strict):
    """Who dispatches the letter, under which number."""

    by: str
    number: str


class Script(_Strict):
    """What the made-up people of the example do."""

    departments: list[RoundScript]
    stakeholders: list[RoundScript]
    informed_because: str
    """What the owner says to those who agreed to an earlier text."""
    minister: MinisterScript
    dispatch: DispatchScript


def demo(*, output: Path, example: Path) -> None:
    """Run the demo; raise when the letter does not arrive."""
    began = time.monotonic()
    script = read_script(example / "answers.yaml")
    data = _data_folder()
    shutil.rmtree(output, ignore_errors=True)
    clock_file = data.resolve() / "demo-clock"
    clock_file.unlink(missing_ok=True)
    done("Starting a Prefect server, a worker, the portal and an SMTP server ...")
    try:
        with local_stack(
            data,
            mail=output / "messages",
            portal_port=PORTAL_PORT,
            query_seconds=0.5,
            clock_file=clock_file,
            extra=_NOTHING_OF_YOURS,
            own_mail=True,
        ) as stack:
            done(f"  ready after {time.monotonic() - began:.0f} s; while the demo runs:")
            done(f"  Prefect UI   {stack.login_url}")
            done(f"  portal       {stack.portal_url}")
            done(f"  mail         {stack.mail_url}")
            Demo(stack, script).run(example, output)
    finally:
        clock_file.unlink(missing_ok=True)
    done(f"\nDone in {time.monotonic() - began:.0f} s. `make up` shows the run in the Prefect UI, and opens the links.")


def _look_at_nothing(_status: Status) -> None:
    """Let people act at once."""


class Demo:
    """The example letter, its people and its clock.

    `on_stop` is called each time before somebody acts, with where the letter then stands and for whom it waits.
    """

    def __init__(self, stack: Stack, script: Script, *, on_stop: Callable[[Status], None] = _look_at_nothing) -> None:
        self.stack, self.script, self._on_stop = stack, script, on_stop
        self.app: App = build_app(stack.settings)
        assert isinstance(self.app.clock, ShiftedClock) and isinstance(self.app.runs, PrefectRuns)
        self.clock, self.runs = self.app.clock, self.app.runs
        self.number = ""
        self._said: set[int] = set()

    def run(self, example: Path, output: Path) -> None:
        """Carry the letter from start to dispatch; leave its documents in `output`."""
        directory_load.load_parties(self.app, example / "parties.yaml")
        letter = start_letter(self.app, example / "dossier.yaml", by="Demo", number=_free_number(self.app, example))
        self.number = letter.number
        done(f"Started {letter.title} ({letter.number}); run: {letter.started.url}")
        self._at_once_at(9)
        for stage, rounds in (("departments", self.script.departments), ("stakeholders", self.script.stakeholders)):
            for round_ in rounds:
                self._consult(stage, round_)
        self._sign_offs()
        self._minister_returns()
        self._sign_offs()
        self._stop()
        self._say("The minister signs")
        decisions.sign(self.app, self.number, by=self.script.minister.by)
        self._wait_for(StepKind.AWAIT_DISPATCH)
        self._next_morning()
        self._stop()
        self._say("The secretariat dispatches the letter")
        sent = self.script.dispatch
        dispatching.dispatch(self.app, self.number, by=sent.by, parliamentary_number=sent.number)
        self._wait_for(StepKind.DONE)
        self._wait(lambda: self.runs.state(letter.started.run_id) == "Completed", "the run to complete")
        self._report(self._state(), output)

    def _consult(self, stage: str, script: RoundScript) -> None:
        status = self._wait_for(StepKind.AWAIT_REACTIONS, stage, script.round)
        # Not before: who gets the invitation a day later has a day longer to answer.
        self._wait(self._are_all_delivered, "the invitations to be delivered")
        self._next_morning()
        for reaction in script.reactions:
            self._stop()
            copy = self._copy(reaction)
            with_comments = f", {len(reaction.comments)} comment(s)" if reaction.comments else ""
            self._say(f"{reaction.party}: {reaction.position}{with_comments}{', the letter sent back' if copy else ''}")
            reactions.record_reaction(self.app, self.number, _reaction(reaction, copy))
        if set(status.step.waits_for) - {reaction.party for reaction in script.reactions}:
            self._let_the_term_pass(status)
        if script.answers is not None:
            self._wait_for(StepKind.AWAIT_ANSWERS, stage, script.round)
            self._stop()
            self._say("The owner answers every comment and makes the next version")
            answers.answer(self.app, self.number, _answers(script.answers), by="Dossierhouder (voorbeeld)")

    def _copy(self, reaction: ReactionScript) -> tuple[str, bytes] | None:
        """Return the letter that a party got by mail, with its changes tracked and its comments in the margin."""
        if reaction.copy_ is None:
            return None
        state = self._state()
        round_ = state.rounds[-1]
        key = f"invitation:{round_.id}:{reaction.party}"
        found: list[EmailMessage] = []

        def has_arrived() -> bool:
            received = self.stack.mailbox.received()
            found[:] = [mail.message for mail in received if mail.message["X-Paraaf-Key"] == key]
            return bool(found)

        self._wait(has_arrived, f"the invitation of {reaction.party}")
        mail = found[-1]
        files = {part.get_filename(""): part.get_payload(decode=True) for part in mail.iter_attachments()}
        name = letter_document(state, round_.version_number).file_name
        letter = files[name]
        assert isinstance(letter, bytes)
        moment = f"{self.clock.now():%Y-%m-%dT%H:%M:00Z}"
        changed = documents.apply_edits(letter, _edits(reaction.copy_.changes))
        tracked = redline.compare(letter, changed, author=reaction.by, date=moment)
        remarks = [redline.Remark(each.passage, each.text) for each in reaction.copy_.remarks]
        return name, redline.remark(tracked, remarks, author=reaction.by, date=moment)

    def _let_the_term_pass(self, status: Status) -> None:
        round_ = status.state.current_round()
        assert round_ is not None
        self._stop()
        self._say(f"{self._silent()} says nothing: the clock goes to one working day before the due date")
        self.clock.move_to(start_of_business(add_working_days(round_.due, -1)) + timedelta(minutes=5))
        self.runs.sweep_now()
        self._wait(lambda: any(m.kind == "reminder" and m.sent_at for m in self._state().messages), "the reminder")
        self._say("... and past the due date")
        self.clock.move_to(end_of_day(round_.due) + timedelta(hours=9))
        self.runs.sweep_now()

    def _sign_offs(self) -> None:
        while True:
            status = self._wait_for(StepKind.AWAIT_CHANGE_DECISIONS, StepKind.AWAIT_SIGN_OFF, StepKind.AWAIT_MINISTER)
            if status.step.kind is StepKind.AWAIT_MINISTER:
                return
            self._stop()
            if status.step.kind is StepKind.AWAIT_CHANGE_DECISIONS:
                self._inform(status)
                continue
            place = next(s for s in status.state.sign_offs if s.status is SignOffStatus.ASKED)
            self._say(
                f"{place.party_code} signs off" + (f" (by its deputy {place.deputy_code})" if place.deputy_code else "")
            )
            sign_offs.sign_off(self.app, self.number, party=place.party_code, by=f"{place.party_name} (voorbeeld)")

    def _inform(self, status: Status) -> None:
        """Let the owner tell everybody who agreed to an earlier text what changed since."""
        codes = [reaction.party_code for _, reaction in status.state.outdated_agreements()]
        self._say(f"The text changed since {', '.join(codes)} agreed: the owner sends them the changes")
        told = [changes.ChangeInput(code, ChangeChoice.INFORM, self.script.informed_because) for code in codes]
        changes.decide_changes(self.app, self.number, told, by="Dossierhouder (voorbeeld)")

    def _minister_returns(self) -> None:
        minister = self.script.minister
        self._next_morning()
        self._stop()
        self._say(f"The minister returns the letter: {minister.remarks}")
        decisions.return_by_minister(self.app, self.number, by=minister.by, remarks=minister.remarks)
        self._wait_for(StepKind.AWAIT_RESUBMISSION)
        self._stop()
        self._say("The owner makes the next version; it passes the sign-off route again")
        given = answers.AnswersInput(edits=_edits(minister.edits), continue_at=minister.continue_at)
        answers.answer(self.app, self.number, given, by="Dossierhouder (voorbeeld)")

    def _report(self, state: DossierState, output: Path) -> None:
        saved = save_documents(self.app, self.number, output)
        table(f"Documents in {output}/", ["File", "Bytes"], [(path.name, f"{path.stat().st_size:,}") for path in saved])
        written = Counter(message.key for message in state.messages)
        mails = [mail for mail in self.stack.mailbox.received() if mail.message["X-Paraaf-Key"] in written]
        table(f"Messages in {self.stack.mailbox.folder}/", ["File"], [(mail.path.name,) for mail in mails])
        if (arrived := Counter(mail.message["X-Paraaf-Key"] for mail in mails)) != written:
            wrong = ", ".join(sorted(key for key in written if arrived[key] != 1))
            raise GatewayError("demo.messages_differ", written=len(written), arrived=len(mails), wrong=wrong)
        found = verifying.verify(self.app, self.number)
        if not found.is_sound:
            raise InvalidInput("demo.not_sound", faults=found.faults)
        done(f"{len(saved)} documents, {len(mails)} messages, {found.events} audit events in one chain: sound.")
        assert state.dispatch is not None
        done(f"Letter {self.number} is {state.dossier.status}, under number {state.dispatch.number}.")

    def _are_all_delivered(self) -> bool:
        under_way = (MessageStatus.PENDING, MessageStatus.SENDING)
        return not any(message.status in under_way for message in self._state().messages)

    def _stop(self) -> None:
        """Show where the letter stands to whoever looks on, before somebody acts."""
        self._on_stop(read_status(self.app, self.number))

    def _state(self) -> DossierState:
        return read_status(self.app, self.number).state

    def _silent(self) -> str:
        return ", ".join(read_status(self.app, self.number).step.waits_for)

    def _wait_for(self, *wanted: object) -> Status:
        """Wait until the letter waits for one of these steps (and, where named, in this stage and round)."""
        kinds = [want for want in wanted if isinstance(want, StepKind)]
        rest = [want for want in wanted if not isinstance(want, StepKind)]
        found: list[Status] = []

        def is_there() -> bool:
            try:
                status = read_status(self.app, self.number)
            except Exception:
                return False
            found[:] = [status]
            return status.step.kind in kinds and (not rest or [status.step.subject, status.step.number] == rest)

        self._wait(is_there, " or ".join(kinds))
        return found[0]

    def _wait(self, condition: Callable[[], bool], what: str) -> None:
        until = time.monotonic() + _PATIENCE_SECONDS
        while not condition():
            self.stack.check_alive()
            self._show_steps()
            if time.monotonic() > until:
                raise GatewayError("demo.waited", seconds=_PATIENCE_SECONDS, what=what, logs=self.stack.logs)
            time.sleep(0.1)
        self._show_steps()

    def _show_steps(self) -> None:
        if not self.number:
            return
        try:
            state = self._state()
        except Exception:
            return
        for document in state.documents:
            if document.seq not in self._said:
                self._said.add(document.seq)
                out.print(f"    [dim]{document.seq:2d}  {document.file_name}[/]")

    def _say(self, text: str) -> None:
        out.print(f"  [bold]{self.clock.now().astimezone(AMSTERDAM):%d-%m %H:%M}[/]  {text}", soft_wrap=True)

    def _next_morning(self) -> None:
        self.clock.move_to(start_of_business(add_working_days(local_day(self.clock.now()), 1)) + timedelta(hours=1))

    def _at_once_at(self, hour: int) -> None:
        """Begin at this hour of a working day, so that the dates of the demo do not hang on the time of day."""
        day = add_working_days(local_day(self.clock.now()), 1)
        self.clock.move_to(datetime.combine(day, datetime.min.time(), AMSTERDAM) + timedelta(hours=hour))


def read_script(file: Path) -> Script:
    """Return what the made-up people of an example do; raise `InvalidInput` with every fault."""
    source = YamlFile.read(file, InvalidInput)
    script, faults = source.parse(Script)
    if faults or script is None:
        raise InvalidInput("file.cannot_be_used", faults, file=file)
    return script


def _data_folder() -> Path:
    """Return where the demo keeps its data: apart from letters of your own, since the demo moves the clock."""
    settings = load_settings()
    data = settings.data_dir
    if (data / "paraaf.db").exists():
        try:
            app = build_app(settings)
        except ConfigurationError:
            return data
        with app.read() as session:
            under_way = session.exec(select(Dossier.number).where(Dossier.ended_at == None)).all()  # noqa: E711
        if under_way:
            own = data.with_name(f"{data.name}-demo")
            done(f"There are letters under way in {data}/ ({', '.join(under_way[:5])}); the demo uses {own}/.")
            return own
    return data


def _free_number(app: App, example: Path) -> str:
    """Return the example's dossier number, with a suffix if an earlier demo used it."""
    source = YamlFile.read(example / "dossier.yaml", InvalidInput)
    number = str(source.data["references"]["dossier_number"])
    with app.read() as session:
        taken = set(session.exec(select(Dossier.number)).all())
    candidates = (number, *(f"{number}-{again}" for again in range(2, len(taken) + 3)))
    return next(candidate for candidate in candidates if candidate not in taken)


def _reaction(script: ReactionScript, copy: tuple[str, bytes] | None) -> reaction_inputs.ReactionInput:
    assert script.party is not None and script.position is not None
    comments = [
        reaction_inputs.CommentInput(c.text, c.weight, c.passage, c.proposed_text, c.words, c.placing, c.reason)
        for c in script.comments
    ]
    return reaction_inputs.ReactionInput(script.party, script.by, script.position, comments, script.remark, file=copy)


def _answers(script: AnswersFile) -> answers.AnswersInput:
    return answers.AnswersInput(
        responses=[answers.ResponseInput(n, r.verdict, r.reason, r.takes) for r in script.responses for n in r.comment],
        edits=_edits(script.edits),
    )


def _edits(entries: list[ReplaceEdit]) -> list[Edit]:
    return [Edit("replace", entry.replace, entry.text) for entry in entries]
