import re
import subprocess
import zlib
from dataclasses import replace
from datetime import timedelta
from shutil import which

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12

from motcua.documents import verifying
from motcua.documents.connectors import demo
from motcua.documents.connectors.pkcs11 import pkcs11_signer
from motcua.documents.connectors.pkcs12 import pkcs12_signer
from motcua.documents.rules.signatures import Change
from motcua.documents.signing import Box
from motcua.documents.tests.make import AT, NOW, UNIT, agency, officer, paper, signed
from motcua.documents.verifying import verify_pdf
from motcua.kernel.refusals import Invalid, NotAllowed, NotFound


def test_a_signature_says_who_where_and_when(tmp_path):
    (report,) = verify_pdf(signed(paper(tmp_path)), at=NOW)
    assert (report.signer, report.unit, report.at) == ("Nguyễn Thị Kiều Oanh", UNIT, AT)
    assert (report.reason, report.field) == ("Tiếp nhận hồ sơ", "officer")
    assert report.holds
    assert report.covers_whole


def test_a_paper_that_nobody_signed_has_no_reports(tmp_path):
    assert verify_pdf(paper(tmp_path), at=NOW) == []


def test_the_agency_signs_after_its_leader_and_both_hold(tmp_path):
    once = signed(paper(tmp_path), field="leader", box=Box(50, 50))
    twice = signed(once, agency(), "agency", at=AT + timedelta(minutes=5))
    assert twice.startswith(once), "what was signed first is kept byte for byte"
    leader, seal = verify_pdf(twice, at=NOW)
    assert (leader.holds, leader.covers_whole, leader.changed_after) == (True, False, Change.SIGNED_AGAIN)
    assert (seal.holds, seal.covers_whole, seal.changed_after) == (True, True, Change.NOTHING)
    assert seal.signer == "Sở Văn hóa, Thể thao và Du lịch"


def test_one_changed_byte_of_what_was_signed_is_found(tmp_path):
    content = bytearray(signed(paper(tmp_path)))
    place = content.index(b"endstream") - 20  # inside the first compressed stream
    content[place] ^= 1
    (report,) = verify_pdf(bytes(content), at=NOW)
    assert not report.intact
    assert not report.holds


def test_content_added_after_signing_is_told_apart_from_a_signature(tmp_path):
    from io import BytesIO

    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(BytesIO(signed(paper(tmp_path))))
    page = writer.root["/Pages"]["/Kids"][0]
    page["/Rotate"] = page["/MediaBox"][0].__class__(90)
    writer.update_container(page)
    out = BytesIO()
    writer.write(out)
    (report,) = verify_pdf(out.getvalue(), at=NOW)
    assert report.intact, "the signed bytes themselves are untouched"
    assert report.changed_after is Change.CONTENT
    assert not report.holds


def test_what_is_hung_behind_the_file_without_being_a_revision_is_told(tmp_path):
    """Such objects are no part of the file for us; a reader that puts a broken file in order may take them."""
    pdf = signed(paper(tmp_path))
    for tail, expected in ((b"\n9 0 obj <</Fake true>> endobj\n", Change.CONTENT), (b"\r\n \x00\n", Change.NOTHING)):
        (report,) = verify_pdf(pdf + tail, at=AT)
        assert report.changed_after is expected


def test_a_title_written_after_the_last_signature_is_not_told_to_be_a_signature(tmp_path):
    from io import BytesIO

    from pyhanko.pdf_utils import generic
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(BytesIO(signed(paper(tmp_path))))
    title = generic.DictionaryObject({generic.pdf_name("/Title"): generic.pdf_string("Tên khác")})
    writer.set_info(writer.add_object(title))
    out = BytesIO()
    writer.write(out)
    (report,) = verify_pdf(out.getvalue(), at=NOW)
    assert (report.holds, report.covers_whole, report.changed_after) == (True, False, Change.TECHNICAL)


def test_a_signer_of_an_unknown_authority_is_intact_but_not_trusted(tmp_path):
    (report,) = verify_pdf(signed(paper(tmp_path)), at=NOW, roots=[])
    assert (report.intact, report.trusted, report.holds) == (True, False, False)


def test_a_signature_is_not_trusted_after_its_certificate_ended(tmp_path):
    (report,) = verify_pdf(signed(paper(tmp_path)), at=NOW.replace(year=2041))
    assert report.intact
    assert not report.trusted


def test_a_signature_by_another_key_than_the_certificates_does_not_hold(tmp_path):
    forged = replace(officer(), key=agency().key)
    (report,) = verify_pdf(signed(paper(tmp_path), forged), at=NOW)
    assert not report.intact


