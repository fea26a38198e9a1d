"""Random people do random things in random order while time passes; after each of them the rules still hold.

A small number of orders is always the same one, so that `make test` is stable. Where everything must be there
(PARAAF_REQUIRE_ALL, as in CI) it is 2,000 orders, other ones each time; what fails is printed with how to repeat it.
"""

from datetime import timedelta
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from paraaf import redline
from paraaf.bounded import BoundedWorker
from paraaf.services.audit.verifying import verify
from paraaf.services.engine import sweeping
from tests.orders import people
from tests.orders.oracle import Received, Rows, check_always, check_change
from tests.orders.world import LETTERS, REFUSALS, STOPS, World
from tests.support.bounded import run_here
from tests.support.extent import REQUIRES_ALL
from tests.support.letters import NUMBER

ORDERS, SHARDS = (2_000, 8) if REQUIRES_ALL else (8, 4)
STEPS = st.sampled_from([0, 0, 1, 99, 99, 99])
HOURS = st.sampled_from([0, 0, 0, 0, 1, 15, 24, 72, 8 * 24])


@pytest.fixture(autouse=True)
def gate(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look at files in this process: one for each would take most of the time."""
    monkeypatch.setattr(redline, "check_in_subprocess", redline.check)
    monkeypatch.setattr(BoundedWorker, "run", run_here)


class AnyOrder(RuleBasedStateMachine):
    """One letter among people who do anything at any moment."""

    world: ClassVar[World]

    @initialize(letter=st.sampled_from(sorted(LETTERS)), stop=st.sampled_from(STOPS), comes_to_an_end=people.AT_TIMES)
    def start(self, letter: str, stop: str, comes_to_an_end: bool) -> None:
        self.dossier_id = self.world.begin(letter, stop)
        self.sentence = people.SENTENCES[0]
        self.received: list[Received] = []
        self.count = 0
        self.rows = Rows(self.world)
        self.comes_to_an_end = comes_to_an_end

    @rule(
        data=st.data(),
        hours=HOURS,
        mail_fails=people.SELDOM,
        is_in_turn=people.OFTEN,
        steps=STEPS,
        twice=people.SELDOM,
    )
    def somebody_acts(
        self, data: st.DataObject, hours: int, mail_fails: bool, is_in_turn: bool, steps: int, twice: bool
    ) -> None:
        self.world.notifier.is_down = mail_fails
        if hours:
            self.time_passes(hours)
        self.count += 1
        who = data.draw(st.sampled_from(people.whose_turn(self.rows) if is_in_turn else people.ANYBODY))
        if self.tries(who(data.draw, people.Moment(self.rows, self.sentence, f"Iemand {self.count}"))):
            self.look()
        if steps:
            self.world.carry(self.dossier_id, steps, twice=twice)
            self.look()

    def time_passes(self, hours: int) -> None:
        self.world.clock.moment += timedelta(hours=hours)
        if sweeping.sweep(self.world.app) != sweeping.SweepResult():
            self.look()

    def tries(self, act: people.Act) -> bool:
        """Let somebody act, and return whether it was done; if not, people understand why and nothing changed."""
        before = self.world.bytes()
        try:
            done = act(self.world.app)
        except REFUSALS as refusal:
            refused = str(refusal)
        else:
            self.count_in(done)
            return True
        assert refused
        assert self.world.bytes() == before, f"refused ({refused}), and yet something changed"
        return False

    def count_in(self, done: object) -> None:
        """Remember what was handed in and what the letter says since."""
        if isinstance(done, Received):
            self.received.append(done)
        if isinstance(done, people.NowSays):
            self.sentence = done.sentence

    def look(self) -> None:
        """Check that every rule holds now."""
        self.comes_to_an_end, wanted = False, self.comes_to_an_end
        before, self.rows = self.rows, Rows(self.world)
        check_change(before, self.rows)
        delivered = [delivery.key for delivery in self.world.notifier.delivered]
        check_always(self.rows, self.received, delivered, self.world.clock.moment)
        assert verify(self.world.app, NUMBER).faults == ()
        self.comes_to_an_end = wanted

    def teardown(self) -> None:
        """A letter is never stuck: when nobody is in the way it goes out, whatever happened before."""
        if not getattr(self, "comes_to_an_end", False) or self.rows.dossier["status"] == "withdrawn":
            return
        self.world.notifier.is_down = False
        for _ in range(60):
            self.world.carry(self.dossier_id, 99, twice=False)
            self.look()
            if self.rows.dossier["status"] == "dispatched":
                return
            for act in people.everybody_cooperates(self.rows, self.sentence):
                assert self.tries(act), "the letter is stuck"
        raise AssertionError("the letter never comes to an end")


SETTINGS = settings(
    max_examples=ORDERS // SHARDS,
    stateful_step_count=8,
    deadline=None,
    database=None,
    print_blob=True,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate, Phase.shrink],
)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory, migrated: bytes) -> World:
    return World(tmp_path_factory.mktemp("world"), migrated)


@pytest.mark.timeout(900)  # 250 orders of it, on a machine that is busy with other tests
@pytest.mark.parametrize("shard", range(SHARDS))
def test_whatever_people_do_in_whatever_order_the_rules_of_the_road_hold(shard: int, world: World) -> None:
    class Shard(AnyOrder):
        pass

    Shard.world = world
    run_state_machine_as_test(Shard if REQUIRES_ALL else seed(shard)(Shard), settings=SETTINGS)
