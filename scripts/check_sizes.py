"""Fail if a function, module or folder has outgrown what a reader can hold: `python -m scripts.check_sizes`."""

import ast
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

MAX_FUNCTION, MAX_MODULE, MAX_FOLDER = 60, 300, 20
"""Lines of a function with its docstring, lines of a module, modules in a folder."""
MAX_TESTS = 650
"""Lines of a module of tests: it is a list, and nobody holds it in mind as a whole."""

EXCEPTIONS: Mapping[str, str] = {
    "models": "the pure rules and tables of one domain, at the top level: each module is a noun of the glossary",
    "paraaf/cli/reactions.py:react": "the options of one command, each with its help, are its signature",
    "paraaf/local/demo.py": "one story, told from the beginning to the end",
    "paraaf/portal/texts/review.py": "a table of texts",
    "paraaf/wording.py": "a table of texts",
    "scripts/make_templates.py": "one script that draws three documents, run when a template changes",
}
"""What may be larger, and why: a module, a folder, or a function as `module.py:name`."""

_ROOT = Path(__file__).resolve().parents[1]
_LEFT_OUT = ("migrations/versions/",)
"""Migrations are frozen, and stay as they were released."""


def modules(root: Path) -> list[str]:
    """Return the Python files that git knows, as paths from the root."""
    listed = subprocess.run(["git", "ls-files", "*.py"], cwd=root, capture_output=True, text=True, check=True)  # noqa: S607
    return [path for path in listed.stdout.split() if not path.startswith(_LEFT_OUT)]


def oversized(root: Path, paths: list[str]) -> Iterator[tuple[str, str]]:
    """Yield what is too large, by the name that `EXCEPTIONS` has for it, with a sentence."""
    for folder, count in Counter(str(Path(path).parent) for path in paths if not path.endswith("__init__.py")).items():
        if count > MAX_FOLDER:
            yield folder, f"{folder} has {count} modules; at most {MAX_FOLDER}"
    for path in paths:
        text = (root / path).read_text(encoding="utf-8")
        most = MAX_TESTS if path.startswith("tests/") else MAX_MODULE
        if (lines := text.count("\n")) > most:
            yield path, f"{path} has {lines} lines; at most {most}"
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno is not None:
                length = node.end_lineno - node.lineno + 1
                if length > MAX_FUNCTION:
                    yield f"{path}:{node.name}", f"{path}: {node.name} has {length} lines; at most {MAX_FUNCTION}"


def faults(root: Path, paths: list[str], exceptions: Mapping[str, str]) -> list[str]:
    """Return what is too large without a reason, and the exceptions that are no longer needed."""
    found = dict(oversized(root, paths))
    needless = [f"{name} is an exception that is no longer needed" for name in exceptions if name not in found]
    return [said for name, said in found.items() if name not in exceptions] + needless


def main() -> None:
    """Say what is too large, and exit with 1 if anything is."""
    found = faults(_ROOT, modules(_ROOT), EXCEPTIONS)
    for said in found:
        print(said, file=sys.stderr)
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
