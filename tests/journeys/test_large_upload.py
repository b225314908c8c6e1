"""A file of 200 MB from a browser to the dossier: the server is killed in the middle, and stays under 256 MB throughout."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from motcua.config.bench.world import free_port, wait_for
from tests.journeys.pages import CITIZEN
from tests.journeys.place import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.every_page, pytest.mark.timeout(400)]
LARGEST, MOST_MEMORY = 200_000_000, 256 * 1024 * 1024


@dataclass
class Served:
    """A demo whose web server can be killed and started again."""

    folder: Path
    port: int
    peak: int = 0
    web: "subprocess.Popen[bytes] | None" = None

    @property
    def environment(self) -> dict[str, str]:
        ours = {"MOTCUA_MODE": "demo", "MOTCUA_DEBUG": "0", "MOTCUA_VAR": str(self.folder)}
        return {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | ours

    def run(self, *words: str) -> None:
        subprocess.run([sys.executable, "-m", "motcua", *words], env=self.environment, check=True, capture_output=True)

    def start(self) -> None:
        command = [sys.executable, "-m", "motcua", "serve", "--port", str(self.port)]
        self.web = subprocess.Popen(command, env=self.environment, stdout=subprocess.DEVNULL, start_new_session=True)
        wait_for(self.port, self.web)

    def kill(self) -> None:
        """All its processes at once; before, how much memory any of them ever had (VmHWM)."""
        assert self.web is not None
        for status in Path("/proc").glob("[0-9]*/status"):
            try:
                told = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
                if os.getpgid(int(told["Pid"])) == self.web.pid and "VmHWM" in told:
                    self.peak = max(self.peak, int(told["VmHWM"].split()[0]) * 1024)
            except (OSError, ValueError):
                continue
        os.killpg(self.web.pid, signal.SIGKILL)
        self.web.wait(timeout=20)


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """A demo of its own."""
    place = Served(tmp_path, free_port())
    place.run("demo", "--prepare-only")
    place.start()
    yield place
    if place.web is not None and place.web.poll() is None:
        place.kill()


def large_pdf(path: Path) -> Path:
    """A paper with one picture of 200 MB that nobody can fold smaller."""
    head = b"%PDF-1.7\n1 0 obj\n<< /Type /XObject /Width 9000 /Height 7000 >>\nstream\n\xff"
    tail = b"\nendstream\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
    with path.open("wb") as file:
        file.write(head)
        left = LARGEST - len(head) - len(tail)
        while left > 0:
            piece = os.urandom(min(left, 1024 * 1024)).replace(b"/", b".")
            file.write(piece)
            left -= len(piece)
        file.write(tail)
    return path


def test_a_file_of_200_mb_outlives_the_server_and_fits_into_256_mb_of_it(chromium, served, tmp_path):
    paper = large_pdf(tmp_path / "ban-ve.pdf")
    context = chromium.new_context(viewport={"width": 360, "height": 740}, base_url=f"http://127.0.0.1:{served.port}")
    page = context.new_page()
    page.on("filechooser", lambda _: None)
    page.goto("/nop-ho-so/1.004650/")
    page.fill("#id_login", CITIZEN)
    page.fill("#id_password", PASSWORD)
    page.press("#id_password", "Enter")
    page.wait_for_url("**/nop-ho-so/**")
    page.locator("main form[method=post] button[type=submit]").first.click()
    page.wait_for_url("**/don/**")
    page.goto(page.url.rpartition("/chu-ho-so")[0] + "/giay-to/")
    assert "Đứt mạng giữa chừng thì gửi tiếp" in page.inner_text("form.apply-paper >> nth=0")
    page.locator("input[type=file]").first.set_input_files(paper)
    said = page.locator(".upload-item .upload-said").last
    until(page, lambda: percent(said.inner_text()) >= 20)
    served.kill()
    before = percent(said.inner_text())
    page.wait_for_timeout(1500)
    served.start()
    seen = []

    def is_done() -> bool:
        text = said.inner_text()
        seen.append(percent(text))
        return "Đã tải lên" in text

    until(page, is_done, 120)
    assert min(one for one in seen if one) >= before - 5, "it went on where it broke off"
    served.kill()
    assert [path.stat().st_size for path in stored(served) if path.stat().st_size > 1e8] == [LARGEST]
    assert not list((served.folder / "papers" / "incoming").iterdir())
    assert served.peak < MOST_MEMORY, f"{served.peak / 1048576:.0f} MB"


def stored(served: Served) -> list[Path]:
    return [path for path in (served.folder / "papers").rglob("*") if path.is_file()]


def percent(text: str) -> int:
    """Of "Đang tải lên 23 %"; 0 where nothing is said of it."""
    numbers = [word for word in text.split() if word.isdigit()]
    return int(numbers[0]) if "%" in text and numbers else 0


def until(page, holds, seconds: int = 60) -> None:
    for _ in range(seconds * 20):
        if holds():
            return
        page.wait_for_timeout(50)
    raise AssertionError(page.inner_text("main"))
