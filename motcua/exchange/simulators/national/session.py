"""The simulated adapter of the session-based style."""

import secrets
from typing import Any

from motcua.exchange.simulators.national.faults import REFUSED, Fault
from motcua.exchange.simulators.national.forms import faults_of_dossier, faults_of_progress
from motcua.exchange.simulators.national.store import Refused, Store

Answer = tuple[int, dict[str, Any]]


class SessionStyle:
    """Answers calls by the name of the service in the body."""

    key = "MATTHC"

    def __init__(self, store: Store, user: str, secret: str, dstcode: str) -> None:
        self.store, self.user, self.secret, self.dstcode = store, user, secret, dstcode
        self.sessions: set[str] = set()

    def service(self, path: str, body: dict[str, Any]) -> str:
        """What is called."""
        return "login" if path == "/auth" else str(body.get("service", ""))

    def forget(self) -> None:
        """End all sessions."""
        self.sessions.clear()

    def answer(self, path: str, body: dict[str, Any], headers: Any, fault: Fault | None) -> Answer:
        """The status and the body to answer with."""
        if path == "/auth":
            return 200, self._log_in(body, headers, fault)
        if path not in ("/integration", "/share"):
            return 404, {"error_code": "404", "message": "no such endpoint"}
        if body.get("session") not in self.sessions:
            return 200, {"error_code": "-1", "message": "session expired"}
        try:
            if fault and fault.kind == "refused":
                raise Refused(400, REFUSED)
            return 200, self._serve(body, headers.get("Idempotency-Key", ""))
        except Refused as refused:
            return 200, {"error_code": str(refused.code), "message": refused.message}

    def _log_in(self, body: dict[str, Any], headers: Any, fault: Fault | None) -> dict[str, Any]:
        good = (
            headers.get("dstcode") == self.dstcode
            and secrets.compare_digest(str(body.get("username")), self.user)
            and secrets.compare_digest(str(body.get("password")), self.secret)
        )
        if not good or (fault and fault.kind == "denied"):
            return {"error_code": 1, "message": "wrong user, password or dstcode"}
        session = secrets.token_hex(16)
        self.sessions.add(session)
        return {"error_code": 0, "session": session}

    def _serve(self, body: dict[str, Any], key: str) -> dict[str, Any]:
        service = str(body.get("service"))
        handler = getattr(self, f"_do_{service}", None)
        if handler is None:
            raise Refused(404, f"no service {service}")
        found: dict[str, Any] = handler(body, key)
        return {"error_code": "0", **found}

    def _do_LayDanhMucCoQuan(self, body: dict[str, Any], key: str) -> dict[str, Any]:
        names = {
            str(row.get("MADONVI")): str(row.get("TENDONVI"))
            for record in self.store.procedures.values()
            for row in record.get("COQUANTHUCHIEN", [])
        }
        return {
            "result": [{"MADONVI": code, "TENDONVI": name, "CAPDONVI": "2"} for code, name in sorted(names.items())]
        }

    def _do_LayDanhMucLinhVuc(self, body: dict[str, Any], key: str) -> dict[str, Any]:
        names = {
            str(row.get("MALINHVUC")): str(row.get("TENLINHVUC"))
            for record in self.store.procedures.values()
            for row in record.get("LINHVUCTHUCHIEN", [])
        }
        return {"result": [{"MALINHVUC": c, "TENLINHVUC": n, "MANGANH": ""} for c, n in sorted(names.items())]}

    def _do_LayDanhSachTTHC(self, body: dict[str, Any], key: str) -> dict[str, Any]:
        size, page = int(body.get("soluong") or 500), int(body.get("trang") or 1)
        codes = sorted(self.store.procedures)[(page - 1) * size : page * size]
        rows = [self.store.procedures[code] for code in codes]
        return {"result": [{name: row.get(name, "") for name in ("MATTHC", "TENTTHC", "NGAYCAPNHAT")} for row in rows]}

    def _do_LayThuTuc(self, body: dict[str, Any], key: str) -> dict[str, Any]:
        record = self.store.procedures.get(str(body.get("maTTHC")))
        if record is None:
            raise Refused(404, "no such procedure")
        return {"result": [record]}

    def _do_TraCuuHoSo(self, body: dict[str, Any], key: str) -> dict[str, Any]:
        if "MaHoSo" in body:
            found = self.store.dossiers.get(str(body["MaHoSo"]))
            rows = [found] if found else []
        else:
            size, page = int(body.get("soluong") or 500), int(body.get("trang") or 1)
            rows = self.store.within(str(body["TuNgay"]), str(body["DenNgay"]))[(page - 1) * size : page * size]
        return {"result": [{name: row.get(name, "") for name in ("MaHoSo", "MaTTHC", "TrangThaiHoSo")} for row in rows]}

    def _do_DongBoHoSoMC(self, body: dict[str, Any], key: str) -> dict[str, Any]:
        if body.get("isUpdating") not in ("True", "False"):
            raise Refused(400, "isUpdating is neither True nor False")
        for item in self._items(body, faults_of_dossier):
            if self.store.once(key):
                self.store.put_dossier(item, updating=body["isUpdating"] == "True")
        return {"error_code": "00"}

    def _do_CapNhatTienDoHoSoMC(self, body: dict[str, Any], key: str) -> dict[str, Any]:
        for item in self._items(body, faults_of_progress):
            if self.store.once(key):
                self.store.add_progress(item)
        return {"error_code": "00"}

    def _items(self, body: dict[str, Any], check: Any) -> list[dict[str, Any]]:
        items = body.get("data")
        if not isinstance(items, list) or not items:
            raise Refused(400, "data is no list")
        for item in items:
            self.store.schema(check(item))
        return items
