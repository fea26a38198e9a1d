"""A returned copy that was made to hurt: refused in time, with the limit and what to do; an honest one passes."""

import random
import resource

import pytest

from models.enums import Position
from models.errors import Fault, UnsafeDocument
from models.process import StepKind
from paraaf.bounded import BoundedWorker, TooMuchWork
from paraaf.services.app.unit_of_work import App
from paraaf.services.consultation import points_in_subprocess, reactions
from paraaf.services.consultation.consolidation import points_of
from paraaf.services.consultation.points_in_subprocess import consolidate_in_subprocess, read_in_subprocess
from paraaf.services.consultation.reaction_inputs import ReactionInput
from tests.support.acts import consulted, on_sqlite
from tests.support.copies import returned, sent_letter
from tests.support.letters import NUMBER, carry, react, state_of
from tests.support.refusals import english, refuses
from tests.support.word import reviewers
from tests.support.word.files import gone, ins, p, run, word_file

LETTER = word_file(*(p(f"Alinea {number} van de brief.") for number in range(40)))
CHANCE = random.Random(3)


def digits() -> str:
    return str(CHANCE.randrange(100_000))


def paragraphs(count: int) -> bytes:
    return word_file(*(p(digits()) for _ in range(count)))


def marks(count: int) -> bytes:
    return word_file(*(p(*(ins(digits()) + gone(digits()) for _ in range(40))) for _ in range(count // 80)))


def comments(count: int) -> bytes:
    body = "".join(
        f'<w:commentRangeStart w:id="{n}"/>{run("x")}<w:commentRangeEnd w:id="{n}"/>'
        f'<w:r><w:commentReference w:id="{n}"/></w:r>'
        for n in range(count)
    )
    said = "".join(f'<w:comment w:id="{n}" w:author="a">{p(digits())}</w:comment>' for n in range(count))
    return word_file(f"<w:p>{body}</w:p>", comments=said)


def faults(copy: bytes, letter: bytes = LETTER) -> str:
    with pytest.raises(UnsafeDocument) as refused:
        read_in_subprocess(letter, "FIN", copy, version=1)
    return " ".join(english(fault) for fault in refused.value.faults)


@pytest.mark.parametrize(
    ("copy", "said"),
    [
        (paragraphs(60_000), "It has 60000 paragraphs, and a copy of this letter may have 2000; make your changes in"),
        (marks(24_000), "It has 24000 marks of tracked changes, and a copy of this letter may have 5000; make your"),
        (
            comments(1_100),
            "It has 1100 comments, and a copy may have 1000; make your changes in the file that you were",
        ),
    ],
    ids=["paragraphs", "marks", "comments"],
)
def test_a_small_copy_with_far_too_much_in_it_is_refused_with_the_limit_and_what_to_do(copy: bytes, said: str) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert said in faults(copy)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000


def test_a_copy_that_takes_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(points_in_subprocess, "SECONDS", 1)
    words = word_file(p(" ".join(digits() for _ in range(100_000))))
    assert faults(words).startswith("It takes more memory or time to compare with the letter than any copy does; make")


def test_too_many_points_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(points_in_subprocess, "MAX_POINTS", 5)
    monkeypatch.setattr(BoundedWorker, "run", lambda _, given, **__: points_in_subprocess.work(given))
    assert faults(comments(9)).startswith("It has 10 changes and comments, and a copy may have 5; make your changes")


def test_a_long_letter_may_have_longer_copies() -> None:
    letter = word_file(*(p(f"Alinea {number}") for number in range(900)))
    copy = word_file(*(p(f"Alinea {number}") for number in range(2_500)))
    version, points = read_in_subprocess(letter, "FIN", copy, version=1)
    assert version == 1 and points


def test_hundreds_of_real_changes_in_a_letter_of_27000_words_say_the_same_apart() -> None:
    text = reviewers.letter(450)
    copy = reviewers.copy_file(text, reviewers.reviews(text, 5, 2_000, 400, 20)[0])
    letter = reviewers.base_file(text)

    _, points = read_in_subprocess(letter, "FIN", copy, version=1)

    assert len(points) > 400
    assert list(points) == points_of(letter, "FIN", copy)


@on_sqlite
def test_the_portal_and_the_command_line_refuse_it_and_record_nothing(app: App) -> None:
    consulted(app)
    given = ReactionInput("FIN", "Iemand", Position.AGREE_WITH_COMMENTS, file=("brief.docx", paragraphs(60_000)))
    with refuses(UnsafeDocument, match="60000 paragraphs"):
        reactions.record_reaction(app, NUMBER, given)
    assert state_of(app).reactions == []


@on_sqlite
def test_a_copy_that_cannot_be_read_at_the_close_holds_nothing_up_and_is_a_point(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier_id = consulted(app)
    copy = returned(sent_letter(app), ("Dat doet het met een plan.", "Dat doet het met geld."))
    given = ReactionInput("FIN", "Iemand", Position.AGREE_WITH_COMMENTS, file=("brief.docx", copy))
    reactions.record_reaction(app, NUMBER, given)
    react(app, "OCW")

    def too_much(*_: object, **__: object) -> bytes:
        raise TooMuchWork

    monkeypatch.setattr(BoundedWorker, "run", too_much)
    assert carry(app, dossier_id).step.kind is StepKind.AWAIT_ANSWERS

    (comment,) = state_of(app).comments
    assert comment.text.startswith("Het teruggestuurde exemplaar kan niet met de brief worden vergeleken.")


def test_one_bad_copy_among_others_costs_the_others_nothing() -> None:
    good = word_file(*(p(f"Alinea {number} van de {'nieuwe ' * (number == 3)}brief.") for number in range(40)))
    docx, points = consolidate_in_subprocess(LETTER, {"FIN": good, "OCW": paragraphs(60_000)})

    assert docx is None
    assert (points[0].party, points[0].text) == ("FIN", "Voeg in: “nieuwe”.")
    assert points[-1].party == "OCW" and "Open het zelf" in points[-1].text


def test_the_refusal_is_a_fault_of_the_file() -> None:
    with pytest.raises(UnsafeDocument) as refused:
        read_in_subprocess(LETTER, "FIN", paragraphs(3_000), version=1)
    (fault,) = refused.value.faults
    assert isinstance(fault, Fault) and fault.place == ""
