"""Invented citizens of the simulated national e-ID: their numbers cannot exist."""

from typing import Any, Final

#: name of the account there → claims
PEOPLE: Final[dict[str, dict[str, Any]]] = {
    "huong": {
        "name": "Nguyễn Thị Thu Hương",
        "identity_number": "000185000145",
        "birthdate": "1985-08-17",
        "gender": "female",
        "phone_number": "+84900000145",
        "acr": "loa2",
    },
    "khoa": {
        "name": "Lê Đăng Khoa",
        "identity_number": "000092000263",
        "birthdate": "1992-02-29",
        "gender": "male",
        "phone_number": "+84900000263",
        "acr": "loa2",
    },
    "bay": {
        "name": "Võ Thị Bảy",
        "identity_number": "000151000377",
        "birthdate": "1951-11-03",
        "gender": "female",
        "acr": "loa2",
    },
    # has registered on the phone alone: nobody has seen the card
    "tam": {
        "name": "Phan Văn Tám",
        "identity_number": "000078000481",
        "birthdate": "1978-05-30",
        "gender": "male",
        "phone_number": "+84900000481",
        "acr": "loa1",
    },
}
HINTS: Final = {
    "huong": "Định danh mức 2, có số điện thoại",
    "khoa": "Định danh mức 2",
    "bay": "Định danh mức 2, không có điện thoại",
    "tam": "Định danh mức 1",
}
#: of the one system that may ask
CLIENT, SECRET = "motcua", "eid-simulated-secret"
