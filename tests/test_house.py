"""What `make check` says of a house that has outgrown what a reader can hold, and what tests take from each other."""

import ast
from collections.abc import Iterator
from importlib.util import resolve_name
from pathlib import Path

import pytest

from scripts import check_sizes

TESTS = Path(__file__).parent


def test_each_function_module_and_folder_that_is_too_large_is_named(tmp_path: Path) -> None:
    paths = [f"full/m{number}.py" for number in range(21)] + ["long.py", "tests/test_long.py", "tests/test_longer.py"]
    for path in paths:
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text("")
    (tmp_path / "long.py").write_text("def f():\n" + "    x = 1\n" * 60 + "\n" * 240)
    (tmp_path / "tests/test_long.py").write_text("\n" * 650)
    (tmp_path / "tests/test_longer.py").write_text("\n" * 651)

    assert check_sizes.faults(tmp_path, paths, {}) == [
        "full has 21 modules; at most 20",
        "long.py has 301 lines; at most 300",
        "long.py: f has 61 lines; at most 60",
        "tests/test_longer.py has 651 lines; at most 650",
    ]


def test_what_has_a_reason_may_be_larger_and_a_reason_that_is_not_needed_is_named(tmp_path: Path) -> None:
    (tmp_path / "long.py").write_text("\n" * 301)

    found = check_sizes.faults(tmp_path, ["long.py"], {"long.py": "a table", "gone.py": "a table"})

    assert found == ["gone.py is an exception that is no longer needed"]


def imported(module: str, text: str) -> Iterator[str]:
    """Yield the whole name of whatever a module imports, wherever in it."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            source = resolve_name("." * node.level + (node.module or ""), module.rpartition(".")[0])
            yield from (f"{source}.{alias.name}" for alias in node.names)


def borrowed(module: str, text: str) -> list[str]:
    """Return what a module of tests takes from another test, from a conftest, or from the tests of another package."""
    found = [name.split(".") for name in imported(module, text)]
    own = {"support", module.split(".")[1]}
    return [
        ".".join(parts)
        for parts in found
        if parts[0] == "tests"
        and (parts[1] not in own or any(part.startswith("test_") or part == "conftest" for part in parts))
    ]


def test_no_test_takes_anything_from_another_test_or_from_another_package_of_tests() -> None:
    modules = {".".join(path.relative_to(TESTS.parent).with_suffix("").parts): path for path in TESTS.rglob("*.py")}
    found = {module: borrowed(module, path.read_text(encoding="utf-8")) for module, path in modules.items()}

    assert {module: names for module, names in found.items() if names} == {}


@pytest.mark.parametrize(
    "line",
    [
        "from tests.portal.web.test_links import links_of",
        "from tests.portal.web import test_links",
        "from .test_links import links_of",
        "import tests.portal.conftest",
        "from tests.portal.conftest import SECRET",
        "from tests.cli.command_line import CommandLine",
        "from tests import cli",
        "def late():\n    from tests.rules.acts import ACTS",
    ],
)
def test_what_a_test_takes_from_another_is_found_however_it_is_imported(line: str) -> None:
    assert len(borrowed("tests.portal.web.test_attacks", line)) == 1


@pytest.mark.parametrize(
    "line", ["from tests.support.acts import consulted", "from tests.portal.person import Person", "import pytest"]
)
def test_what_is_for_all_tests_or_for_those_of_one_package_may_be_taken(line: str) -> None:
    assert borrowed("tests.portal.web.test_attacks", line) == []
