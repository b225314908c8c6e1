"""Shapes of the data of results (templates ``dossiers/printed/result_*.typ``); see :mod:`.printed` for the rest."""

from typing import TypedDict

from motcua.dossiers.rules.printed import Signed


class Letter(Signed):
    """Công văn: a letter with a subject and those who receive it."""

    subject: str  #: printed after "V/v"
    addressee: str
    recipients: list[str]  #: nơi nhận


class Reply(Letter):
    """Văn bản trả lời, chấp thuận: the general result, ``result_reply.typ``."""

    paragraphs: list[str]


class NegativeAnswer(Letter):
    """Văn bản không giải quyết: ``result_negative.typ``."""

    received_at: str  #: moment
    procedure: str
    reasons: list[str]
    basis: str
    advice: str  #: what would make it possible; empty: nothing is said


class Child(TypedDict):
    """Người được khai sinh."""

    full_name: str
    sex: str
    date_of_birth: str  #: day
    date_in_words: str
    place_of_birth: str
    ethnicity: str
    nationality: str
    identity_number: str
    hometown: str


class Parent(TypedDict):
    """Cha hoặc mẹ; all empty when not declared."""

    full_name: str
    year_of_birth: str
    ethnicity: str
    nationality: str
    residence: str


class BirthCertificate(Signed):
    """Giấy khai sinh: ``result_birth.typ``."""

    book: str
    child: Child
    mother: Parent
    father: Parent
    requester: str
    requester_document: str
    office: str
    registered_on: str  #: day


class AdvertisingAcceptance(Letter):
    """Văn bản tiếp nhận thông báo sản phẩm quảng cáo: ``result_advertising.typ``."""

    received_at: str  #: moment
    content: str
    size: str
    quantity: str
    places: list[str]
    first_day: str
    last_day: str
    conditions: list[str]
    basis: str


class SportsCertificate(Signed):
    """Giấy chứng nhận đủ điều kiện kinh doanh hoạt động thể thao: ``result_sport.typ``."""

    name: str
    business_code: str
    address: str
    phone: str
    representative: str
    sport: str
    places: list[str]
    conditions: list[str]
    basis: str
    issue: str  #: lần cấp


class Show(TypedDict):
    """Một buổi diễn."""

    at: str  #: moment
    place: str
    duration: str


class Work(TypedDict):
    """Một tác phẩm trong chương trình."""

    name: str
    author: str
    performer: str


class PerformanceApproval(Letter):
    """Văn bản chấp thuận tổ chức biểu diễn nghệ thuật: ``result_performance.typ``."""

    basis: str
    programme: str
    organiser: str
    responsible: str
    performers: str
    shows: list[Show]
    works: list[Work]
    conditions: list[str]


class Line(TypedDict):
    """One line of an entry in a register."""

    label: str
    value: str


class RegisterCopy(Signed):
    """Bản sao từ sổ gốc: ``result_register_copy.typ``; number and date of the head are the original's."""

    name: str  #: name of the paper, e.g. "Giấy khai sinh"
    register: str
    register_number: str
    lines: list[Line]
    original_signer: str
    original_capacity: str
    copy_number: str
    copy_book: str
    copied_on: str  #: day
    recipients: list[str]
