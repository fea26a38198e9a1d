"""Where processes have died, as the test and the processes themselves both see it."""

from pathlib import Path

from models.process import StepKind

STANDS_STILL = {"before register", "register"} | {
    kind for kind in StepKind if not kind.startswith("await") and kind is not StepKind.DONE
}
KILLS_ITSELF = {StepKind.OPEN_ROUND, StepKind.WRITE_ADVICE_NOTE, StepKind.MAKE_PACKAGE}


class Deaths:
    """A folder with a file for each place where a process died or is about to."""

    def __init__(self, data: Path) -> None:
        self._folder = data / "dying"

    def is_first(self, place: str) -> bool:
        """Return whether this is the first process to come to a place; the next one is not."""
        self._folder.mkdir(exist_ok=True)
        try:
            (self._folder / place).touch(exist_ok=False)
        except FileExistsError:
            return False
        return True

    @property
    def places(self) -> set[str]:
        """The places to which a process came."""
        return {path.name for path in self._folder.iterdir()} if self._folder.exists() else set()
