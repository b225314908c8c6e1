"""The token-based interface: OAuth client credentials, one address for each act, errors by HTTP status."""

import base64
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from typing import Any

from motcua.exchange.connectors.base import Call, Declined, Failed, Held, Listed, Unreachable
from motcua.exchange.connectors.national.settings import NationalSettings
from motcua.exchange.rules.national.token_items import creation, progress, status_change
from motcua.exchange.rules.news import DossierNews, PaperTold
from motcua.kernel.calling import Partner, as_json, json_body

LIST = "/api/v1/submitting/formality/list-all-public-formality-by-citizen"
DETAIL = "/api/v1/configuring/formality/get-formality-by-citizen"
DOSSIERS = "/api/v1/dossier/"
PAGE = 200


class TokenNational:
    """One conversation with the interface; not shared between threads."""

    def __init__(self, settings: NationalSettings, timeout: float = 20.0) -> None:
        self.calls: list[Call] = []
        self._settings = settings
        self._partner = Partner(settings.url, timeout)
        self._token = ""
        self._ids: dict[str, str] = {}  #: code → UUID of the procedures listed

    def agencies(self) -> list[dict[str, Any]]:
        """The units that the interface knows."""
        return _rows(self._ask("/api/v1/configuring/department/list-by-citizen", {}))

    def sectors(self) -> list[dict[str, Any]]:
        """The sectors that the interface knows."""
        return _rows(self._ask("/api/v1/configuring/category/list-by-citizen", {}))

    def listed(self) -> Iterator[Listed]:
        """All public procedures, by the cursor ``lastId``."""
        last = ""
        while True:
            rows = _rows(self._ask(LIST, {"limit": PAGE, "lastId": last or None, "q": "", "departmentCode": ""}))
            for row in rows:
                code = str(row.get("code") or "")
                if code and row.get("id"):
                    self._ids[code] = str(row["id"])
                    yield Listed(code, str(row.get("name") or ""), str(row.get("updatedAt") or ""))
            if len(rows) < PAGE or str(rows[-1].get("id")) == last:
                return
            last = str(rows[-1].get("id"))

    def procedure(self, code: str) -> dict[str, Any]:
        """The detail of one procedure; the list is read first when its id is not known yet."""
        if code not in self._ids:
            for _one in self.listed():
                pass
        if code not in self._ids:
            raise Declined(f"no procedure {code}")
        found = self._ask(DETAIL, {"id": self._ids[code]})
        if not isinstance(found, dict):
            raise Unreachable("the procedure is no object")
        return found

    def send(self, news: DossierNews, key: str, *, again: bool) -> str:
        """Create where it is not there, then progress and status: in that order."""
        held = self.dossier(news.code) if again or news.known else None
        if held is None:
            body = creation(news, {paper.id: self._upload(paper) for paper in news.papers if paper.content})
            self._write("NoiHoSo", body, f"{key}/hs")
        self._write("CapNhatTienTrinh", progress(news), f"{key}/td")
        self._write("CapNhatTrangThai", status_change(news), f"{key}/tt")
        return "201"

    def settle(self, news: DossierNews, key: str) -> str:
        """The status, over whatever is there."""
        if self.dossier(news.code) is None:
            return self.send(news, key, again=True)
        self._write("CapNhatTrangThai", status_change(news), "")
        return "201"

    def next_value(self, code: str) -> str:
        """``GetNextValue``: the next number of a series that the national side counts."""
        found = self._ask(DOSSIERS + "GetNextValue", {"code": code})
        return str(found.get("value") if isinstance(found, dict) else found)

    def dossier(self, code: str) -> Held | None:
        """How the partner holds one dossier."""
        rows = _rows(self._ask(DOSSIERS + "TraCuuHoSo", {"MaHoSo": code}))
        return _held(rows[0]) if rows else None

    def dossiers(self, first: date, last: date) -> Iterator[Held]:
        """Every dossier of some days, by cursor."""
        after = ""
        while True:
            body = {"TuNgay": f"{first:%Y%m%d}000000", "DenNgay": f"{last:%Y%m%d}235959", "lastId": after or None}
            rows = _rows(self._ask(DOSSIERS + "TraCuuHoSo", body | {"limit": PAGE}))
            yield from (_held(row) for row in rows)
            if len(rows) < PAGE:
                return
            after = str(rows[-1].get("MaHoSo"))

    def close(self) -> None:
        """Close the connection."""
        self._partner.close()

    def _upload(self, paper: PaperTold) -> dict[str, str]:
        content = paper.content() if paper.content else b""
        body = {
            "TenTepDinhKem": paper.file_name or paper.name[:200],
            "HashTepTin": sha256(content).hexdigest(),
            "NoiDungTep": base64.b64encode(content).decode(),
        }
        found = self._ask(DOSSIERS + "UploadFile", body)
        if not isinstance(found, dict) or found.get("HashTepTin") != body["HashTepTin"]:
            raise Unreachable("UploadFile: the file arrived damaged")
        return {"IdTepTin": str(found.get("IdTepTin")), "HashTepTin": body["HashTepTin"]}

    def _write(self, service: str, body: dict[str, Any], key: str) -> None:
        """One act; that it is there already is as good."""
        self._ask(DOSSIERS + service, body, key, already=True)

    def _ask(self, path: str, body: dict[str, Any], key: str = "", *, already: bool = False) -> Any:
        """The ``data`` of the answer; a token that is over is renewed once."""
        for last in (False, True):
            if not self._token:
                self._log_in()
            headers = {"Authorization": f"Bearer {self._token}", **({"Idempotency-Key": key} if key else {})}
            status, answer = self._post(path, body, headers)
            if status in (200, 201):
                return answer.get("data")
            if status == 409 and already:
                return None
            if status == 401 and not last:
                self._token = ""
                continue
            self._refused(path, status, answer)
        raise AssertionError("unreachable")

    def _refused(self, path: str, status: int, answer: dict[str, Any]) -> None:
        said = f"{path.rsplit('/', 1)[-1]}: HTTP {status} {answer.get('message', '')}"[:400]
        if status in (400, 404, 409, 413, 422):
            raise Declined(said)
        if status in (401, 403) or status >= 500 or status == 429:
            raise Unreachable(said)
        raise Failed(said)

    def _log_in(self) -> None:
        pair = base64.b64encode(f"{self._settings.user}:{self._settings.secret}".encode()).decode()
        status, answer = self._post(
            "/oauth/token", {"grant_type": "client_credentials"}, {"Authorization": f"Basic {pair}"}
        )
        self._token = str(answer.get("access_token") or "")
        if status not in (200, 201) or not self._token:
            self._token = ""
            raise Unreachable(f"no token: HTTP {status}")

    def _post(self, path: str, body: dict[str, Any], headers: dict[str, str]) -> tuple[int, dict[str, Any]]:
        service = path.rsplit("/", 1)[-1]
        try:
            status, content = self._partner.post(
                path, json_body(body), {"Content-Type": "application/json; charset=utf-8", **headers}
            )
            answer: Any = {} if status >= 500 else as_json(content)
            if not isinstance(answer, dict):
                raise Unreachable("the answer is no object")
        except Unreachable as error:
            self.calls.append(Call(service, body, f"({error})"))
            raise Unreachable(f"{service}: {error}") from error
        self.calls.append(Call(service, body, {"status": status, **answer}))
        return status, answer


def _rows(data: Any) -> list[dict[str, Any]]:
    if isinstance(data, dict):
        data = data.get("items")
    if not isinstance(data, list) or not all(isinstance(row, dict) for row in data):
        raise Unreachable("the data is no list")
    return data


def _held(row: dict[str, Any]) -> Held:
    try:
        return Held(str(row["MaHoSo"]), int(row["TrangThai"]))
    except (KeyError, TypeError, ValueError) as error:
        raise Unreachable(f"TraCuuHoSo: a dossier cannot be read ({error})") from error
