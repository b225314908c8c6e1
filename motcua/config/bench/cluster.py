"""A PostgreSQL cluster of its own, in a temporary folder, on a socket alone: for tests and measurements.

``python -m motcua.config.bench.cluster COMMAND …`` runs COMMAND with DATABASE_URL pointing to it.
Settings are durable (fsync, synchronous_commit on) unless ``durable=False``.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from motcua.kernel.refusals import Refusal


@dataclass(frozen=True)
class Cluster:
    """A running server."""

    socket: Path
    binaries: Path
    user: str = "motcua"

    @property
    def url(self) -> str:
        """As DATABASE_URL."""
        return f"postgres://{self.user}@/motcua?host={self.socket}"


_NOTHING = "''"


def binaries() -> Path:
    """Where initdb and its friends are; refuses when PostgreSQL is not installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[4]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).parent
    raise Refusal("PostgreSQL is not installed.", advice="apt-get install postgresql")


@contextmanager
def cluster(*, durable: bool = True) -> Iterator[Cluster]:
    """Start a server, give it, stop it and remove its folder."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that a stopped run leaves no server behind
    tools = binaries()
    folder = Path(tempfile.mkdtemp(prefix="motcua-pg-"))
    data = folder / "data"
    as_user = _unprivileged(folder)
    options = {
        "listen_addresses": "",
        "unix_socket_directories": str(folder),
        "shared_buffers": "512MB",
        "max_wal_size": "4GB",
        "min_wal_size": "2GB",
        "max_connections": "100",
        "fsync": "on" if durable else "off",
        "synchronous_commit": "on" if durable else "off",
        "full_page_writes": "on" if durable else "off",
        "random_page_cost": "1.1",
        "jit": "off",
    }
    arguments = " ".join(f"-c {name}={value or _NOTHING}" for name, value in options.items())
    try:
        _run(
            [tools / "initdb", "-D", data, "-U", "motcua", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"],
            as_user,
        )
        _run([tools / "pg_ctl", "-D", data, "-l", folder / "log", "-w", "-t", "60", "-o", arguments, "start"], as_user)
        try:
            _run([tools / "createdb", "-h", folder, "-U", "motcua", "motcua"], as_user)
            yield Cluster(folder, tools)
        finally:
            _run([tools / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop"], as_user)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _unprivileged(folder: Path) -> str | None:
    """PostgreSQL refuses to run as root: then it runs as another user of the machine, who owns the folder."""
    if os.getuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        os.chown(folder, user.pw_uid, user.pw_gid)
        folder.chmod(0o755)
        return name
    raise Refusal("PostgreSQL cannot run as root and there is no other user.")


def _run(command: list[str | Path], user: str | None) -> None:
    done = subprocess.run(  # noqa: S603 (our own command)
        [str(part) for part in command],
        user=user,
        cwd="/tmp",  # noqa: S108 (any folder that everybody may enter)
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Refusal(f"{Path(str(command[0])).name} failed: {done.stdout[-2000:]}")


def main() -> int:
    """Run the command of the arguments beside a fresh server."""
    with cluster(durable=False) as server:
        environment = {**os.environ, "DATABASE_URL": server.url}
        return subprocess.run(sys.argv[1:], env=environment, check=False).returncode  # noqa: S603


if __name__ == "__main__":
    sys.exit(main())
