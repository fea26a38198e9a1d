"""How exact, quick and large the redline engine is beside Docxodus, on the same files in one run.

    PARAAF_CORPUS=... python benchmarks/redline.py [--json]

Docxodus comes with docx-scalpel, a development dependency; without it only Paraaf is measured. Only ratios of times
say something: machines differ. Times of comparing and accepting are the best of five in this run. Reading back is
measured with the texts that `paraaf.redline.plain_text.fingerprint` reads.

A merge is measured in rounds. In each, both engines do the same files, so that what else the machine does meets both;
how many times as fast Paraaf is, is the median of the rounds. Every call that counts follows one of the same that does
not, so that neither pays for what the other left in the caches. Docxodus is called often enough before that for its
compiler to be done, which a ministry that merges once would wait for. Both are timed three times: for the file alone,
in which Docxodus gives no change the date that its copy gives, and comments are missing; for the file and the conflicts
in it, as `paraaf.redline.merge` gives them; and for these and whose each change is. Paraaf works out the two when it is
asked for them, Docxodus in a call each.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from paraaf import redline
from paraaf.redline.plain_text.fingerprint import plain, read

sys.path.insert(0, str(Path(__file__).parent.parent))
from tests.support.word.reviewers import Edit, applied, base_file, copy_file, letter, reviews

try:
    import docx_scalpel
except ImportError:
    docx_scalpel = None  # type: ignore[assignment]

PARAGRAPHS_A_PAGE = 7
ROUNDS, WARM_UP = 7, 2


def best(work: Callable[[], object], times: int = 5) -> float:
    return min(in_rounds({"": work}, times)[""])


def in_rounds(works: dict[str, Callable[[], object]], times: int) -> dict[str, list[float]]:
    """Return the seconds that each takes in each round, the second time that it is done there."""
    taken: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(times):
        for name, work in works.items():
            work()
            start = time.perf_counter()
            work()
            taken[name].append(time.perf_counter() - start)
    return taken


def with_conflicts(merged: redline.Merged) -> redline.Merged:
    """Ask a merge for its conflicts, which it works out only then."""
    _ = merged.conflicts
    return merged


def with_all(merged: redline.Merged) -> redline.Merged:
    """Ask a merge for all that it works out only then."""
    _ = merged.conflicts, merged.changes
    return merged


def times_as_fast(ours: list[float], theirs: list[float]) -> float:
    return round(statistics.median(other / own for own, other in zip(ours, theirs, strict=True)), 1)


def said(docx: bytes) -> object:
    content = read(docx, "accepted")
    return plain(content.body), plain(content.notes), [plain(each) for each in content.headers_and_footers]


def exactness() -> dict[str, object]:
    """Return how many real pairs and triples each engine gets right."""
    folder = Path(os.environ["PARAAF_CORPUS"])
    folder = folder / "docx" if (folder / "docx").is_dir() else folder
    manifest = json.loads((folder / "manifest.json").read_text())
    engines: dict[str, tuple[Callable[..., bytes], Callable[[bytes], bytes], Callable[[bytes], bytes]]] = {
        "paraaf": (lambda a, b: redline.compare(a, b, author="x", date=""), redline.accept_all, redline.reject_all)
    }
    if docx_scalpel is not None:
        engines["docxodus"] = (
            docx_scalpel.docx_diff_compare,
            docx_scalpel.docx_diff_accept_revisions,
            docx_scalpel.docx_diff_reject_revisions,
        )
    found: dict[str, object] = {"pairs": len(manifest["pairs"]), "triples": len(manifest["revisions"])}
    for name, (compare, accept, reject) in engines.items():
        right = {"compared": 0, "accepted": 0, "rejected": 0}
        start = time.perf_counter()
        for line in manifest["pairs"]:
            old, new = ((folder / line[side]).read_bytes() for side in ("old", "new"))
            docx = compare(old, new)
            # Read back by one and the same reader, so that only the comparing differs.
            right["compared"] += said(redline.reject_all(docx)) == said(old) and said(redline.accept_all(docx)) == said(
                new
            )
        for line in manifest["revisions"]:
            revised = (folder / line["revised"]).read_bytes()
            for which, work in (("accepted", accept), ("rejected", reject)):
                right[which] += said(work(revised)) == said((folder / line[which]).read_bytes())
        found[name] = right | {"seconds": round(time.perf_counter() - start, 2)}
    return found


def comparing(pages: int, changes: int) -> dict[str, object]:
    """Return how long comparing and accepting takes for a letter of so many pages."""
    text = letter(pages * PARAGRAPHS_A_PAGE)
    step = len(text) // changes
    edits = [Edit("replace", at * step, 5, "gewijzigd") for at in range(changes)]
    old, new = base_file(text), base_file(applied(text, edits))
    docx = redline.compare(old, new, author="x", date="")
    found: dict[str, object] = {
        "pages": pages,
        "changes": changes,
        "paraaf compare": best(lambda: redline.compare(old, new, author="x", date="")),
        "paraaf accept": best(lambda: redline.accept_all(docx)),
    }
    if docx_scalpel is not None:
        found["docxodus compare"] = best(lambda: docx_scalpel.docx_diff_compare(old, new))
        found["docxodus accept"] = best(lambda: docx_scalpel.docx_diff_accept_revisions(docx))
    return found


def merging(pages: int) -> dict[str, object]:
    """Return how long a merge of twelve copies takes, and what is left of 300 changes and 100 comments with replies."""
    text = letter(pages * PARAGRAPHS_A_PAGE)
    made = reviews(text, 12, 300, 100, 30)
    base = base_file(text)
    copies = {f"P{number:02}": copy_file(text, review) for number, review in enumerate(made)}
    tracked = [each for copy in copies.values() for each in redline.revisions(copy)]
    comments = [each for copy in copies.values() for each in redline.comments(copy)]
    found: dict[str, object] = {"pages": pages, "tracked changes in": len(tracked), "comments in": len(comments)}
    result = redline.merge(base, copies)
    conflicts = {each.comment for each in result.conflicts}
    sources = [(party, source) for party in copies for n, all_of_them in result.changes.items()
               for source in all_of_them if source.party == party]  # fmt: skip
    labels = {each.author for each in result.untracked}
    works: dict[str, Callable[[], object]] = {
        "paraaf": lambda: redline.merge(base, copies),
        "paraaf, conflicts": lambda: with_conflicts(redline.merge(base, copies)),
        "paraaf, all": lambda: with_all(redline.merge(base, copies)),
    }
    if docx_scalpel is not None:
        parties = [docx_scalpel.DocxDiffReviewer(copy, name) for name, copy in copies.items()]
        works["file"] = lambda: docx_scalpel.docx_diff_consolidate(base, parties)
        works["conflicts"] = lambda: docx_scalpel.docx_diff_get_conflicts(base, parties)
        works["changes"] = lambda: docx_scalpel.docx_diff_get_consolidated_revisions(base, parties)
        in_rounds(works, WARM_UP)
    seconds = in_rounds(works, ROUNDS)
    found["paraaf"] = {
        "seconds": statistics.median(seconds["paraaf"]),
        "seconds with conflicts and whose changes": statistics.median(seconds["paraaf, all"]),
        "changes by party": len(sources),
        "of these tracked": sum(source.author not in labels for _, source in sources),
        "comments": sum(each.id not in conflicts for each in redline.comments(result.docx)),
        "dates": len({source.date for _, source in sources if source.date}),
        "conflicts": len(result.conflicts),
        "unplaced": len(result.unplaced),
    }
    if docx_scalpel is not None:
        docx = docx_scalpel.docx_diff_consolidate(base, parties)
        listed = redline.revisions(docx)
        told = [sum(each) for each in zip(seconds["file"], seconds["conflicts"], strict=True)]
        whole = [sum(each) for each in zip(seconds["file"], seconds["conflicts"], seconds["changes"], strict=True)]
        found["docxodus"] = {
            "seconds": statistics.median(seconds["file"]),
            "seconds with conflicts and whose changes": statistics.median(whole),
            "changes": len(listed),
            "authors": len({each.author for each in listed}),
            "dates": len({each.date for each in listed}),
            "comments": len(redline.comments(docx)),
        }
        found["times as fast"] = {
            "file": times_as_fast(seconds["paraaf"], seconds["file"]),
            "file and conflicts": times_as_fast(seconds["paraaf, conflicts"], told),
            "file, conflicts and whose changes": times_as_fast(seconds["paraaf, all"], whole),
        }
    return found


def memory(pages: int) -> int:
    """Return the megabytes that a process takes at most for one comparison of so many pages."""
    program = (
        "import sys; sys.path.insert(0, sys.argv[1]);"
        "from tests.support.word.reviewers import letter, base_file, applied, Edit;"
        "from paraaf import redline;"
        f"text = letter({pages * PARAGRAPHS_A_PAGE}); old = base_file(text);"
        "new = base_file(applied(text, [Edit('replace', at, 5, 'x') for at in range(0, len(text), 20)]));"
        "redline.accept_all(redline.compare(old, new, author='x', date=''));"
        "print(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))"
    )
    root = str(Path(__file__).parent.parent)
    done = subprocess.run([sys.executable, "-c", program, root], capture_output=True, text=True, check=True, cwd=root)
    return round(float(done.stdout) / 1024)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    as_json = parser.parse_args().json
    found: dict[str, object] = {"exact": exactness()} if os.environ.get("PARAAF_CORPUS") else {}
    found["compare"] = [comparing(pages, changes) for pages, changes in ((5, 5), (40, 10), (40, 200), (400, 100))]
    found["merge"] = merging(40)
    found["memory, MB"] = {pages: memory(pages) for pages in (5, 40, 400)}
    found["memory of this process, MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    if as_json:
        print(json.dumps(found, indent=2))
        return
    for name, value in found.items():
        print(f"{name}:")
        for line in value if isinstance(value, list) else [value]:
            print("   ", line)


if __name__ == "__main__":
    main()