@pytest.mark.parametrize(
    "junk",
    [
        b"",
        b"%PDF-",
        b"%PDF-1.7\n" + bytes(range(256)) * 40,
        b"PK\x03\x04" + bytes(100),
        "Xin chào".encode(),
        b"\xff" * 5000,
    ],
)
def test_junk_is_refused_in_words(junk):
    with pytest.raises(Invalid) as refusal:
        verify_pdf(junk, at=NOW)
    assert refusal.value.message
    assert refusal.value.advice


def test_a_small_file_that_unfolds_to_a_gigabyte_is_refused():
    squeezed = zlib.compressobj(9)
    bomb = b"".join(squeezed.compress(bytes(1 << 20)) for _ in range(1024)) + squeezed.flush()
    head = b"%PDF-1.7\n"
    table = b"/Type/XRef/Size 100000000/W[1 2 1]/Root 2 0 R/Filter/FlateDecode/Length %d" % len(bomb)
    stream = b"1 0 obj\n<<" + table + b">>\nstream\n"
    pdf = head + stream + bomb + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF" % len(head)
    with pytest.raises(Invalid):
        verify_pdf(pdf, at=NOW)


def test_a_file_with_a_crowd_of_signatures_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(verifying, "MOST_SIGNATURES", 1)
    with pytest.raises(Invalid, match="quá nhiều"):
        verify_pdf(signed(signed(paper(tmp_path)), agency(), "agency"), at=NOW)


def test_a_file_that_is_cut_off_never_shows_the_signature_that_is_gone(tmp_path):
    whole = signed(signed(paper(tmp_path)), agency(), "agency")
    assert [report.holds for report in verify_pdf(whole, at=NOW)] == [True, True]
    ends = [found.end() for found in re.finditer(rb"%%EOF\s*", whole)][:-1]  # cut between two savings it can be read
    read = refused = 0
    for end in [*ends, *(len(whole) * part // 20 for part in range(1, 20))]:
        try:
            reports = verify_pdf(whole[:end], at=NOW)
        except Invalid:
            refused += 1
            continue
        read += 1
        assert len(reports) == sum(saved <= end for saved in ends[1:])  # the first saving is the bare paper
    assert read >= len(ends) == 2
    assert refused > 10


def test_what_is_no_pdf_cannot_be_signed():
    with pytest.raises(Invalid):
        signed(b"%PDF-1.7 but nothing more")


def test_a_field_is_signed_once(tmp_path):
    with pytest.raises(Invalid):
        signed(signed(paper(tmp_path)))


def test_a_visible_signature_needs_a_mark_that_the_paper_has(tmp_path):
    with pytest.raises(LookupError):
        signed(paper(tmp_path), box="nobody")


@pytest.mark.skipif(which("pdftotext") is None, reason="poppler's pdftotext is not installed")
def test_a_visible_signature_names_the_signer_and_a_number_can_be_written_by_one(tmp_path):
    pdf = signed(paper(tmp_path, ("leader", "number")), box="leader", field="leader")
    pdf = signed(pdf, agency(), "agency", box="number", text="Số: 318/TL-SVHTTDL")
    path = tmp_path / "seen.pdf"
    path.write_bytes(pdf)
    seen = subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True).stdout.decode()
    assert "Ký bởi: Nguyễn Thị Kiều Oanh" in seen
    assert "09:12:05 02/03/2026" in seen
    assert "Số: 318/TL-SVHTTDL" in seen
    assert all(report.holds for report in verify_pdf(pdf, at=NOW))


@pytest.mark.skipif(which("pdfsig") is None, reason="poppler's pdfsig is not installed")
def test_a_second_implementation_agrees(tmp_path):
    path = tmp_path / "signed.pdf"
    path.write_bytes(signed(signed(paper(tmp_path), box="officer"), agency(), "agency"))
    told = subprocess.run(["pdfsig", "-nocert", path], capture_output=True, check=False).stdout.decode()
    assert told.count("Signature is Valid.") == 2
    assert told.count("ETSI.CAdES.detached") == 2
    assert "Total document signed" in told
    content = bytearray(path.read_bytes())
    content[content.index(b"endstream") - 20] ^= 1
    path.write_bytes(content)
    told = subprocess.run(["pdfsig", "-nocert", path], capture_output=True, check=False).stdout.decode()
    assert "Signature is Valid." not in told


def test_demo_keys_work_in_demo_mode_alone(settings):
    settings.MODE = "production"
    with pytest.raises(NotAllowed):
        officer()
    with pytest.raises(NotAllowed):
        demo.demo_root()


def test_in_production_a_demo_signature_is_not_trusted(tmp_path, settings):
    pdf = signed(paper(tmp_path))
    settings.MODE, settings.TRUSTED_ROOTS = "production", tmp_path / "roots"
    (report,) = verify_pdf(pdf, at=NOW)
    assert (report.intact, report.trusted) == (True, False)


def test_a_root_in_the_folder_is_trusted_as_pem_or_der(tmp_path, settings):
    pdf, root = signed(paper(tmp_path)), demo.demo_root()
    settings.MODE, settings.TRUSTED_ROOTS = "production", tmp_path / "roots"
    settings.TRUSTED_ROOTS.mkdir()
    for name, content in (
        ("goc.der", root),
        ("goc.pem", x509.load_der_x509_certificate(root).public_bytes(Encoding.PEM)),
    ):
        (settings.TRUSTED_ROOTS / name).write_bytes(content)
        assert verify_pdf(pdf, at=NOW)[0].trusted
        (settings.TRUSTED_ROOTS / name).unlink()


def test_keys_of_the_demo_are_made_once_and_closed_to_others(settings, tmp_path):
    settings.VAR = tmp_path
    first = officer()
    demo._signer.cache_clear(), demo._root.cache_clear(), demo._intermediate.cache_clear()
    assert officer().certificate == first.certificate
    assert {path.stat().st_mode & 0o077 for path in (tmp_path / "keys" / "demo").iterdir()} == {0}


@pytest.mark.parametrize("length", [1, 2, 9])
def test_a_long_vietnamese_name_still_gets_a_certificate(length, tmp_path):
    name = "Trung tâm Phục vụ hành chính công phường Bắc Nha Trang" + " tỉnh Khánh Hòa" * (length - 1)
    (report,) = verify_pdf(signed(paper(tmp_path), officer(name)), at=NOW)
    assert report.holds
    assert report.signer[:54] == name[:54]
    assert len(report.signer) <= 64


def pkcs12_file(folder, key, passphrase=b"mat-khau-thu"):
    middle, middle_key = demo._intermediate(demo.folder())
    certificate = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Lê Hoàng Phương Nghĩa")]))
        .issuer_name(middle.subject)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(demo.VALID_FROM)
        .not_valid_after(demo.VALID_TO)
        .add_extension(demo._usage(False), critical=True)
        .sign(middle_key, demo.hashes.SHA256())
    )
    lock = BestAvailableEncryption(passphrase)
    bundle = pkcs12.serialize_key_and_certificates(b"k", key, certificate, [middle], lock)
    for name, content in (("H32.25.p12", bundle), ("H32.25.secret", b"mat-khau-thu\n")):
        (folder / name).write_bytes(content)
        (folder / name).chmod(0o600)


