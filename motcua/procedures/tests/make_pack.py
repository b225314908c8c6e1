"""A small sound pack, to be spoilt in one place at a time."""

from pathlib import Path

from motcua.procedures.rules.check_pack import Problem, check_packs

PACK = """\
key: H32-THU-01
local_code: H32-THU-01
name: Cấp giấy thử
sector: Hộ tịch
levels: [commune]
online_level: fully_online
by_post: false
payable_online: true
life_events: [sinh-con]
keywords: [làm giấy thử]
summary: Xin một tờ giấy để thử. Có trong ngày.
cases:
  - key: chung
    name: Mọi trường hợp
    channels:
      - channel: counter
        limit: {value: 1, unit: working_day, cutoff: '15:00'}
      - channel: online
        limit: {value: 1, unit: working_day}
        fees:
          - kind: fee
            name: Phí cấp giấy
            amount: 8000
    papers:
      - key: don
        name: Đơn đề nghị
        originals: 1
    form: to-khai
    process: quy-trinh
source: Kiến thức chung, chưa đối chiếu
verified: false
forms:
  to-khai:
    title: Tờ khai
    summary: '{full_name}'
    sections:
      - key: ai
        title: Người khai
        fields:
          - key: full_name
            label: Họ và tên
            type: text
            required: true
            prefill: person.full_name
          - key: kind
            label: Bạn cần gì?
            type: choice
            options:
              - {value: moi, label: Cấp mới}
              - {value: lai, label: Cấp lại}
          - key: reason
            label: Vì sao?
            type: text
            show_if: {field: kind, equals: lai}
processes:
  quy-trinh:
    code: H32-THU-01
    name: Cấp giấy thử
    start: intake
    steps:
      - key: intake
        name: Xem hồ sơ
        role: reception
        unit: reception
        hours: 8
        counted: false
        mark: 1
        actions:
          - {key: receive, name: Tiếp nhận, to: sign}
      - key: sign
        name: Ký
        role: leader
        unit: agency
        hours: 6
        mark: 4
        actions:
          - {key: sign, name: Ký, to: hand_over}
      - key: hand_over
        name: Trả kết quả
        role: reception
        unit: reception
        hours: 8
        counted: false
        mark: 9
        actions:
          - {key: hand_over, name: Đã trả, to: end}
      - key: end
        name: Kết thúc
        kind: end
        mark: 10
"""


def spoilt(old: str, new: str) -> str:
    """The sound pack with ``old`` (found exactly once) written as ``new``."""
    if PACK.count(old) != 1:
        raise AssertionError(f"found {PACK.count(old)} times: {old!r}")
    return PACK.replace(old, new)


def line_of(text: str, words: str, nth: int = 1) -> int:
    """The line (from 1) on which ``words`` stand for the ``nth`` time."""
    lines = [number for number, line in enumerate(text.splitlines(), start=1) if words in line]
    return lines[nth - 1]


def problems_of(folder: Path, text: str, name: str = "H32-THU-01-cap-giay-thu.yaml") -> list[Problem]:
    """What ``check_packs`` says about a folder with this one pack in it."""
    (folder / name).write_text(text, encoding="utf-8")
    return check_packs(folder)
