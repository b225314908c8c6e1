"""What the simulated national system keeps: procedures, dossiers, progress; and what it noticed."""

import json
import threading
from pathlib import Path
from typing import Any


class Refused(Exception):
    """The simulated system does not take it."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message


class Store:
    """Everything in memory; with ``journal`` a file that a later start reads again."""

    def __init__(self, records: list[dict[str, Any]], key: str, journal: Path | None = None) -> None:
        self.lock = threading.RLock()
        self.key = key  #: field of a record that holds its code
        self.procedures: dict[str, dict[str, Any]] = {str(record[key]): record for record in records}
        self.dossiers: dict[str, dict[str, Any]] = {}
        self.progress: dict[str, list[dict[str, Any]]] = {}
        self.keys: dict[str, Any] = {}
        #: what a test looks at: counts of repeated keys, duplicates, breaches of order, schema faults
        self.noticed: dict[str, int] = {"replayed": 0, "duplicate": 0, "out_of_order": 0, "schema": 0}
        self.honours_keys = True
        self._journal = journal
        if journal and journal.exists():
            self._read(journal)

    def _read(self, journal: Path) -> None:
        for line in journal.read_text("utf-8").splitlines():
            try:
                kind, code, item = json.loads(line)
            except ValueError:
                continue  # cut off while it was written
            if kind == "dossier":
                self.dossiers[code] = item
            elif kind == "lost":
                self._forget(code)
            else:
                self.progress.setdefault(code, []).append(item)

    def _keep(self, kind: str, code: str, item: dict[str, Any]) -> None:
        if self._journal:
            with self._journal.open("a", encoding="utf-8") as lines:
                lines.write(json.dumps([kind, code, item], ensure_ascii=False) + "\n")

    def once(self, key: str) -> bool:
        """Whether ``key`` was not seen before; from now on it was."""
        if not key or not self.honours_keys:
            return True
        if key in self.keys:
            self.noticed["replayed"] += 1
            return False
        self.keys[key] = True
        return True

    def put_dossier(self, item: dict[str, Any], *, updating: bool | None) -> None:
        """Take a dossier; ``updating`` None: whichever it is."""
        code = item["MaHoSo"]
        there = code in self.dossiers
        if updating is False and there:
            self.noticed["duplicate"] += 1
            raise Refused(409, f"MaHoSo {code} already exists")
        if updating and not there:
            self.noticed["out_of_order"] += 1
            raise Refused(404, f"MaHoSo {code} does not exist")
        self.dossiers[code] = {**self.dossiers.get(code, {}), **item}
        self._keep("dossier", code, self.dossiers[code])

    def add_progress(self, item: dict[str, Any]) -> None:
        """Take one act; refuses what it has, and what comes before what it has."""
        code = item["MaHoSo"]
        if code not in self.dossiers:
            self.noticed["out_of_order"] += 1
            raise Refused(404, f"MaHoSo {code} does not exist")
        acts = self.progress.setdefault(code, [])
        same = ("ThoiDiemXuLy", "TrangThai", "NoiDungXuLy", "NguoiXuLy")
        if any(all(act[name] == item.get(name) for name in same) for act in acts):
            self.noticed["duplicate"] += 1
            raise Refused(409, f"MaHoSo {code}: this act is there")
        if acts and item["ThoiDiemXuLy"] < acts[-1]["ThoiDiemXuLy"]:
            self.noticed["out_of_order"] += 1
            raise Refused(422, f"MaHoSo {code}: an act after it is there")
        acts.append(item)
        self._keep("progress", code, item)

    def lose(self, code: str) -> None:
        """Forget a dossier, as a partner does who restores an old copy."""
        self._forget(code)
        self._keep("lost", code, {})

    def _forget(self, code: str) -> None:
        self.dossiers.pop(code, None)
        self.progress.pop(code, None)
        for key in [key for key in self.keys if key.startswith(f"{code}/")]:
            del self.keys[key]

    def schema(self, faults: list[str]) -> None:
        """Refuse what has ``faults``."""
        if faults:
            self.noticed["schema"] += 1
            raise Refused(400, "; ".join(faults)[:300])

    def within(self, first: str, last: str) -> list[dict[str, Any]]:
        """Dossiers that were told of in some days, by code."""
        found = [
            dossier
            for code, dossier in self.dossiers.items()
            if any(first <= act["ThoiDiemXuLy"] <= last for act in self.progress.get(code, []))
        ]
        return sorted(found, key=lambda dossier: str(dossier["MaHoSo"]))
