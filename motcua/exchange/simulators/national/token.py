"""The simulated interface of the token-based style."""

import base64
import secrets
from hashlib import sha256
from typing import Any

from motcua.exchange.simulators.national.faults import REFUSED, Fault
from motcua.exchange.simulators.national.forms import faults_of_change, faults_of_creation, faults_of_progress
from motcua.exchange.simulators.national.store import Refused, Store

Answer = tuple[int, dict[str, Any]]


class TokenStyle:
    """Answers by the last part of the address."""

    key = "code"

    def __init__(self, store: Store, user: str, secret: str, dstcode: str = "") -> None:
        self.store, self.user, self.secret = store, user, secret
        self.tokens: set[str] = set()
        self.files: dict[str, str] = {}
        self.counters: dict[str, int] = {}

    def service(self, path: str, body: dict[str, Any]) -> str:
        """What is called."""
        return "login" if path == "/oauth/token" else path.rsplit("/", 1)[-1]

    def forget(self) -> None:
        """End all tokens."""
        self.tokens.clear()

    def answer(self, path: str, body: dict[str, Any], headers: Any, fault: Fault | None) -> Answer:
        """The status and the body to answer with."""
        if path == "/oauth/token":
            return self._log_in(headers, fault)
        if headers.get("Authorization", "")[7:] not in self.tokens:
            return 401, {"code": 401, "message": "token expired"}
        handler = getattr(self, "_do_" + path.rsplit("/", 1)[-1].replace("-", "_"), None)
        if handler is None:
            return 404, {"code": 404, "message": "no such address"}
        try:
            if fault and fault.kind == "refused":
                raise Refused(400, REFUSED)
            data = handler(body, headers.get("Idempotency-Key", ""), path)
        except Refused as refused:
            return refused.code, {"code": refused.code, "message": refused.message}
        return 201, {"code": 0, "data": data, "message": "ok"}

    def _log_in(self, headers: Any, fault: Fault | None) -> Answer:
        pair = base64.b64encode(f"{self.user}:{self.secret}".encode()).decode()
        if not secrets.compare_digest(headers.get("Authorization", ""), f"Basic {pair}") or (
            fault and fault.kind == "denied"
        ):
            return 401, {"error": "invalid_client"}
        token = secrets.token_urlsafe(24)
        self.tokens.add(token)
        return 200, {"access_token": token, "token_type": "Bearer", "expires_in": 3600}

    def _do_list_all_public_formality_by_citizen(self, body: dict[str, Any], key: str, path: str) -> Any:
        rows = sorted(self.store.procedures.values(), key=lambda row: str(row["id"]))
        last = str(body.get("lastId") or "")
        found = [row for row in rows if str(row["id"]) > last][: int(body.get("limit") or 20)]
        return [{name: row.get(name) for name in ("id", "code", "name", "state", "updatedAt")} for row in found]

    def _do_get_formality_by_citizen(self, body: dict[str, Any], key: str, path: str) -> Any:
        for row in self.store.procedures.values():
            if row["id"] == body.get("id"):
                return row
        raise Refused(404, "no such formality")

    def _do_list_by_citizen(self, body: dict[str, Any], key: str, path: str) -> Any:
        part = "departmentsExecuting" if "department" in path else "categoriesDetails"
        rows = {str(one.get("code")): one for row in self.store.procedures.values() for one in row.get(part, [])}
        return [rows[code] for code in sorted(rows)]

    def _do_GetNextValue(self, body: dict[str, Any], key: str, path: str) -> Any:
        code = str(body.get("code") or "")
        if not code:
            raise Refused(400, "code is missing")
        self.counters[code] = self.counters.get(code, 0) + 1
        return {"value": self.counters[code]}

    def _do_UploadFile(self, body: dict[str, Any], key: str, path: str) -> Any:
        digest = sha256(base64.b64decode(str(body.get("NoiDungTep", "")))).hexdigest()
        if digest != body.get("HashTepTin"):
            raise Refused(400, "HashTepTin does not fit the content")
        self.files[digest] = str(body.get("TenTepDinhKem"))
        return {"IdTepTin": f"tep-{digest[:16]}", "HashTepTin": digest}

    def _do_NoiHoSo(self, body: dict[str, Any], key: str, path: str) -> Any:
        self.store.schema(faults_of_creation(body))
        for row in body["ThanhPhanHoSo"]:
            for file in row.get("GiayToDinhKem", []):
                if file["HashTepTin"] not in self.files:
                    raise Refused(400, f"the file {file['IdGiayTo']} was not uploaded")
        if self.store.once(key):
            self.store.put_dossier({**body, "TrangThai": "1"}, updating=False)
        return {"idHoSo": f"hs-{body['MaHoSo']}", "maHoSo": body["MaHoSo"]}

    def _do_CapNhatTienTrinh(self, body: dict[str, Any], key: str, path: str) -> Any:
        self.store.schema(faults_of_progress(body))
        if self.store.once(key):
            self.store.add_progress(body)
        return {}

    def _do_CapNhatTrangThai(self, body: dict[str, Any], key: str, path: str) -> Any:
        self.store.schema(faults_of_change(body))
        if self.store.once(key):
            self.store.put_dossier(body, updating=True)
        return {}

    def _do_TraCuuHoSo(self, body: dict[str, Any], key: str, path: str) -> Any:
        if "MaHoSo" in body:
            found = self.store.dossiers.get(str(body["MaHoSo"]))
            rows = [found] if found else []
        else:
            last = str(body.get("lastId") or "")
            within = self.store.within(str(body["TuNgay"]), str(body["DenNgay"]))
            rows = [row for row in within if str(row["MaHoSo"]) > last][: int(body.get("limit") or 20)]
        return [{"MaHoSo": row["MaHoSo"], "TrangThai": row["TrangThai"]} for row in rows]
