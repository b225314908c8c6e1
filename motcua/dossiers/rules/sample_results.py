"""Believable data for results, of people who do not exist: for tests, previews and the guide."""

from motcua.dossiers.rules.papers import Head
from motcua.dossiers.rules.result_papers import (
    AdvertisingAcceptance,
    BirthCertificate,
    Child,
    Line,
    NegativeAnswer,
    Parent,
    PerformanceApproval,
    RegisterCopy,
    Reply,
    Show,
    SportsCertificate,
    Work,
)
from motcua.dossiers.rules.sample_papers import (
    CAPACITY,
    DEPARTMENT,
    PARTY,
    PROCEDURE,
    RECEIVED_AT,
    SIGNER,
    SUMMARY,
    sample_head,
)

RECIPIENTS = ["Như trên", "UBND phường Nha Trang", "Lưu: VT, QLVH"]
COMMUNE = "Ủy ban nhân dân phường Nha Trang"


def department_head(number: str = "318/SVHTTDL-QLVH") -> Head:
    """The head of a letter of the department."""
    head = sample_head()
    head["above"], head["agency"], head["number"], head["lookup_key"] = (
        "Ủy ban nhân dân tỉnh Khánh Hòa",
        DEPARTMENT,
        number,
        "",
    )
    return head


def commune_head(number: str) -> Head:
    """The head of a paper of a commune."""
    head = sample_head()
    head["above"], head["agency"], head["number"], head["dossier_code"], head["lookup_key"] = (
        "",
        COMMUNE,
        number,
        "H32.201-260302-0003",
        "",
    )
    return head


def sample_result_reply(paragraphs: int = 3) -> Reply:
    """A letter of so many paragraphs."""
    text = (
        "Sau khi xem xét hồ sơ, đối chiếu với quy định hiện hành và ý kiến của các cơ quan liên quan, chúng tôi "
        "thống nhất với nội dung đề nghị. Đề nghị quý đơn vị thực hiện đúng nội dung đã đăng ký, bảo đảm an ninh, "
        "trật tự, vệ sinh môi trường và chịu trách nhiệm trước pháp luật về tính chính xác của hồ sơ."
    )
    return Reply(
        **department_head(),
        subject="trả lời đề nghị tổ chức chuỗi hoạt động văn hóa biển năm 2026",
        addressee=PARTY["name"],
        recipients=RECIPIENTS,
        paragraphs=[text] * paragraphs,
        capacity=CAPACITY,
        signer=SIGNER,
    )


def sample_result_negative() -> NegativeAnswer:
    """A negative answer."""
    return NegativeAnswer(
        **department_head("319/SVHTTDL-QLVH"),
        subject="không giải quyết hồ sơ thông báo sản phẩm quảng cáo",
        addressee=PARTY["name"],
        recipients=RECIPIENTS,
        received_at=RECEIVED_AT,
        procedure=PROCEDURE,
        reasons=[
            "Vị trí đặt bảng quảng cáo nằm trong hành lang an toàn giao thông.",
            "Nội dung ma-két sử dụng hình ảnh trẻ em chưa có sự đồng ý của cha, mẹ.",
        ],
        basis="Luật Quảng cáo",
        advice="Nếu chọn vị trí khác trong quy hoạch và thay hình ảnh, đơn vị có thể nộp hồ sơ mới.",
        capacity=CAPACITY,
        signer=SIGNER,
    )


def sample_result_birth() -> BirthCertificate:
    """A birth certificate."""
    return BirthCertificate(
        **commune_head("57/2026"),
        book="01/2026-KS",
        child=Child(
            full_name="Nguyễn Phước Bảo Ngọc",
            sex="Nữ",
            date_of_birth="2026-02-20",
            date_in_words="Ngày hai mươi tháng hai năm hai nghìn không trăm hai mươi sáu",
            place_of_birth="Bệnh viện đa khoa tỉnh Khánh Hòa",
            ethnicity="Kinh",
            nationality="Việt Nam",
            identity_number="000326000057",
            hometown="Xã Diên Khánh, tỉnh Khánh Hòa",
        ),
        mother=Parent(
            full_name="Đặng Thị Hồng Duyên",
            year_of_birth="1997",
            ethnicity="Kinh",
            nationality="Việt Nam",
            residence="45 đường Ngô Gia Tự, phường Nha Trang, tỉnh Khánh Hòa",
        ),
        father=Parent(
            full_name="Nguyễn Phước Hữu Nghĩa",
            year_of_birth="1995",
            ethnicity="Kinh",
            nationality="Việt Nam",
            residence="45 đường Ngô Gia Tự, phường Nha Trang, tỉnh Khánh Hòa",
        ),
        requester="Nguyễn Phước Hữu Nghĩa",
        requester_document="Thẻ căn cước số 000095000057",
        office=f"{COMMUNE}, tỉnh Khánh Hòa",
        registered_on="2026-03-02",
        capacity=["Chủ tịch"],
        signer="Võ Thị Quỳnh Như",
    )


