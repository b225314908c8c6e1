"""A real PKCS#11 library (SoftHSM) with a real token. Skipped where it is not installed."""

import os
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID

from motcua.documents.connectors import pkcs11 as connector
from motcua.documents.connectors.pkcs11 import pkcs11_signer
from motcua.documents.public import sign_pdf, verify_pdf
from motcua.documents.tests.make import paper
from motcua.kernel.refusals import NotAllowed, NotFound, NotNow

LIBRARY = next(
    (
        str(path)
        for path in map(
            Path,
            (
                "/usr/lib/softhsm/libsofthsm2.so",
                "/usr/lib64/pkcs11/libsofthsm2.so",
                "/usr/local/lib/softhsm/libsofthsm2.so",
            ),
        )
        if path.is_file()
    ),
    "",
)
AT = datetime(2026, 3, 2, 2, 30, tzinfo=UTC)
AGENCY, LEADER = "H32.25", "01990000-0000-7000-8000-000000000001"
PIN = "246810"

pytestmark = [
    pytest.mark.skipif(not LIBRARY or not shutil.which("softhsm2-util"), reason="SoftHSM is not installed"),
]


def issued(name: str, key, above=None):
    """A certificate for ``key``: of an authority, or by one (its certificate and key)."""
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    issuer, signing = (above[0].subject, above[1]) if above else (subject, key)
    usage = dict.fromkeys(
        ("key_encipherment", "data_encipherment", "key_agreement", "encipher_only", "decipher_only"), False
    )
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime(2025, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2030, 1, 1, tzinfo=UTC))
        .add_extension(x509.BasicConstraints(ca=above is None, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(
                digital_signature=above is not None,
                content_commitment=above is not None,
                key_cert_sign=above is None,
                crl_sign=above is None,
                **usage,
            ),
            critical=True,
        )
        .sign(signing, hashes.SHA256())
    )


def der(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.DER)


class Token:
    """A token of SoftHSM in a folder, as an administrator sets one up."""

    def __init__(self, folder: Path) -> None:
        import pkcs11

        self.library = pkcs11.lib(LIBRARY)
        self.folder = folder
        self.pin_file = folder / "pin"
        self.pin_file.write_text(PIN)
        (folder / "tokens").mkdir()
        (folder / "softhsm2.conf").write_text(
            f"directories.tokendir = {folder / 'tokens'}\nobjectstore.backend = file\n"
        )
        os.environ["SOFTHSM2_CONF"] = str(folder / "softhsm2.conf")
        root = ec.generate_private_key(ec.SECP256R1())
        self.root = issued("Gốc chứng thực thử thiết bị", root)
        self.above = (self.root, root)
        self.put_in()

    def put_in(self) -> None:
        made = subprocess.run(
            ["softhsm2-util", "--init-token", "--free", "--label", "tinh", "--so-pin", "13579246", "--pin", PIN],
            capture_output=True,
            check=False,
        )
        assert made.returncode == 0, made.stderr

    def take_out(self) -> None:
        for one in (self.folder / "tokens").iterdir():
            shutil.rmtree(one)

    def hold(self, label: str, name: str, key) -> None:
        """Put ``key`` with a certificate under ``label``, and the authority's certificate beside."""
        from pkcs11 import Attribute
        from pkcs11.util.ec import decode_ec_private_key
        from pkcs11.util.rsa import decode_rsa_private_key
        from pkcs11.util.x509 import decode_x509_certificate

        connector._device(LIBRARY).forget()
        self.library.reinitialize()
        decode = decode_ec_private_key if isinstance(key, ec.EllipticCurvePrivateKey) else decode_rsa_private_key
        private = key.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
        )
        kept = {Attribute.LABEL: label, Attribute.TOKEN: True}
        secret = {
            Attribute.PRIVATE: True,
            Attribute.SENSITIVE: True,
            Attribute.EXTRACTABLE: False,
            Attribute.SIGN: True,
        }
        with self.library.get_token(token_label="tinh").open(rw=True, user_pin=PIN) as session:
            session.create_object({**decode(private), **kept, **secret})
            session.create_object({**decode_x509_certificate(der(issued(name, key, self.above))), **kept})
            session.create_object(
                {**decode_x509_certificate(der(self.root)), Attribute.LABEL: "root", Attribute.TOKEN: True}
            )


@pytest.fixture
def token(tmp_path, settings):
    pytest.importorskip("pkcs11")
    made = Token(tmp_path)
    settings.PKCS11 = {"module": LIBRARY, "token": "tinh", "pin_file": str(made.pin_file)}
    connector._device.cache_clear()
    made.library.reinitialize()
    yield made
    connector._device(LIBRARY).forget()
    connector._device.cache_clear()


def key_of(kind: str):
    return ec.generate_private_key(ec.SECP256R1()) if kind == "ec" else rsa.generate_private_key(65537, 2048)


