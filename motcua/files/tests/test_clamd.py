"""A real clamd with one signature of our own: that of the EICAR test string. Skipped where it is not installed."""

import io
import shutil
import socket
import subprocess
import tempfile
import threading
import time
from pathlib import Path

import pytest

from motcua.files.actions.store import store_upload
from motcua.files.connectors.clamd import Clamd
from motcua.files.models import StoredFile
from motcua.files.tests import make
from motcua.kernel.clock import now
from motcua.kernel.refusals import Invalid, NotNow

#: https://www.eicar.org/download-anti-malware-testfile/ in two halves, so that no scanner stumbles over this file
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
CLAMD = shutil.which("clamd") or shutil.which("clamd", path="/usr/sbin:/usr/local/sbin")

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def papers(settings, tmp_path):
    settings.PAPERS_ROOT = tmp_path / "papers"
    return settings.PAPERS_ROOT


@pytest.fixture(scope="module")
def daemon():
    """The socket of a running clamd; its folder is short because such a path has at most 107 bytes."""
    if CLAMD is None:
        pytest.skip("clamd is not installed (apt-get install clamav-daemon)")
    with tempfile.TemporaryDirectory(prefix="clamd-") as made:
        folder = Path(made)
        (folder / "db").mkdir()
        (folder / "db" / "motcua.ndb").write_text(f"Motcua.Test.EICAR:0:*:{EICAR.hex()}\n")
        (folder / "clamd.conf").write_text(
            f"DatabaseDirectory {folder / 'db'}\nLocalSocket {folder / 'socket'}\nForeground yes\n"
            f"LogFile {folder / 'log'}\nStreamMaxLength 55M\nMaxThreads 2\n"
        )
        running = subprocess.Popen([CLAMD, "-c", folder / "clamd.conf"], stdout=subprocess.DEVNULL)
        try:
            end = time.monotonic() + 20
            while not (folder / "socket").exists():
                assert running.poll() is None, (folder / "log").read_text()
                assert time.monotonic() < end, "clamd does not start"
                time.sleep(0.05)
            yield str(folder / "socket")
        finally:
            running.kill()
            running.wait(timeout=20)


def kept(content: bytes, name: str = "don.pdf") -> StoredFile:
    return store_upload(upload=make.upload(content, name), actor=make.CITIZEN, at=now())


def nothing_kept(papers: Path) -> bool:
    return not StoredFile.objects.exists() and not [path for path in papers.rglob("*") if path.is_file()]


def test_a_clean_paper_passes_a_real_scanner(daemon, settings):
    settings.CLAMD = daemon
    assert kept(make.pdf()).name == "don.pdf"


def infected() -> dict[str, bytes]:
    return {
        "don.pdf": make.pdf().replace(b"%%EOF", EICAR + b"\n%%EOF"),
        "don.docx": make.office(**{"word/media/a.bin": EICAR}),
    }


@pytest.mark.parametrize("name", sorted(infected()))
def test_what_a_real_scanner_finds_is_refused_in_words_and_not_kept(daemon, settings, papers, name):
    settings.CLAMD = daemon
    with pytest.raises(Invalid) as refused:
        kept(infected()[name], name)
    assert refused.value.code == "file-virus"
    assert name in refused.value.message
    assert "mã độc" in refused.value.message
    assert nothing_kept(papers)


def test_the_name_of_what_was_found_reaches_the_log_of_the_house(daemon):
    assert Clamd(daemon).find(io.BytesIO(EICAR)) == "Motcua.Test.EICAR.UNOFFICIAL"


def test_more_than_the_scanner_takes_is_no_clean_file(daemon, settings, papers):
    settings.CLAMD, settings.MAX_PAPER_BYTES = daemon, 80_000_000
    with pytest.raises(NotNow):
        kept(make.pdf().replace(b"trailer", b"%" + b"x" * 60_000_000 + b"\ntrailer"))
    assert nothing_kept(papers)


def test_without_the_scanner_nothing_is_taken_and_it_is_said_that_nobody_is_to_blame(settings, papers, tmp_path):
    settings.CLAMD = str(tmp_path / "nobody-listens")
    with pytest.raises(NotNow) as refused:
        kept(make.pdf())
    assert refused.value.code == "scanner-down"
    assert "những gì bạn đã điền vẫn còn" in refused.value.advice
    assert nothing_kept(papers)


@pytest.mark.parametrize("dripping", [b"", b"."])
def test_a_scanner_that_does_not_come_to_an_end_is_waited_for_so_long_and_no_longer(settings, papers, dripping):
    """It may be silent, or give a byte now and then: the whole of it has one measure of patience."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        settings.CLAMD, settings.CLAMD_PATIENCE = f"127.0.0.1:{listening.getsockname()[1]}", 0.6

        def linger() -> None:
            line, _ = listening.accept()
            with line:
                try:
                    for _ in range(25):
                        time.sleep(0.1)
                        if dripping:
                            line.sendall(dripping)
                except OSError:
                    pass

        thread = threading.Thread(target=linger)
        thread.start()
        began = time.monotonic()
        with pytest.raises(NotNow):
            kept(make.pdf())
        assert time.monotonic() - began < 2
        assert nothing_kept(papers)
        thread.join(timeout=10)
