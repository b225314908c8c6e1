"""Believable data for the forms of the one-stop, of people who do not exist: for tests, previews, the guide."""

from typing import Literal

from motcua.dossiers.rules.papers import (
    Apology,
    Defect,
    FeeLine,
    HandOver,
    Head,
    PaperLine,
    PapersRequest,
    Party,
    RefusalSlip,
    RegisterBook,
    RegisterRow,
    RouteSheet,
    Slip,
    StopNotice,
)

PARTY = Party(
    name="Công ty TNHH Truyền thông và Quảng cáo Biển Xanh Nha Trang",
    address="Số 128/7/15 đường Nguyễn Thị Minh Khai, tổ dân phố 12 Phước Hòa, phường Nha Trang, tỉnh Khánh Hòa",
    phone="0258 000 0128",
    email="lienhe@bienxanh.example",
)
PAPERS = [
    PaperLine(name="Thông báo sản phẩm quảng cáo (Mẫu số 01)", originals=1, copies=0),
    PaperLine(name="Ma-két sản phẩm quảng cáo in màu có chữ ký và đóng dấu của người thông báo", originals=1, copies=1),
    PaperLine(name="Văn bản chứng minh quyền sở hữu hoặc quyền sử dụng bảng quảng cáo", originals=0, copies=1),
]
PROCEDURE = "Tiếp nhận hồ sơ thông báo sản phẩm quảng cáo trên bảng quảng cáo, băng-rôn"
SUMMARY = "Bảng quảng cáo tại ngã tư đường Lê Thánh Tôn – Yersin"
CENTRE = "Trung tâm Phục vụ hành chính công tỉnh"
DEPARTMENT = "Sở Văn hóa, Thể thao và Du lịch"
RECEIVED_AT = "2026-03-02T09:12:00+07:00"
DUE_AT = "2026-03-09T09:12:00+07:00"
LATER = "2026-03-12T16:30:00+07:00"
OFFICER = "Nguyễn Thị Kiều Oanh"
APPLICANT = "Trần Ngọc Thảo Uyên"
CAPACITY = ["KT. Giám đốc", "Phó Giám đốc"]
SIGNER = "Lê Hoàng Phương Nghĩa"


def sample_head(form: str = "", paper: Literal["a5", "a4"] = "a4") -> Head:
    """The head of a paper of the provincial centre; ``form`` is the number under the forms of 2025."""
    return Head(
        above="Văn phòng Ủy ban nhân dân tỉnh Khánh Hòa",
        agency=CENTRE,
        number="125/TTPVHCC",
        place="Khánh Hòa",
        date="2026-03-02",
        form=f"Mẫu số {form} · Thông tư 03/2025/TT-VPCP" if form else "",
        paper=paper,
        dossier_code="H32.25-260302-0007",
        lookup_key="K7QM",
        verify_url="https://motcua.example/kiem-tra/9f3b2c7e51d84a06b1c2",
    )


def sample_slip(papers: int = 3, fees: int = 0) -> Slip:
    """Slip 01 with that many papers and fees."""
    return Slip(
        **sample_head("01", "a5"),
        reception=f"{CENTRE} Khánh Hòa",
        party=PARTY,
        procedure=PROCEDURE,
        summary=SUMMARY,
        papers=[PAPERS[index % len(PAPERS)] for index in range(papers)],
        sets=1,
        limit="05 ngày làm việc",
        received_at=RECEIVED_AT,
        due_at=DUE_AT,
        delivery="Tải về trên mạng",
        fees=[FeeLine(name="Phí thẩm định", amount="3.000.000 đồng")] * fees,
        book="01/2026",
        entry="0125",
        applicant=APPLICANT,
        officer=OFFICER,
    )


def sample_papers_request(items: int = 2) -> PapersRequest:
    """Slip 02 that asks for that many papers."""
    defects = [
        Defect(
            name=PAPERS[1]["name"],
            defect="Ma-két chưa có chữ ký và dấu; chữ nước ngoài lớn hơn ba phần tư chữ tiếng Việt",
            advice="Sửa cỡ chữ nước ngoài, in màu, ký và đóng dấu lên từng trang rồi nộp lại",
        ),
        Defect(name=PAPERS[2]["name"], defect="Thiếu", advice="Nộp bản sao hợp đồng thuê bảng quảng cáo còn hiệu lực"),
    ]
    return PapersRequest(
        **sample_head("02", "a5"),
        party=PARTY,
        procedure=PROCEDURE,
        summary=SUMMARY,
        stage="Thẩm định",
        items=[defects[index % 2] for index in range(items)],
        reason="Hồ sơ chưa đủ căn cứ để thẩm định vị trí và nội dung quảng cáo",
        basis="Luật Quảng cáo",
        answer_by=LATER,
        contact=OFFICER,
        contact_phone="0258 000 0100",
        approver=SIGNER,
        officer=OFFICER,
    )