def signed(
    holder: str = AGENCY, name: str = "Sở Văn hóa và Thể thao", pdf: bytes | None = None, field: str = "agency"
) -> bytes:
    signer = pkcs11_signer(holder, name=name, unit="")
    return sign_pdf(
        pdf or paper(Path(os.environ["SOFTHSM2_CONF"]).parent),
        signer=signer,
        reason="Giấy tiếp nhận",
        location="Nha Trang",
        at=AT,
        field=field,
    )


@pytest.mark.parametrize("kind", ["ec", "rsa"])
def test_a_slip_signed_by_a_token_holds_for_us_and_for_others(token, kind, tmp_path):
    token.hold(AGENCY, "Sở Văn hóa và Thể thao", key_of(kind))
    pdf = signed()
    (report,) = verify_pdf(pdf, at=AT, roots=[der(token.root)])
    assert (report.signer, report.intact, report.trusted, report.covers_whole) == (
        "Sở Văn hóa và Thể thao",
        True,
        True,
        True,
    )
    if not shutil.which("pdfsig"):
        return
    (tmp_path / "slip.pdf").write_bytes(pdf)
    told = subprocess.run(
        ["pdfsig", "-nocert", tmp_path / "slip.pdf"], capture_output=True, text=True, check=False
    ).stdout
    assert "Signature is Valid" in told


def test_a_leader_and_the_agency_sign_the_same_paper_with_two_keys_of_one_token(token):
    token.hold(LEADER, "Trần Thị Hồng Mơ", key_of("rsa"))
    token.hold(AGENCY, "Sở Văn hóa và Thể thao", key_of("ec"))
    pdf = signed(AGENCY, pdf=signed(LEADER, name="Trần Thị Hồng Mơ", field="leader"))
    reports = verify_pdf(pdf, at=AT, roots=[der(token.root)])
    assert [report.signer for report in reports] == ["Trần Thị Hồng Mơ", "Sở Văn hóa và Thể thao"]
    assert all(report.intact and report.trusted for report in reports)


def test_a_wrong_pin_is_said_in_words_and_tried_once_so_that_the_token_is_not_locked(token, monkeypatch):
    token.hold(AGENCY, "Sở Văn hóa và Thể thao", key_of("ec"))
    token.pin_file.write_text("000000")
    tries = []
    monkeypatch.setattr(connector.Device, "_pin", _counted(connector.Device._pin, tries))
    for _ in range(3):
        with pytest.raises(NotAllowed) as refused:
            signed()
        assert refused.value.code == "wrong-pin"
        assert "000000" not in refused.value.message + refused.value.advice
    assert len(tries) == 1, "asked the device once"
    token.pin_file.write_text(PIN)
    os.utime(token.pin_file, ns=(1, 1))
    assert signed()


def _counted(pin, tries):
    def counted(device):
        found = pin(device)
        tries.append(found)
        return found

    return counted


def test_a_token_taken_out_is_said_in_words_and_one_put_back_signs_again(token):
    token.hold(AGENCY, "Sở Văn hóa và Thể thao", key_of("ec"))
    signer = pkcs11_signer(AGENCY, name="Sở Văn hóa và Thể thao", unit="")
    assert signer.sign(b"x")
    (token.folder / "tokens").rename(token.folder / "in-a-pocket")
    (token.folder / "tokens").mkdir()
    for _ in range(2):
        with pytest.raises(NotNow) as refused:
            signer.sign(b"x")
        assert refused.value.code == "token-away"
    with pytest.raises(NotNow):
        pkcs11_signer(AGENCY, name="Sở Văn hóa và Thể thao", unit="")
    (token.folder / "tokens").rmdir()
    (token.folder / "in-a-pocket").rename(token.folder / "tokens")
    assert signer.sign(b"x"), "nobody started anything anew"
    (report,) = verify_pdf(signed(), at=AT, roots=[der(token.root)])
    assert report.intact


def test_another_key_under_the_same_label_is_never_used_with_the_old_certificate(token):
    token.hold(AGENCY, "Sở Văn hóa và Thể thao", key_of("ec"))
    old = pkcs11_signer(AGENCY, name="Sở Văn hóa và Thể thao", unit="")
    token.take_out()
    token.put_in()
    token.hold(AGENCY, "Sở Văn hóa và Thể thao", key_of("ec"))
    with pytest.raises(NotNow):
        old.sign(b"x")
    assert verify_pdf(signed(), at=AT, roots=[der(token.root)])[0].intact


def test_a_label_that_the_token_does_not_have_and_a_library_that_is_not_there_are_said_in_words(token, settings):
    with pytest.raises(NotFound, match="không có khóa"):
        pkcs11_signer("H32.99", name="Sở Không Có", unit="")
    settings.PKCS11 = {**settings.PKCS11, "module": "/nowhere/lib.so"}
    with pytest.raises(NotAllowed, match="PKCS#11"):
        pkcs11_signer(AGENCY, name="Sở", unit="")
    connector._device.cache_clear()  # else the session that is open serves
    settings.PKCS11 = {"module": LIBRARY, "token": "tinh", "pin_file": "/nowhere/pin"}
    with pytest.raises(NotAllowed, match="PIN"):
        pkcs11_signer(AGENCY, name="Sở", unit="")
