"""Định nghĩa thủ tục: everything about a procedure in one reviewable value.

What a pack file (YAML) holds, what a version stores and what the JSON Schema of packs is made from.
The law asks for these parts in §8 of Nghị định 63/2010/NĐ-CP and its amendments: steps, ways, papers and
their number, time limit, audience, agency, result, fee, forms, conditions, legal basis.
"""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

from motcua.kernel.worktime import Limit

Key = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9_.-]{0,58}$", description="lower-case key without accents")]
Text = Annotated[str, Meta(min_length=1)]
ChannelName = Literal["counter", "online", "post"]


class FeeTier(Struct, forbid_unknown_fields=True, omit_defaults=True):
    """Bậc: up to and including the unit ``up_to`` (left out: all further), each unit costs ``amount`` đồng."""

    amount: Annotated[int, Meta(ge=0)]
    up_to: Annotated[int, Meta(ge=1)] | None = None


class FeeFormula(Struct, forbid_unknown_fields=True, omit_defaults=True):
    """Cách tính; what each kind means is told in ``payments/rules/fees.py``, which does the sum."""

    kind: Literal["fixed", "per_page", "per_set", "by_quantity", "by_hand"]
    amount: Annotated[int, Meta(ge=0)] = 0
    tiers: list[FeeTier] = []
    cap: Annotated[int, Meta(ge=0)] | None = None
    #: of ``by_quantity``: the tier's amount is for all together, not for each
    whole: bool = False
    #: questions of the case's e-form that tell the quantities; empty: an officer counts
    pages: str = ""
    copies: str = ""
    quantity: str = ""


class FeeExemption(Struct, forbid_unknown_fields=True, omit_defaults=True):
    """Miễn, giảm: ``percent`` less (100: exempt) for a category of people, a channel, a time."""

    key: Key
    name: Text
    percent: Annotated[int, Meta(ge=1, le=100)]
    basis: Text
    #: answer to the e-form's question ``fee_category``, or what an officer grants; empty: everybody
    category: str = ""
    channel: Literal["", "counter", "online", "post"] = ""
    valid_from: date | None = None
    valid_to: date | None = None
    #: key of the paper that proves it; empty: nothing to prove
    evidence: str = ""
    verified: bool = False


class Fee(Struct, forbid_unknown_fields=True, omit_defaults=True):
    """Phí hoặc lệ phí. ``amount`` in đồng; None: set by a rule that ``note`` tells."""

    kind: Literal["fee", "duty"]
    name: Text
    amount: Annotated[int, Meta(ge=0)] | None = None
    per: Literal["dossier", "page", "copy", "set"] = "dossier"
    when: Literal["before", "after"] = "before"
    note: str = ""
    verified: bool = False
    #: how the sum is worked out; without one ``amount`` and ``per`` tell
    formula: FeeFormula | None = None
    exemptions: list[FeeExemption] = []


class Channel(Struct, forbid_unknown_fields=True, omit_defaults=True):
    """Cách thức thực hiện: a way to submit, with its own time limit and fees."""

    channel: ChannelName
    limit: Limit | None = None
    fees: list[Fee] = []
    note: str = ""


class RequiredPaper(Struct, forbid_unknown_fields=True, omit_defaults=True):
    """Thành phần hồ sơ: a paper that must (or may) be handed in."""

    key: Key
    name: Text
    code: str = ""
    originals: Annotated[int, Meta(ge=0)] = 0
    copies: Annotated[int, Meta(ge=0)] = 0
    required: bool = True
    #: shown to the officer and given back, not kept
    present_only: bool = False
    template: str = ""
    note: str = ""
    accepts: list[Literal["pdf", "image", "word", "excel"]] = msgspec.field(default_factory=lambda: ["pdf", "image"])


class ShowIf(Struct, forbid_unknown_fields=True, omit_defaults=True):
    """A field or section is there only while another field says so."""

    field: Key
    equals: str | bool | int | None = None
    one_of: list[str] = []

    def met_by(self, answers: Mapping[str, Any]) -> bool:
        """Whether cleaned ``answers`` say so; with neither ``equals`` nor ``one_of``: whether anything is answered."""
        value = answers.get(self.field)
        if self.one_of:
            return value in self.one_of
        if self.equals is None:
            return value not in ("", None, False)
        return bool(value == self.equals and isinstance(value, bool) == isinstance(self.equals, bool))


class Option(Struct, forbid_unknown_fields=True):
    """One choice of a field."""

    value: str
    label: Text


