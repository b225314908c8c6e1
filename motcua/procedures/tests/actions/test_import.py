import pytest

from motcua.audit.models import Entry
from motcua.kernel.actor import ANYONE
from motcua.kernel.refusals import SignInNeeded
from motcua.procedures.actions import importing
from motcua.procedures.actions.export_packs import export_packs
from motcua.procedures.actions.import_national import import_national
from motcua.procedures.actions.import_packs import import_packs
from motcua.procedures.models import Procedure, ProcedureVersion, Sector
from motcua.procedures.queries import version_in_force
from motcua.procedures.rules.definition import Case, Channel, RequiredPaper
from motcua.procedures.tests.make import AT, DESIGNER, definition, form, imported, raw, write_pack, write_records
from motcua.work.models import Process

pytestmark = pytest.mark.django_db


def national(path, *records, **options):
    return import_national(path=write_records(path / "quoc-gia.jsonl.gz", *records), actor=DESIGNER, at=AT, **options)


def outcomes(report):
    return [(row.key, row.outcome) for row in report.rows]


def test_packs_are_new_then_unchanged_then_changed_with_the_difference(tmp_path):
    assert outcomes(imported(tmp_path, definition())) == [("9.000001", "new")]
    assert outcomes(imported(tmp_path, definition())) == [("9.000001", "unchanged")]
    report = imported(tmp_path, definition(summary="Thả diều an toàn."))
    assert outcomes(report) == [("9.000001", "changed")]
    assert [(one.path, one.after) for one in report.rows[0].differences] == [("tóm tắt", "Thả diều an toàn.")]
    assert ProcedureVersion.objects.count() == 2


def test_a_bad_pack_is_refused_with_the_reason_and_stops_nobody(tmp_path):
    (tmp_path / "a.yaml").write_text("key: [\n", "utf-8")
    (tmp_path / "b.yaml").write_text("key: '9.000003'\nname: Thiếu nhiều thứ\n", "utf-8")
    report = imported(tmp_path, definition())
    assert report.counts == {"new": 1, "changed": 0, "unchanged": 0, "refused": 2}
    reasons = [row.reason for row in report.rows if row.outcome == "refused"]
    assert "a.yaml:2: lỗi" in reasons[0]
    assert "sector" in reasons[1]


def test_a_code_given_twice_is_refused_the_second_time(tmp_path):
    write_pack(tmp_path, definition())
    (tmp_path / "z.yaml").write_text((tmp_path / "9.000001.yaml").read_text("utf-8"), "utf-8")
    assert [row.outcome for row in import_packs(paths=[tmp_path], actor=DESIGNER, at=AT).rows] == ["new", "refused"]


def test_a_pack_whose_process_cannot_run_is_refused_and_the_rest_is_taken(tmp_path):
    cases = [Case(key="a", name="A", channels=[Channel(channel="counter")], process="x")]
    broken = definition("9.000002", cases=cases, processes={"x": {"start": "a", "steps": []}})
    report = imported(tmp_path, definition(), broken)
    assert outcomes(report) == [("9.000001", "new"), ("9.000002", "refused")]
    assert report.rows[1].reason


def test_a_half_written_import_leaves_nothing_behind(tmp_path, monkeypatch):
    def break_down(*args, **options):
        raise RuntimeError("đứt điện")

    monkeypatch.setattr(importing, "record", break_down)
    with pytest.raises(RuntimeError):
        imported(tmp_path, definition())
    assert not any(model.objects.exists() for model in (Procedure, ProcedureVersion, Sector, Process))


def test_a_pack_that_the_check_finds_wrong_is_kept_out_with_the_line(tmp_path):
    wrong = definition("9.000002", life_events=["bay-lên-trời"])
    report = imported(tmp_path, definition(), wrong)
    assert outcomes(report) == [("9.000001", "new"), ("9.000002", "refused")]
    assert "9.000002.yaml:" in report.rows[1].reason
    assert not Procedure.objects.filter(key="9.000002").exists()


def test_a_dry_run_reports_and_writes_nothing(tmp_path):
    assert imported(tmp_path, definition(), dry_run=True).counts["new"] == 1
    assert not any(model.objects.exists() for model in (Procedure, ProcedureVersion, Sector, Process))


