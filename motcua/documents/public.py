"""The door of the room ``documents``: other rooms import from here alone."""

from motcua.documents.connectors.base import Signer
from motcua.documents.connectors.choose import signer_of
from motcua.documents.rendering import qr_svg, render_pdf
from motcua.documents.rules.signatures import Change, SignatureReport
from motcua.documents.signing import Box, sign_pdf
from motcua.documents.verifying import verify_pdf

__all__ = [
    "Box",
    "Change",
    "SignatureReport",
    "Signer",
    "qr_svg",
    "render_pdf",
    "sign_pdf",
    "signer_of",
    "verify_pdf",
]
