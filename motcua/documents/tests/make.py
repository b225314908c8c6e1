"""Papers and signers to try with: invented names, the demo's own authority."""

from datetime import datetime
from pathlib import Path

from motcua.documents.connectors.base import Signer
from motcua.documents.connectors.demo import demo_signer
from motcua.documents.rendering import render_pdf
from motcua.documents.signing import sign_pdf
from motcua.kernel.clock import VIETNAM

AT = datetime(2026, 3, 2, 9, 12, 5, tzinfo=VIETNAM)
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=VIETNAM)
UNIT = "Trung tâm Phục vụ hành chính công tỉnh Khánh Hòa"


def officer(name: str = "Nguyễn Thị Kiều Oanh") -> Signer:
    return demo_signer("00000000-0000-7000-8000-000000000001", name=name, unit=UNIT)


def agency() -> Signer:
    return demo_signer("H32.25", name="Sở Văn hóa, Thể thao và Du lịch", unit="")


def template(folder: Path, body: str) -> Path:
    """A template of one file, with the data at hand as ``data``."""
    path = folder / "paper.typ"
    path.write_text("#let data = json(bytes(sys.inputs.data))\n" + body, "utf-8")
    return path


def paper(folder: Path, marks: tuple[str, ...] = ("officer",)) -> bytes:
    """A short PDF with places to sign."""
    places = "".join(f'\n#heading(level: 6)[ ] #label("sign-{mark}")\n#v(60pt)' for mark in marks)
    return render_pdf(template(folder, "Giấy tiếp nhận hồ sơ #data.code" + places), {"code": "H32.25-260302-0007"})


def signed(pdf: bytes, signer: Signer | None = None, field: str = "officer", **more: object) -> bytes:
    more = {"reason": "Tiếp nhận hồ sơ", "location": "Khánh Hòa", "at": AT, **more}
    return sign_pdf(pdf, signer=signer or officer(), field=field, **more)  # type: ignore[arg-type]
