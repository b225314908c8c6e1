"""VietQR: the strings of other makers, our own, and two decoders that know nothing of how ours are made."""

import io

import pytest
import segno
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from motcua.documents.public import qr_svg
from motcua.payments.rules.codes import LETTERS, codes_in, is_code, new_payment_code
from motcua.payments.rules.vietqr import BankAccount, crc, plain_letters, vietqr

VECTORS = [
    "00020101021138570010A00000072701270006970403011300110123456780208QRIBFTTA53037045802VN63049E6F",
    "00020101021238570010A00000072701270006970403011300110123456780208QRIBFTTA530370454061800005802VN62340107NPS68690819thanh toan don hang63042E2E",
    "00020101021238540010A00000072701240006970436011012345678900208QRIBFTTA5303704540715000005802VN62250821H3213 210125 0001 LP16304AA16",
]


def decoded(text: str) -> dict:
    """EMVCo read backwards from its own table, with another way to the CRC (bits of a polynomial division)."""
    register = int.from_bytes(text[:-4].encode(), "big") << 16
    bits = len(text[:-4]) * 8
    register ^= 0xFFFF << bits
    for place in range(bits + 15, 15, -1):
        if register >> place & 1:
            register ^= 0x11021 << (place - 16)
    assert f"{register:04X}" == text[-4:], "the CRC does not hold"

    def fields(rest: str) -> dict:
        found = {}
        while rest:
            tag, size = rest[:2], int(rest[2:4])
            assert len(rest) >= 4 + size
            assert tag not in found
            found[tag], rest = rest[4 : 4 + size], rest[4 + size :]
        return found

    top = fields(text)
    top["38"] = fields(top["38"])
    top["38"]["01"] = fields(top["38"]["01"])
    top["62"] = fields(top.get("62", ""))
    return top


@pytest.mark.parametrize("text", VECTORS)
def test_strings_of_other_makers_are_read_by_the_second_decoder(text):
    assert decoded(text)["38"]["00"] == "A000000727"
    assert crc(text[:-4]) == int(text[-4:], 16)


def test_we_write_the_three_strings_letter_by_letter():
    saigon, foreign = BankAccount("970403", "0011012345678"), BankAccount("970436", "1234567890")
    assert vietqr(saigon) == VECTORS[0]
    assert vietqr(saigon, amount=180_000, purpose="thanh toan don hang", bill="NPS6869") == VECTORS[1]
    assert vietqr(foreign, amount=1_500_000, purpose="H3213 210125 0001 LP1") == VECTORS[2]


@given(
    st.from_regex(r"\A[0-9]{6}\Z"),
    st.from_regex(r"\A[0-9]{6,19}\Z"),
    st.integers(1, 10**12),
    st.text("ABCDEFGHJKLMNPQRSTUVWXYZ23456789 ", max_size=30),
)
def test_what_we_write_the_second_decoder_reads(bank, number, amount, purpose):
    told = decoded(vietqr(BankAccount(bank, number), amount=amount, purpose=purpose))
    assert told["38"]["01"] == {"00": bank, "01": number}
    assert (told["01"], told["53"], told["58"]) == ("12", "704", "VN")
    assert int(told["54"]) == amount
    assert told["62"].get("08", "") == plain_letters(purpose)


@given(st.integers(0, 90), st.integers(1, 35))
def test_one_changed_letter_breaks_the_crc(place, shift):
    text = VECTORS[0]
    place %= len(text) - 4
    changed = text[:place] + chr((ord(text[place]) + shift) % 128) + text[place + 1 :]
    assert crc(changed[:-4]) != int(text[-4:], 16)


def test_a_reader_of_pictures_reads_the_qr_that_the_page_draws():
    text = vietqr(BankAccount("970436", "1234567890"), amount=200_000, purpose=new_payment_code())
    png = io.BytesIO()
    segno.make(text, error="m", micro=False).save(png, kind="png", scale=4, border=2)
    assert zxingcpp.read_barcode(Image.open(png)).text == text
    assert "<svg" in qr_svg(text)
    assert "style=" not in qr_svg(text)


@pytest.mark.parametrize("amount", [0, -1, 10**13])
def test_an_amount_that_is_none_makes_no_qr(amount):
    with pytest.raises(ValueError, match="not an amount"):
        vietqr(BankAccount("970436", "1"), amount=amount)


@pytest.mark.parametrize(
    ("bank", "number"), [("97043", "1"), ("970436", ""), ("970436", "1 2"), ("970436", "é"), ("97043٦", "1")]
)
def test_an_account_that_is_none_is_refused(bank, number):
    with pytest.raises(ValueError):
        BankAccount(bank, number)


def test_letters_become_what_banks_keep():
    assert plain_letters("Nộp phí thẩm định – Đường số 1/2, thật là dài") == "Nop phi tham dinh Duong s"


@given(st.text(), st.text())
def test_a_code_is_found_whatever_the_payer_writes_around_it(before, after):
    code = new_payment_code()
    assert code in codes_in(f"{before} {code.lower()} {after}")
    assert code in codes_in(f"CK.{code[:4]} {code[4:7]}-{code[7:]} nop phi")


@given(st.integers(0, 8), st.sampled_from(LETTERS))
def test_a_slip_of_the_finger_makes_no_other_code(place, letter):
    code = new_payment_code()
    changed = code[: place + 2] + letter + code[place + 3 :]
    assert is_code(changed) == (changed == code)
