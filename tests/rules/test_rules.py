"""Every rule in docs/rules.md has a worked example, and what the example says is so."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile
from pathlib import Path

import pytest
from pydantic import SecretStr

from paraaf.services.app.unit_of_work import App
from tests.rules.acts import ACTS
from tests.rules.facts import FACTS
from tests.rules.hand_ins import PARTS
from tests.rules.links import LINK_ACTS, LINK_FACTS, LINK_SETTINGS
from tests.rules.page import PAGE, Rule, Sentence, read_rules
from tests.rules.sentences import HAND_INS, Pattern, pattern_of
from tests.rules.story import Story, Vocabulary, run
from tests.rules.surroundings import SETTINGS
from tests.rules.times import TIME_FACTS, TIME_SETTINGS
from tests.support.apps import make_app
from tests.support.fakes import TickingClock
from tests.support.snapshots import Snapshots

RULES = read_rules(PAGE.read_text(encoding="utf-8"))
EXAMPLES = [
    pytest.param(example, id=rule.id if len(rule.examples) == 1 else f"{rule.id} ({place})")
    for rule in RULES
    for place, example in enumerate(rule.examples, start=1)
]

VOCABULARY = Vocabulary(
    [*SETTINGS, *TIME_SETTINGS, *LINK_SETTINGS], [*ACTS, *LINK_ACTS], [*FACTS, *TIME_FACTS, *LINK_FACTS]
)


def beginnings() -> set[str]:
    """Return with what more than one example begins: the sentences before the first `then`, one after the other."""
    found: Counter[str] = Counter()
    for rule in RULES:
        for example in rule.examples:
            acts = list(takewhile(lambda text: not text.startswith("then "), (sentence.text for sentence in example)))
            found.update("; ".join(acts[:count]) for count in range(1, len(acts) + 1))
    return {said for said, count in found.items() if count > 1}


SHARED = beginnings()


@pytest.fixture
def app(tmp_path: Path, peopled: bytes, snapshots: Snapshots) -> Iterator[App]:
    """Paraaf on SQLite, with a small party directory."""
    (tmp_path / "paraaf.db").write_bytes(peopled)
    app = make_app(f"sqlite:///{tmp_path / 'paraaf.db'}", tmp_path)
    settings = app.settings.model_copy(update={"channels": {"mail": SecretStr("mailto://example.nl?to={address}")}})
    app = replace(app, settings=settings, clock=TickingClock())
    with snapshots.serve(app, None):
        yield app
    app.database.dispose()


@pytest.fixture
def story(app: App, tmp_path: Path) -> Story:
    return Story(app, tmp_path, shared=SHARED)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_has_an_example_that_ends_with_what_is_so_then(rule: Rule) -> None:
    assert rule.examples, f"docs/rules.md, line {rule.line}: '{rule.name}' has no example"
    for example in rule.examples:
        assert example[-1].text.startswith("then "), f"docs/rules.md, line {example[-1].line}: this ends without `then`"


@pytest.mark.parametrize("example", EXAMPLES)
def test_what_an_example_says_is_so_and_something_else_is_not(story: Story, example: list[Sentence]) -> None:
    run(story, example, VOCABULARY)


def test_every_kind_of_sentence_is_used() -> None:
    said = [sentence.text for rule in RULES for example in rule.examples for sentence in example]
    parts = [part for text in said for part in re.split(f", (?={'|'.join(HAND_INS)})|the owner | for the owner", text)]

    unused = [
        pattern.text
        for patterns, texts in (
            ([*VOCABULARY.settings, *VOCABULARY.acts], [text for text in said if not text.startswith("then ")]),
            (VOCABULARY.facts, [text.removeprefix("then ") for text in said if text.startswith("then ")]),
            (PARTS, parts),
        )
        for pattern in patterns
        if not any(pattern.match(text) for text in texts)
    ]

    assert unused == []


# The examples are of use only if they can fail


def told(story: Story, *lines: str) -> str:
    """Return what is said of an example that fails."""
    page = "\n".join(["## Section", "- **A rule** that is wrong.", "  ```example", *lines, "  ```"])
    (rule,) = read_rules(page)
    with pytest.raises(AssertionError) as failed:
        run(story, rule.examples[0], VOCABULARY)
    return str(failed.value)


class Anything(str):
    """A text in which everything stands."""

    def __contains__(self, _: object) -> bool:
        return True


ASKED = "FIN and OCW are asked about version 1"


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        pytest.param(
            [ASKED, "FIN agrees", "then FIN is recorded as: objects"],
            "line 6: then FIN is recorded as: objects\nbut really: agrees",
            id="something-else-is-so",
        ),
        pytest.param([ASKED, "FIN grumbles"], "line 5: FIN grumbles\nno sentence reads like this", id="no-sentence"),
        pytest.param([ASKED, "VNO agrees"], "line 5: VNO agrees\nthis was refused: VNO is not asked", id="refused"),
        pytest.param(
            [ASKED, "FIN agrees", 'then that is refused: "FIN"'],
            'line 6: then that is refused: "FIN"\nbut it was not refused',
            id="not-refused",
        ),
        pytest.param(
            [ASKED, "VNO agrees", 'then that is refused: "no time"'],
            "but really: VNO is not asked about letter TEST-1",
            id="refused-for-another-reason",
        ),
    ],
)
def test_an_example_that_is_wrong_fails_with_its_sentence_its_line_and_what_is_so(
    story: Story, lines: list[str], said: str
) -> None:
    assert said in told(story, *lines)


@pytest.mark.parametrize(
    ("always", "sentence", "said"),
    [
        (Pattern("it says {words}", lambda _: Anything()), 'then it says "rain"', "it holds as well"),
        (Pattern("it does not say {no_words}", lambda _: ""), 'then it does not say "rain"', "nothing else could"),
    ],
)
def test_a_then_that_cannot_fail_is_seen(story: Story, always: Pattern, sentence: str, said: str) -> None:
    with pytest.raises(AssertionError, match=said):
        run(story, [Sentence(sentence, 1)], Vocabulary([], [], [always]))


def test_a_rule_without_an_example_is_seen() -> None:
    rules = read_rules("## A\n- **One.** Text.\n  ```example\n  one; two\n  then three\n  ```\n- **Two** more.\n")

    assert [(rule.id, rule.line, len(rule.examples)) for rule in rules] == [("A: One", 2, 1), ("A: Two", 7, 0)]
    assert [(s.text, s.line) for s in rules[0].examples[0]] == [("one", 4), ("two", 4), ("then three", 5)]


def test_a_sentence_reads_in_one_way_only() -> None:
    twice = [Pattern("{party} waits", print), Pattern("{parties} waits", print)]

    with pytest.raises(AssertionError, match="can be read as"):
        pattern_of("FIN waits", twice)