class FormField(Struct, forbid_unknown_fields=True, omit_defaults=True):
    """One question of an e-form."""

    key: Key
    label: Text
    type: Literal[
        "text",
        "textarea",
        "date",
        "time",
        "number",
        "money",
        "choice",
        "checkbox",
        "email",
        "phone",
        "identity_number",
        "commune",
        "table",
    ]
    required: bool = False
    help: str = ""
    options: list[Option] = []
    show_if: ShowIf | None = None
    #: dotted name of what the profile knows, e.g. "person.full_name"
    prefill: str = ""
    min: int | str | None = None
    max: int | str | None = None
    max_length: int = 500
    pattern: str = ""
    pattern_help: str = ""
    #: of a table: its columns (no nested tables)
    columns: list["FormField"] = []
    rows_max: int = 20


class FormSection(Struct, forbid_unknown_fields=True, omit_defaults=True):
    """One matter of an e-form: one screen on a phone."""

    key: Key
    title: Text
    fields: list[FormField]
    help: str = ""
    show_if: ShowIf | None = None
    #: words of a button, e.g. "Tôi là mẹ của cháu": only who presses it has the section filled in from their profile
    offer: str = ""


class FormDefinition(Struct, forbid_unknown_fields=True, omit_defaults=True):
    """Biểu mẫu điện tử: compiled to JSON Schema 2020-12 by ``rules.form_schema``."""

    title: Text
    sections: list[FormSection]
    #: name of the legal form it stands for, e.g. "Mẫu số 01 …"
    stands_for: str = ""
    #: template of the one-line summary of a dossier, e.g. "{child_name}, sinh ngày {child_birth_date}"
    summary: str = ""


class Case(Struct, forbid_unknown_fields=True, omit_defaults=True):
    """Trường hợp giải quyết: what time, fee, papers, form and process depend on."""

    key: Key
    name: Text
    channels: list[Channel]
    papers: list[RequiredPaper] = []
    #: key of one of the definition's ``forms``; empty: the general form
    form: str = ""
    #: key of one of the definition's ``processes``; empty: the default process of level and time limit
    process: str = ""
    sets: Annotated[int, Meta(ge=1)] = 1
    help: str = ""


class ExpectedResult(Struct, forbid_unknown_fields=True, omit_defaults=True):
    """Kết quả thực hiện."""

    name: Text
    code: str = ""
    electronic: bool = True


class LegalBasis(Struct, forbid_unknown_fields=True, omit_defaults=True):
    """Căn cứ pháp lý."""

    number: Text
    name: str = ""
    on: date | None = None
    agency: str = ""


class Decision(Struct, forbid_unknown_fields=True, omit_defaults=True):
    """Quyết định công bố."""

    number: str = ""
    on: date | None = None
    agency: str = ""


class Definition(Struct, forbid_unknown_fields=True, omit_defaults=True):
    """One procedure, whole."""

    #: the national code where it is known, else the local one: how the procedure is addressed
    key: Annotated[str, Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9.-]{1,48}$")]
    name: Text
    sector: Text
    levels: Annotated[list[Literal["ministry", "province", "commune", "other"]], Meta(min_length=1)]
    online_level: Literal["fully_online", "partly_online", "information_only"]
    cases: Annotated[list[Case], Meta(min_length=1)]
    source: Text
    verified: bool
    national_code: Annotated[str, Meta(pattern=r"^(\d\.\d{6})?$")] = ""
    local_code: str = ""
    summary: str = ""
    audience: list[str] = []
    #: codes of the units that settle it; empty: every unit of ``levels`` (or by ``agencies_text``)
    agencies: list[str] = []
    agencies_text: str = ""
    competent_text: str = ""
    by_post: bool = False
    payable_online: bool = False
    life_events: list[str] = []
    keywords: list[str] = []
    steps_text: list[str] = []
    results: list[ExpectedResult] = []
    #: key of the template that the result is drafted from (see ``dossiers/printed``)
    result_template: str = "general"
    legal_basis: list[LegalBasis] = []
    conditions: str = ""
    decision: Decision = msgspec.field(default_factory=Decision)
    forms: dict[str, FormDefinition] = {}
    #: processes of its own, as ``work.public.read_process`` reads them
    processes: dict[str, dict[str, Any]] = {}
    valid_from: date | None = None

    def case(self, key: str) -> Case:
        """The case ``key``; KeyError when there is none."""
        for case in self.cases:
            if case.key == key:
                return case
        raise KeyError(key)


def read_definition(data: dict[str, Any]) -> Definition:
    """``data`` (from JSON or YAML) as a definition; raises ``msgspec.ValidationError`` with the path."""
    return msgspec.convert(data, Definition, strict=False)


def write_definition(definition: Definition) -> dict[str, Any]:
    """Plain data, the same for the same content: what is stored and what the digest is taken of."""
    plain: dict[str, Any] = msgspec.to_builtins(definition)
    return plain


def pack_schema() -> dict[str, Any]:
    """The JSON Schema of a pack file."""
    return msgspec.json.schema(Definition)
