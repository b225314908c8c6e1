"""Drawing papers as PDF with typst, and QR codes as SVG.

Measured on two cores: a slip takes about 10 ms once the compiler is warm, so one compiler is kept for
each thread and folder of templates (a compiler refuses to be used by two threads at once).
"""

import threading
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import segno
import typst
from django.conf import settings

_kept = threading.local()
_encoder = msgspec.json.Encoder()


def render_pdf(template: Path, data: Any) -> bytes:
    """The paper ``template`` (a ``.typ`` file) filled with ``data``, as PDF.

    ``data`` is anything that becomes a JSON object (dict, dataclass, msgspec struct). It reaches the
    template as JSON and is shown as text: no value of it can become typst code. A value of the
    key ``verify_url`` is drawn as the paper's QR. The template may read files of its own folder alone.
    Raises :class:`typst.TypstError` when the template and the data do not fit: a fault of ours.
    """
    encoded = _encoder.encode(data)
    inputs = {"data": encoded.decode()}
    address = msgspec.json.decode(encoded).get("verify_url")
    if address:
        inputs["qr"] = qr_svg(address)
    pdf = _compiler(template.parent).compile(input=str(template), sys_inputs=inputs, format="pdf")
    if not isinstance(pdf, bytes):
        raise TypeError("typst gave no PDF")
    return pdf


def qr_svg(text: str) -> str:
    """``text`` as a QR code: one ``<svg>`` element, black, without inline style, quiet zone included."""
    return segno.make(text, error="m", micro=False).svg_inline(border=2, omitsize=True)


def _compiler(folder: Path) -> typst.Compiler:
    compilers: dict[Path, typst.Compiler] = _kept.__dict__.setdefault("compilers", {})
    if folder not in compilers:
        nowhere = folder / "no-packages"
        compilers[folder] = typst.Compiler(
            root=folder,
            font_paths=fonts(),
            ignore_system_fonts=True,
            package_path=nowhere,
            package_cache_path=nowhere,
        )
    return compilers[folder]


@cache
def fonts() -> typst.Fonts:
    """The fonts of our papers (setting ``PDF_FONTS``); the system's and typst's where that folder is not built."""
    folder = Path(settings.PDF_FONTS)
    built = folder.is_dir() and any(folder.glob("*.ttf"))
    return typst.Fonts(
        include_system_fonts=not built,
        include_embedded_fonts=not built,
        font_paths=[folder] if built else [],
    )