def test_nobody_imports_without_the_right(tmp_path):
    with pytest.raises(SignInNeeded):
        import_packs(paths=[tmp_path], actor=ANYONE, at=AT)


def test_an_import_leaves_one_sentence_in_the_book_and_an_unchanged_one_none(tmp_path):
    imported(tmp_path, definition(), definition("9.000002"))
    imported(tmp_path, definition())
    assert "2 mới, 0 thay đổi, 0 bị từ chối" in Entry.objects.get(action="procedures.import").sentence


def test_national_records_are_new_then_unchanged_then_changed(tmp_path):
    assert outcomes(national(tmp_path, raw())) == [("9.100001", "new")]
    assert outcomes(national(tmp_path, raw())) == [("9.100001", "unchanged")]
    report = national(tmp_path, raw(yeu_cau="Có lồng"))
    assert [one.path for one in report.rows[0].differences] == ["yêu cầu, điều kiện"]


def test_a_bad_record_never_stops_the_rest(tmp_path):
    report = national(tmp_path, "{hỏng", "[]", raw(ma="x"), raw(cach_thuc="không phải bảng"), raw())
    assert [row.outcome for row in report.rows] == ["refused"] * 4 + ["new"]
    assert all(row.reason for row in report.rows[:4])
    assert report.rows[0].where == "quoc-gia.jsonl.gz:1"


def test_what_was_repaired_stands_in_the_report(tmp_path):
    [row] = national(tmp_path, raw(can_cu=["85/2019/TT-BTCN"])).rows
    assert any("85/2019/TT-BTC" in note.text for note in row.notes)


def test_the_province_pack_stands_beside_the_national_record(tmp_path):
    ours = definition(
        "9.100001",
        forms={"don": form()},
        online_level="information_only",
        cases=[
            Case(
                key="rieng",
                name="Của tỉnh",
                channels=[Channel(channel="counter")],
                papers=[RequiredPaper(key="don", name="Đơn", originals=1)],
                form="don",
            )
        ],
    )
    imported(tmp_path, ours)
    [row] = national(tmp_path, raw()).rows
    found = version_in_force("9.100001", AT.date()).content
    assert (found.name, found.forms, found.cases, found.source) == (ours.name, ours.forms, ours.cases, ours.source)
    assert found.steps_text == ["Bước 1: Nộp hồ sơ.", "Bước 2: Nhận kết quả."]
    assert any(one.path == "tên" for one in row.disagreements)


def test_pack_and_national_record_come_to_rest_whichever_is_imported_again(tmp_path):
    ours = definition("9.100001")
    imported(tmp_path, ours)
    national(tmp_path, raw())
    assert outcomes(imported(tmp_path, ours)) == [("9.100001", "unchanged")]
    assert outcomes(national(tmp_path, raw())) == [("9.100001", "unchanged")]


def test_a_pack_takes_the_place_of_a_national_record(tmp_path):
    national(tmp_path, raw())
    imported(tmp_path, definition("9.100001"))
    found = version_in_force("9.100001", AT.date())
    assert (found.number, found.content.name) == (2, definition().name)


def test_progress_is_told_and_ends_at_the_end(tmp_path):
    told = []
    national(tmp_path, raw(), progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (1, 1)
    assert told == sorted(told)


def test_what_is_exported_comes_back_unchanged(tmp_path):
    national(tmp_path, raw(yeu_cau="Có lồng.\nCó chim: hót.  \n- “Khác”"))
    imported(tmp_path, definition(forms={"don": form()}))
    first = export_packs(folder=tmp_path / "ra")
    texts = [path.read_text("utf-8") for path in first]
    report = import_packs(paths=[tmp_path / "ra"], actor=DESIGNER, at=AT)
    assert report.counts == {"new": 0, "changed": 0, "unchanged": 2, "refused": 0}
    assert [path.read_text("utf-8") for path in export_packs(folder=tmp_path / "lai")] == texts


def test_an_import_of_many_takes_no_statement_a_row(tmp_path, django_assert_max_num_queries):
    records = [raw(ma=f"9.2{number:05d}") for number in range(60)]
    with django_assert_max_num_queries(45):
        national(tmp_path, *records)
    assert Procedure.objects.count() == 60
