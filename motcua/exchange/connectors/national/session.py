"""The session-based adapter of the integration platform: log in with ``dstcode``, then call services by name."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from motcua.exchange.connectors.base import Call, Declined, Failed, Held, Listed, Unreachable
from motcua.exchange.connectors.national.settings import NationalSettings
from motcua.exchange.rules.national.session_items import dossier_item, progress_item
from motcua.exchange.rules.news import DossierNews
from motcua.kernel.calling import Partner, as_json, json_body

#: a call is good with either, by service
GOOD = {"0", "00"}
#: what the adapter answers once a session is over or unknown
NO_SESSION = {"-1", "401"}
#: the receiver already has exactly this
ALREADY = {"409", "DUPLICATE"}
PAGE = 500


class SessionNational:
    """One conversation with the adapter; not shared between threads."""

    def __init__(self, settings: NationalSettings, timeout: float = 20.0) -> None:
        self.calls: list[Call] = []
        self._settings = settings
        self._partner = Partner(settings.url, timeout)
        self._session = ""

    def agencies(self) -> list[dict[str, Any]]:
        """``LayDanhMucCoQuan``."""
        return _rows(self._share("LayDanhMucCoQuan"))

    def sectors(self) -> list[dict[str, Any]]:
        """``LayDanhMucLinhVuc``."""
        return _rows(self._share("LayDanhMucLinhVuc"))

    def listed(self) -> Iterator[Listed]:
        """``LayDanhSachTTHC``, page by page; an adapter that knows no pages answers with all of it at once."""
        seen: set[str] = set()
        for page in range(1, 1000):
            rows = _rows(self._share("LayDanhSachTTHC", trang=page, soluong=PAGE))
            new = [row for row in rows if _text(row, "MATTHC") and row["MATTHC"] not in seen]
            for row in new:
                seen.add(row["MATTHC"])
                yield Listed(_text(row, "MATTHC"), _text(row, "TENTTHC"), _text(row, "NGAYCAPNHAT"))
            if len(rows) < PAGE or not new:
                return

    def procedure(self, code: str) -> dict[str, Any]:
        """``LayThuTuc``."""
        rows = _rows(self._share("LayThuTuc", maTTHC=code))
        if not rows:
            raise Declined(f"LayThuTuc: no procedure {code}")
        return rows[0]

    def send(self, news: DossierNews, key: str, *, again: bool) -> str:
        """Query, upsert, progress: in that order."""
        known = self.dossier(news.code) is not None if again or news.known else False
        item = dossier_item(news)
        code = self._write("DongBoHoSoMC", item, f"{key}/hs", isUpdating=str(known))
        if code in ALREADY and not known:  # it had arrived after all
            self._write("DongBoHoSoMC", item, f"{key}/hs2", isUpdating="True")
        self._write("CapNhatTienDoHoSoMC", progress_item(news), f"{key}/td")
        return "00"

    def settle(self, news: DossierNews, key: str) -> str:
        """The dossier whole, over whatever is there."""
        if self.dossier(news.code) is None:
            return self.send(news, key, again=True)
        return self._write("DongBoHoSoMC", dossier_item(news), "", isUpdating="True")

    def dossier(self, code: str) -> Held | None:
        """``TraCuuHoSo`` of one code."""
        rows = _rows(self._call(self._settings.integration_path, {"service": "TraCuuHoSo", "MaHoSo": code}))
        return _held(rows[0]) if rows else None

    def dossiers(self, first: date, last: date) -> Iterator[Held]:
        """``TraCuuHoSo`` of some days, page by page."""
        for page in range(1, 10_000):
            asked = {"TuNgay": f"{first:%Y%m%d}000000", "DenNgay": f"{last:%Y%m%d}235959"}
            body = {"service": "TraCuuHoSo", **asked, "trang": page, "soluong": PAGE}
            rows = _rows(self._call(self._settings.integration_path, body))
            yield from (_held(row) for row in rows)
            if len(rows) < PAGE:
                return

    def close(self) -> None:
        """Close the connection; the session is left to run out."""
        self._partner.close()

    def _share(self, service: str, **values: Any) -> Any:
        return self._call(self._settings.share_path, {"service": service, **values})

    def _write(self, service: str, item: dict[str, Any], key: str, **values: str) -> str:
        """Send one item; the code that was answered, unless it is a refusal."""
        answer = self._ask(self._settings.integration_path, {"service": service, **values, "data": [item]}, key)
        code = _text(answer, "error_code")
        if code in GOOD | ALREADY:
            return code
        said = f"{service}: {code} {_text(answer, 'message')}"[:400]
        if code.startswith("5") or not code:
            raise Failed(said)
        raise Declined(said)

    def _call(self, path: str, body: dict[str, Any]) -> Any:
        answer = self._ask(path, body)
        code = _text(answer, "error_code")
        if code in GOOD:
            return answer
        said = f"{body['service']}: {code} {_text(answer, 'message')}"[:400]
        raise Unreachable(said) if code.startswith("5") or not code else Declined(said)

    def _ask(self, path: str, body: dict[str, Any], key: str = "") -> dict[str, Any]:
        """The answer to a call; where the session is over, once more with a new one."""
        for last in (False, True):
            if not self._session:
                self._log_in()
            whole = {"session": self._session, "madonvi": self._settings.unit, **body}
            answer = self._post(path, whole, {"Idempotency-Key": key} if key else {})
            if _text(answer, "error_code") not in NO_SESSION:
                return answer
            self._session = ""
            if last:
                raise Unreachable(f"{body['service']}: the adapter does not accept its own sessions")
        raise AssertionError("unreachable")

    def _log_in(self) -> None:
        settings = self._settings
        answer = self._post(
            settings.auth_path, {"username": settings.user, "password": settings.secret}, {"dstcode": settings.dstcode}
        )
        self._session = _text(answer, "session")
        if _text(answer, "error_code") not in GOOD or not self._session:
            self._session = ""
            raise Unreachable(f"log-in refused: {_text(answer, 'error_code')} {_text(answer, 'message')}"[:300])

    def _post(self, path: str, body: dict[str, Any], headers: dict[str, str]) -> dict[str, Any]:
        service = str(body.get("service", "login"))
        try:
            status, content = self._partner.post(
                path, json_body(body), {"Content-Type": "application/json; charset=utf-8", **headers}
            )
            if status >= 400:
                raise Unreachable(f"HTTP {status}")
            answer = as_json(content)
            if not isinstance(answer, dict):
                raise Unreachable("the answer is no object")
        except Unreachable as error:
            self.calls.append(Call(service, body, f"({error})"))
            raise Unreachable(f"{service}: {error}") from error
        self.calls.append(Call(service, body, answer))
        return answer


def _rows(answer: dict[str, Any]) -> list[dict[str, Any]]:
    rows = answer.get("result")
    if rows is None:
        return []
    if isinstance(rows, dict):
        return [rows]
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise Unreachable("the result is no list")
    return rows


def _text(row: dict[str, Any], name: str) -> str:
    value = row.get(name)
    return "" if value is None else str(value)


def _held(row: dict[str, Any]) -> Held:
    try:
        return Held(str(row["MaHoSo"]), int(row["TrangThaiHoSo"]))
    except (KeyError, TypeError, ValueError) as error:
        raise Unreachable(f"TraCuuHoSo: a dossier cannot be read ({error})") from error