@pytest.fixture(scope="module")
def rsa_key():
    return rsa.generate_private_key(65537, 2048)


def test_a_key_file_signs_with_rsa_too(tmp_path, settings, rsa_key):
    settings.PKCS12_FOLDER = tmp_path
    pkcs12_file(tmp_path, rsa_key)
    signer = pkcs12_signer("H32.25", name="Lê Hoàng Phương Nghĩa", unit="")
    (report,) = verify_pdf(signed(paper(tmp_path), signer), at=NOW)
    assert report.holds
    assert report.signer == "Lê Hoàng Phương Nghĩa"


@pytest.mark.parametrize("holder", ["../H32.25", "H32.26", "", "/etc/passwd"])
def test_a_key_file_that_is_not_there_is_refused(holder, tmp_path, settings):
    settings.PKCS12_FOLDER = tmp_path
    with pytest.raises(NotFound):
        pkcs12_signer(holder, name="Lê Hoàng Phương Nghĩa", unit="")


def test_a_key_file_open_to_others_or_with_a_wrong_passphrase_is_refused(tmp_path, settings, rsa_key):
    settings.PKCS12_FOLDER = tmp_path
    pkcs12_file(tmp_path, rsa_key)
    (tmp_path / "H32.25.p12").chmod(0o644)
    with pytest.raises(NotAllowed, match="người khác đọc được"):
        pkcs12_signer("H32.25", name="", unit="")
    pkcs12_file(tmp_path, rsa_key, b"khac")
    with pytest.raises(NotAllowed, match="Không mở được"):
        pkcs12_signer("H32.25", name="", unit="")


def test_a_token_without_its_library_is_refused_in_words(settings):
    settings.PKCS11 = {"module": "/khong/co.so", "token": "", "pin_file": ""}
    with pytest.raises(NotAllowed) as refusal:
        pkcs11_signer("H32.25", name="", unit="")
    assert re.search("cài|PKCS", refusal.value.advice)
