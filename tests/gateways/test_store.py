"""The document store, on a folder."""

import hashlib
import threading
from pathlib import Path

import pytest

from models.errors import DocumentDamaged, GatewayError
from paraaf.gateways.store import FsspecStore
from tests.support.refusals import refuses

CONTENT = b"Geachte voorzitter" * 1000
SHA = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "documents"


@pytest.fixture
def store(folder: Path) -> FsspecStore:
    return FsspecStore(str(folder))


def files_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_what_is_put_in_comes_out_under_the_sha256_of_its_contents(store: FsspecStore, folder: Path) -> None:
    assert store.put(CONTENT) == SHA
    assert store.get(SHA) == store.raw(SHA) == CONTENT
    assert files_in(folder) == [folder / SHA[:2] / SHA]


def test_the_same_file_is_kept_once_and_not_written_again(store: FsspecStore, folder: Path) -> None:
    store.put(CONTENT)
    before = files_in(folder)[0].stat().st_mtime_ns

    assert store.put(CONTENT) == SHA
    assert [path.stat().st_mtime_ns for path in files_in(folder)] == [before]


def test_an_empty_file_is_a_file(store: FsspecStore) -> None:
    assert store.get(store.put(b"")) == b""


@pytest.mark.parametrize("damage", [CONTENT[:-1] + b"?", CONTENT[:-1], CONTENT + b"\0", b""])
def test_a_damaged_file_is_not_given_out(store: FsspecStore, folder: Path, damage: bytes) -> None:
    store.put(CONTENT)
    files_in(folder)[0].write_bytes(damage)

    with refuses(DocumentDamaged, match=f"The stored file {SHA[:12]} was changed; run `paraaf verify`"):
        store.get(SHA)
    assert store.raw(SHA) == damage


def test_a_file_that_is_gone_is_said_to_be_gone(store: FsspecStore) -> None:
    with refuses(DocumentDamaged, match=f"The stored file {SHA[:12]} is gone; run `paraaf verify`"):
        store.get(SHA)
    assert store.raw(SHA) is None


@pytest.mark.parametrize("damage", [CONTENT[:-1] + b"?", CONTENT[:7], b""])
def test_putting_a_damaged_file_in_again_mends_it(store: FsspecStore, folder: Path, damage: bytes) -> None:
    store.put(CONTENT)
    files_in(folder)[0].write_bytes(damage)

    store.put(CONTENT)

    assert store.get(SHA) == CONTENT


def test_a_write_that_is_cut_off_leaves_no_file_under_that_name(
    store: FsspecStore, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut_off(path: str, content: bytes) -> None:
        Path(path).write_bytes(content[:100])
        raise OSError("No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(store._fs, "pipe_file", cut_off)
        with refuses(GatewayError, match=r"The document store cannot be written \(OSError\)"):
            store.put(CONTENT)
    assert store.raw(SHA) is None
    assert all(path.name.endswith(".part") for path in files_in(folder))

    assert store.get(store.put(CONTENT)) == CONTENT


def test_many_who_put_the_same_file_in_at_once_all_find_it(store: FsspecStore, folder: Path) -> None:
    begin = threading.Barrier(8)

    def put() -> None:
        begin.wait()
        assert store.get(store.put(CONTENT)) == CONTENT

    threads = [threading.Thread(target=put) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert files_in(folder) == [folder / SHA[:2] / SHA]


@pytest.mark.parametrize(
    "sha256",
    ["../geheim.txt", "/etc/passwd", "..", "", "ab", SHA.upper(), SHA + "/..", f"{SHA[:63]}\0", "*", f"{SHA[:-1]}?"],
)
def test_what_is_no_sha256_leads_to_no_file(store: FsspecStore, folder: Path, sha256: str) -> None:
    store.put(CONTENT)
    (folder.parent / "geheim.txt").write_text("geheim")

    with pytest.raises(DocumentDamaged):
        store.get(sha256)
    assert store.raw(sha256) is None


def test_a_store_that_cannot_be_reached_is_a_gateway_error_without_its_address(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("geen map")
    store = FsspecStore(str(tmp_path / "file" / "below"))

    for act in (lambda: store.put(CONTENT), lambda: store.raw(SHA)):
        with refuses(GatewayError, match=r"The document store cannot be (read|written) \(\w+\)\.$"):
            act()


def test_a_store_in_memory_serves_as_well() -> None:
    store = FsspecStore("memory://paraaf-test")

    assert store.get(store.put(CONTENT)) == CONTENT
