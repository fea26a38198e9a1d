"""Draw which package imports which, from the imports themselves, into docs/architecture.md.

`python -m scripts.draw_house` writes the pictures; with `--check` it fails if they are not current.
"""

import sys
from pathlib import Path

import grimp

_PAGE = Path(__file__).resolve().parents[1] / "docs" / "architecture.md"
_ROOTS = ("flows", "models", "paraaf")
_PICTURES = {
    "house": ("flows", "models", *(f"paraaf.{name}" for name in (
        "bootstrap", "cli", "documents", "faults", "gateways", "local", "portal", "redline", "services"))),
    "redline": "paraaf.redline",
    "services": "paraaf.services",
    "portal": "paraaf.portal",
}  # fmt: skip
"""Each picture with the packages in it; the name of one package stands for those directly in it."""


def pictures() -> dict[str, str]:
    """Return each picture as Mermaid, by its name."""
    graph = grimp.build_graph(*_ROOTS, cache_dir=None)
    drawn = {}
    for name, within in _PICTURES.items():
        parts = within if isinstance(within, tuple) else _packages_in(graph, within)
        drawn[name] = _mermaid(
            parts, _edges(graph, parts), prefix="paraaf." if isinstance(within, tuple) else f"{within}."
        )
    return drawn


def with_pictures(page: str) -> str:
    """Return the page with each picture between its marks made new."""
    for name, drawn in pictures().items():
        begin, end = f"<!-- picture: {name} -->\n", f"<!-- end of picture: {name} -->"
        before, _, rest = page.partition(begin)
        _, _, after = rest.partition(end)
        page = f"{before}{begin}```mermaid\n{drawn}```\n{end}{after}"
    return page


def _packages_in(graph: grimp.ImportGraph, package: str) -> tuple[str, ...]:
    return tuple(sorted(child for child in graph.find_children(package) if graph.find_children(child)))


def _edges(graph: grimp.ImportGraph, parts: tuple[str, ...]) -> set[tuple[str, str]]:
    """Return which part imports which, without those that another way shows already."""
    direct = {
        (importer, imported)
        for importer in parts
        for imported in parts
        if importer != imported and graph.direct_import_exists(importer=importer, imported=imported, as_packages=True)
    }
    return {edge for edge in direct if not _is_reached(*edge, direct - {edge})}


def _is_reached(start: str, goal: str, edges: set[tuple[str, str]]) -> bool:
    seen, waiting = {start}, [start]
    while waiting:
        here = waiting.pop()
        for importer, imported in edges:
            if importer == here and imported not in seen:
                seen.add(imported)
                waiting.append(imported)
    return goal in seen


def _mermaid(parts: tuple[str, ...], edges: set[tuple[str, str]], *, prefix: str) -> str:
    names = {part: part.removeprefix(prefix) for part in parts}
    lines = [f"  {names[part].replace('.', '_')}[{names[part]}]" for part in sorted(parts)]
    lines += [f"  {names[a].replace('.', '_')} --> {names[b].replace('.', '_')}" for a, b in sorted(edges)]
    return "\n".join(["flowchart TD", *lines, ""])


def main() -> None:
    """Write the pictures, or check that they are current."""
    page = _PAGE.read_text(encoding="utf-8")
    drawn = with_pictures(page)
    if "--check" in sys.argv:
        sys.exit(
            0 if drawn == page else "The pictures in docs/architecture.md are old; run python -m scripts.draw_house."
        )
    _PAGE.write_text(drawn, encoding="utf-8")


if __name__ == "__main__":
    main()
