"""Whether a matter can go on under a newer version of its process, and what changes for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from motcua.kernel.refusals import Invalid
from motcua.work.rules.clock import NOT_STARTED, RUNNING, STOPPED
from motcua.work.rules.process import ProcessDefinition, StepDefinition, side_steps


@dataclass(frozen=True, slots=True)
class Carried:
    """An open step under the new version."""

    step: StepDefinition
    other_hands: bool  #: another role or unit acts from now on
    sentence: str


def carry(
    old: ProcessDefinition,
    new: ProcessDefinition,
    nodes: Sequence[str],
    clock: str,
    instead: Mapping[str, str],
) -> list[Carried]:
    """Each open step under ``new``, in order; Invalid says why the matter must keep its version."""
    carried = [_one(old, new, node, instead) for node in nodes]
    keys = [one.step.key for one in carried]
    if len(set(keys)) != len(keys):
        raise Invalid("Hai bước đang mở sẽ nhập làm một.", advice="Chọn bước thay thế khác.")
    if len(keys) > 1 and not _together(new, keys):
        raise Invalid("Các bước đang mở không còn cùng một nhánh lấy ý kiến.", advice="Chờ lấy ý kiến xong.")
    counted = any(one.step.counted for one in carried)
    if (clock in (NOT_STARTED, STOPPED) and counted) or (clock == RUNNING and not counted):
        raise Invalid(
            "Chuyển phiên bản sẽ làm đồng hồ chạy hoặc dừng ngoài ý muốn.", advice="Chờ việc sang bước sau rồi chuyển."
        )
    return carried


def _one(old: ProcessDefinition, new: ProcessDefinition, node: str, instead: Mapping[str, str]) -> Carried:
    before, key = old.step(node), instead.get(node, node)
    if not new.has(key):
        raise Invalid(f"Phiên bản mới không còn bước “{before.name}”.", advice="Chọn bước thay thế cho bước này.")
    after = new.step(key)
    if after.kind != before.kind:
        raise Invalid(f"Bước “{after.name}” trong phiên bản mới là loại khác.", advice="Chọn bước thay thế.")
    other_hands = (after.role, after.unit) != (before.role, before.unit)
    words = [f"ở lại bước “{after.name}”" if key == node else f"từ bước “{before.name}” sang “{after.name}”"]
    if other_hands:
        words.append("đổi người làm, phải phân công lại")
    if after.hours != before.hours:
        words.append(f"bước này nay {after.hours:g} giờ, hạn đã hẹn giữ nguyên")
    return Carried(after, other_hands, ", ".join(words))


def _together(process: ProcessDefinition, keys: Sequence[str]) -> bool:
    """Whether all of ``keys`` are side steps of one consultation, so that they will join."""
    sides = [side_steps(process, step.key) for step in process.steps if step.kind == "consultation"]
    return any(set(keys) <= inside for inside in sides)
