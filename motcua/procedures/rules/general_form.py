"""Biểu mẫu chung: what is asked where a procedure has no form of its own, so that all can be submitted."""

from motcua.procedures.rules.definition import FormDefinition, FormField, FormSection, Option, ShowIf

_ORGANIZATION = ShowIf(field="applicant_kind", equals="organization")

GENERAL_FORM = FormDefinition(
    title="Đơn đề nghị giải quyết thủ tục hành chính",
    summary="{request}",
    sections=[
        FormSection(
            key="applicant",
            title="Người đề nghị",
            fields=[
                FormField(
                    key="applicant_kind",
                    label="Bạn nộp cho ai?",
                    type="choice",
                    required=True,
                    options=[
                        Option(value="person", label="Cho cá nhân"),
                        Option(value="organization", label="Cho tổ chức, doanh nghiệp, hộ kinh doanh"),
                    ],
                ),
                FormField(
                    key="full_name",
                    label="Họ và tên",
                    type="text",
                    required=True,
                    max_length=120,
                    prefill="person.full_name",
                ),
                FormField(
                    key="identity_number",
                    label="Số căn cước",
                    type="identity_number",
                    required=True,
                    prefill="person.identity_number",
                ),
                FormField(
                    key="birth_date", label="Ngày sinh", type="date", min="1900-01-01", prefill="person.birth_date"
                ),
                FormField(key="phone", label="Số điện thoại", type="phone", required=True, prefill="person.phone"),
                FormField(key="email", label="Thư điện tử", type="email", prefill="person.email"),
                FormField(
                    key="address",
                    label="Nơi ở hiện nay",
                    type="text",
                    required=True,
                    max_length=300,
                    prefill="person.address",
                ),
            ],
        ),
        FormSection(
            key="organization",
            title="Tổ chức, doanh nghiệp",
            show_if=_ORGANIZATION,
            fields=[
                FormField(
                    key="organization_name",
                    label="Tên tổ chức, doanh nghiệp, hộ kinh doanh",
                    type="text",
                    required=True,
                    max_length=250,
                    prefill="organization.name",
                ),
                FormField(
                    key="organization_number",
                    label="Mã số thuế",
                    type="identity_number",
                    required=True,
                    prefill="organization.tax_number",
                ),
                FormField(
                    key="organization_address", label="Địa chỉ trụ sở", type="text", required=True, max_length=300
                ),
                FormField(key="position", label="Chức vụ của bạn", type="text", max_length=120),
            ],
        ),
        FormSection(
            key="request",
            title="Nội dung đề nghị",
            fields=[
                FormField(
                    key="request",
                    label="Bạn đề nghị giải quyết việc gì?",
                    type="textarea",
                    required=True,
                    max_length=4000,
                    help="Nêu ngắn gọn: việc cần giải quyết, cho ai, ở đâu, vì sao.",
                ),
                FormField(
                    key="commitment",
                    label="Tôi cam đoan những điều khai trên là đúng và chịu trách nhiệm trước pháp luật.",
                    type="checkbox",
                    required=True,
                ),
            ],
        ),
    ],
)