def sample_refusal() -> RefusalSlip:
    """Slip 03."""
    return RefusalSlip(
        **sample_head("03", "a5"),
        party=PARTY,
        procedure=PROCEDURE,
        summary=SUMMARY,
        reasons=[
            "Vị trí đặt bảng quảng cáo nằm ngoài quy hoạch quảng cáo ngoài trời đã được phê duyệt.",
            "Nội dung quảng cáo thuộc thẩm quyền tiếp nhận của cơ quan khác.",
        ],
        basis="Luật Quảng cáo",
        advice="Chọn vị trí trong quy hoạch quảng cáo ngoài trời của tỉnh rồi nộp lại thông báo.",
        applicant=APPLICANT,
        officer=OFFICER,
    )


def sample_apology(form: str = "Mẫu số 04 · Thông tư 03/2025/TT-VPCP") -> Apology:
    """Form 04, as a set of forms has it."""
    head = sample_head(paper="a5")
    head["form"] = form
    return Apology(
        **head,
        party=PARTY,
        procedure=PROCEDURE,
        summary=SUMMARY,
        received_at=RECEIVED_AT,
        original_due_at=DUE_AT,
        reason="Cần thêm thời gian lấy ý kiến của Ủy ban nhân dân phường về vị trí đặt bảng",
        new_due_at=LATER,
        extension=1,
        capacity=CAPACITY,
        signer=SIGNER,
    )


def sample_stop_notice() -> StopNotice:
    """Form 05 of 2025."""
    return StopNotice(
        **sample_head("05", "a5"),
        party=PARTY,
        procedure=PROCEDURE,
        summary=SUMMARY,
        asked_at=DUE_AT,
        reason="Thay đổi kế hoạch quảng cáo",
        stage="Thẩm định",
        decision="Dừng giải quyết hồ sơ theo đề nghị của người nộp kể từ ngày 09/03/2026.",
        fees="Không thu",
        capacity=CAPACITY,
        signer=SIGNER,
    )


def sample_route_sheet(handovers: int = 5) -> RouteSheet:
    """The route sheet after that many hand-overs."""
    outcomes: list[Literal["early", "on_time", "late", ""]] = ["early", "on_time", "late", ""]
    return RouteSheet(
        **sample_head("06", "a5"),
        procedure=PROCEDURE,
        summary=SUMMARY,
        owner=PARTY["name"],
        unit=f"Phòng Quản lý văn hóa, {DEPARTMENT}",
        partners=["Ủy ban nhân dân phường Nha Trang", "Sở Xây dựng"],
        received_at=RECEIVED_AT,
        due_at=DUE_AT,
        handovers=[
            HandOver(
                from_unit=CENTRE,
                from_person=OFFICER,
                to_unit=f"Phòng Quản lý văn hóa, {DEPARTMENT}",
                to_person="Phan Đình Quốc Khánh",
                at=RECEIVED_AT,
                outcome=outcomes[index % 4],
                note="Chậm do chờ ý kiến" if index % 4 == 2 else "",
            )
            for index in range(handovers)
        ],
    )


def sample_register(rows: int = 25) -> RegisterBook:
    """The register with that many dossiers."""
    head = sample_head("07")
    head["number"], head["dossier_code"], head["lookup_key"], head["verify_url"] = "", "", "", ""
    return RegisterBook(
        **head,
        book="01/2026 – Văn hóa",
        first_day="2026-03-01",
        last_day="2026-03-31",
        rows=[
            RegisterRow(
                code=f"H32.25-260302-{number:04}",
                procedure=PROCEDURE,
                sets=1,
                name=PARTY["name"] if number % 2 else APPLICANT,
                contact=f"{PARTY['address']}; {PARTY['phone']}",
                agency=DEPARTMENT,
                received="2026-03-02",
                due="2026-03-09",
                returned="2026-03-09" if number % 3 else "",
                method="Trực tuyến",
                signed="",
                note="",
            )
            for number in range(1, rows + 1)
        ],
    )