def sample_result_advertising() -> AdvertisingAcceptance:
    """Acceptance of an advertising notice."""
    return AdvertisingAcceptance(
        **department_head("320/SVHTTDL-QLVH"),
        subject="tiếp nhận thông báo sản phẩm quảng cáo trên bảng quảng cáo",
        addressee=PARTY["name"],
        recipients=RECIPIENTS,
        received_at=RECEIVED_AT,
        content="Giới thiệu tuyến du lịch lặn biển Hòn Mun",
        size="6 m × 12 m, hai mặt",
        quantity="02 bảng",
        places=[SUMMARY, "Đường Võ Nguyên Giáp, đối diện số 212, phường Tây Nha Trang"],
        first_day="2026-03-15",
        last_day="2026-09-14",
        conditions=[
            "Thực hiện đúng nội dung, kích thước, vị trí và thời gian đã thông báo.",
            "Bảo đảm an toàn công trình, mỹ quan đô thị và tháo dỡ khi hết thời hạn.",
        ],
        basis="Luật Quảng cáo và quy hoạch quảng cáo ngoài trời của tỉnh",
        capacity=CAPACITY,
        signer=SIGNER,
    )


def sample_result_sport() -> SportsCertificate:
    """A sports business certificate."""
    return SportsCertificate(
        **department_head("12/GCN-SVHTTDL"),
        name="Công ty TNHH Câu lạc bộ Lặn biển San Hô Đỏ",
        business_code="0000 123 456",
        address="Số 9 đường Trần Phú, phường Nha Trang, tỉnh Khánh Hòa",
        phone="0258 000 0909",
        representative="Huỳnh Thị Tường Vy",
        sport="Lặn biển thể thao giải trí",
        places=["Khu vực bãi lặn số 3, Hòn Mun", "Bến tàu du lịch Cầu Đá, phường Nha Trang"],
        conditions=["Cơ sở vật chất, trang thiết bị", "Người hướng dẫn tập luyện, nhân viên cứu hộ, nhân viên y tế"],
        basis="Luật Thể dục, thể thao và Nghị định 36/2019/NĐ-CP",
        issue="nhất",
        capacity=["Giám đốc"],
        signer=SIGNER,
    )


def sample_result_performance(works: int = 6) -> PerformanceApproval:
    """Approval of a performance with that many works."""
    return PerformanceApproval(
        **department_head("321/SVHTTDL-QLVH"),
        subject="chấp thuận tổ chức biểu diễn nghệ thuật",
        addressee=PARTY["name"],
        recipients=[*RECIPIENTS, "Công an phường Nha Trang (phối hợp)"],
        basis="Nghị định 144/2020/NĐ-CP",
        programme="Đêm nhạc “Biển gọi” – gặp gỡ mùa hè",
        organiser=PARTY["name"],
        responsible="Phan Đình Quốc Khánh",
        performers="Dàn nhạc nhẹ tỉnh; nhóm Sóng Trẻ; ca sĩ Hoài Thương",
        shows=[
            Show(at="2026-04-30T19:30:00+07:00", place="Quảng trường 2 tháng 4, phường Nha Trang", duration="120 phút"),
            Show(at="2026-05-01T19:30:00+07:00", place="Nhà hát Hải Đăng", duration="90 phút"),
        ],
        works=[
            Work(name=f"Khúc hát biển quê hương, phần {number}", author="Trịnh Minh Hiếu", performer="Hoài Thương")
            for number in range(1, works + 1)
        ],
        conditions=[
            "Tổ chức đúng nội dung, thời gian, địa điểm đã được chấp thuận.",
            "Bảo đảm an ninh, trật tự, phòng cháy, chữa cháy và thông báo cho chính quyền nơi biểu diễn.",
        ],
        capacity=CAPACITY,
        signer=SIGNER,
    )


def sample_result_register_copy() -> RegisterCopy:
    """A copy from the original register."""
    head = commune_head("112/2015")
    head["date"] = "2015-08-12"
    return RegisterCopy(
        **head,
        name="Trích lục đăng ký khai sinh",
        register="Sổ đăng ký khai sinh quyển số 01/2015",
        register_number="112",
        lines=[
            Line(label="Họ, chữ đệm, tên", value="ĐỖ NGUYỄN HOÀNG YẾN"),
            Line(label="Ngày, tháng, năm sinh", value="07/8/2015"),
            Line(label="Giới tính", value="Nữ"),
            Line(label="Nơi sinh", value="Bệnh viện đa khoa tỉnh Khánh Hòa"),
            Line(label="Họ, chữ đệm, tên người mẹ", value="NGUYỄN THỊ ÁNH TUYẾT"),
            Line(label="Họ, chữ đệm, tên người cha", value="ĐỖ VĂN KHẢI"),
        ],
        original_signer="Trương Công Định",
        original_capacity="Phó Chủ tịch",
        copy_number="38/SL",
        copy_book="01/2026",
        copied_on="2026-03-02",
        recipients=[],
        capacity=["KT. Chủ tịch", "Phó Chủ tịch"],
        signer="Võ Thị Quỳnh Như",
    )
