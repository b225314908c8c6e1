"""Believable data for every paper, of people who do not exist: for tests, previews and the guide."""

from motcua.dossiers.rules.papers import Head, PaperLine, Party, Slip

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


def sample_head(form: str = "", paper: str = "a4") -> Head:
    """The head of a paper of the provincial centre."""
    return Head(
        above="Văn phòng Ủy ban nhân dân tỉnh Khánh Hòa",
        agency="Trung tâm Phục vụ hành chính công tỉnh",
        number="125/TTPVHCC",
        place="Khánh Hòa",
        date="2026-03-02",
        form=form,
        paper="a5" if paper == "a5" else "a4",
        dossier_code="H32.25-260302-0007",
        lookup_key="K7QM",
        verify_url="https://motcua.example/kiem-tra/9f3b2c7e51d84a06b1c2",
    )


def sample_slip(papers: int = 3) -> Slip:
    """Slip 01 with that many papers."""
    return Slip(
        **sample_head("Mẫu số 01 · Thông tư 03/2025/TT-VPCP", "a5"),
        reception="Trung tâm Phục vụ hành chính công tỉnh Khánh Hòa",
        party=PARTY,
        procedure="Tiếp nhận hồ sơ thông báo sản phẩm quảng cáo trên bảng quảng cáo, băng-rôn",
        summary="Bảng quảng cáo tại ngã tư đường Lê Thánh Tôn – Yersin",
        papers=[PAPERS[index % len(PAPERS)] for index in range(papers)],
        sets=1,
        limit="05 ngày làm việc",
        received_at="2026-03-02T09:12:00+07:00",
        due_at="2026-03-09T09:12:00+07:00",
        delivery="Tải về trên mạng",
        fees=[],
        book="01/2026",
        entry="0125",
        applicant="Trần Ngọc Thảo Uyên",
        officer="Nguyễn Thị Kiều Oanh",
    )
