"""What `make check` says of a house that has outgrown what a reader can hold."""

from pathlib import Path

from scripts import check_sizes


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
