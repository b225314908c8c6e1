"""Whatever people do to a dossier, in whatever order: what must always hold, holds."""

from datetime import timedelta

from django.db import connection, transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from motcua.audit.public import verify
from motcua.dossiers import queries
from motcua.dossiers.actions.draft_result import draft_result
from motcua.dossiers.actions.forward import forward
from motcua.dossiers.models import Dossier, DossierEvent, Paper, Status
from motcua.dossiers.queries import open_steps
from motcua.dossiers.rules.lifecycle import ENDED, PAUSED, find_move
from motcua.dossiers.tests.actions.test_who_may import ACTS
from motcua.dossiers.tests.make import CAST, CONTENT, MONDAY, draft, person, publish, small_province
from motcua.kernel.refusals import Refusal

#: acts with a way to do them; moves that the table knows, done by anybody
NAMES = sorted(set(ACTS) - {"save_draft", "remove_paper"})
PEOPLE = sorted(CAST)
HURRY = [timedelta(minutes=7), timedelta(hours=3), timedelta(days=1), timedelta(days=32)]


class Life(RuleBasedStateMachine):
    """One dossier, random acts by random people at random times."""

    @initialize()
    def begin(self):
        self.savepoint = transaction.savepoint()
        for remembered in (queries.definition_of, queries.process_of, queries.process_row):
            remembered.cache_clear()
        units = small_province()
        publish()
        self.cast = {name: person(name) for name in PEOPLE}
        self.id = draft(units).id
        self.at = MONDAY + timedelta(hours=1)
        self.code, self.papers, self.of_draft = None, 1, self.dossier().revision

    def teardown(self):
        if hasattr(self, "savepoint"):
            transaction.savepoint_rollback(self.savepoint)

    def dossier(self):
        return Dossier.objects.select_related("matter").get(id=self.id)

    def try_(self, do, expected, name, by_table=True):
        before = self.dossier()
        try:
            do(before)
        except Refusal as refused:
            assert refused.message
            assert self.dossier().revision == before.revision, "a refusal has changed something"
            return
        after = self.dossier()
        if before.status == after.status == Status.DRAFT:
            self.of_draft += name == "attach_paper"  # no act, but whoever submits shall have seen it
            expected = 0
        grown = DossierEvent.objects.filter(dossier=after).count() + self.of_draft
        assert after.revision == (before.revision + expected if after.status else grown)
        if expected and by_table:
            assert find_move(name.split()[0], before.status), f"{name} happened at {before.status}"

    @rule(name=st.sampled_from(NAMES), who=st.sampled_from(PEOPLE), wait=st.sampled_from(HURRY[:3]))
    def anybody_does_anything(self, name, who, wait):
        self.at += wait
        it = ACTS[name]
        self.try_(lambda dossier: it.do(dossier, self.cast[who], self.at), 1 if it.moves else 0, name)

    @rule(name=st.sampled_from(NAMES), wait=st.sampled_from(HURRY), second=st.booleans())
    def somebody_who_may_does_something(self, name, wait, second):
        self.at += wait
        it = ACTS[name]
        who = self.cast[it.people[-1 if second else 0]]
        self.try_(lambda dossier: it.do(dossier, who, self.at), 1 if it.moves else 0, name)

    @rule(wait=st.sampled_from(HURRY[:3]))
    def work_goes_on(self, wait):
        """Whoever has it in hand does the next thing of the process."""
        self.at += wait
        holders = {"receive": "lan", "forward": "lan", "assign": "dung", "appraise": "an", "review": "dung"}
        for step in open_steps(self.dossier()):
            if step.node == "intake":
                self.try_(lambda d: ACTS["receive"].do(d, self.cast["lan"], self.at), 1, "receive")
            elif step.node == "sign":
                self.try_(lambda d: ACTS["sign_result"].do(d, self.cast["son"], self.at), 1, "sign_result")
            elif step.node == "issue":
                self.try_(lambda d: ACTS["issue_result"].do(d, self.cast["thu"], self.at), 1, "issue_result")
            elif step.node != "hand_over":
                who = self.cast["lan" if step.node == "reception" else holders[step.node]]
                if step.node == "appraise":
                    who = next((a for a in self.cast.values() if a.account_id == step.officer_id), who)
                    self.try_(lambda d, w=who: draft_result(dossier_id=d.id, outcome="positive", template="advertising_notice", content=CONTENT, actor=w, at=self.at), 1, "draft_result")  # fmt: skip
                verb = {"appraise": "submit", "review": "approve"}.get(step.node, "forward")
                self.try_(lambda d, w=who, v=verb: forward(dossier_id=d.id, action=v, actor=w, at=self.at), 1, "forward")  # fmt: skip

    @invariant()
    def status_and_desk_and_clock_agree(self):
        dossier = self.dossier()
        assert dossier.status in Status.values
        if dossier.status == Status.DRAFT:
            assert dossier.matter is None
            return
        matter, steps = dossier.matter, open_steps(dossier)
        assert bool(steps) == (dossier.status not in ENDED)
        assert (matter.closed_at is None) == (dossier.status not in ENDED)
        if dossier.status in PAUSED:
            assert matter.clock == "paused"
        if matter.clock == "paused":
            assert dossier.status in PAUSED or (
                dossier.status == Status.WITHDRAWAL_ASKED and dossier.previous_status in PAUSED
            )
            assert all(step.waiting for step in steps)
        if dossier.status in (Status.RECEIVED, Status.IN_PROGRESS):
            assert matter.clock == "running"
        assert dossier.due_at == matter.due_at
        assert (dossier.ended_at is not None) == (dossier.status in ENDED | {Status.DONE})

    @invariant()
    def the_code_is_given_once(self):
        dossier = self.dossier()
        assert (dossier.code is None) == (dossier.status == Status.DRAFT)
        assert self.code in (None, dossier.code)
        self.code = dossier.code

    @invariant()
    def every_act_is_one_revision_and_one_event(self):
        dossier = self.dossier()
        assert dossier.revision == self.of_draft + DossierEvent.objects.filter(dossier=dossier).count()

    @invariant()
    def no_paper_vanishes_and_the_book_is_whole(self):
        count = Paper.objects.filter(dossier_id=self.id).count()
        assert count >= self.papers
        self.papers = count
        assert verify() == []


class TestAnyLife(TestCase):
    """The machine, inside a transaction that is rolled back."""

    def test_whatever_people_do_the_dossier_stays_in_order(self):
        from hypothesis.stateful import run_state_machine_as_test

        assert connection.in_atomic_block
        run_state_machine_as_test(
            Life,
            settings=settings(
                max_examples=4,
                stateful_step_count=20,
                deadline=None,
                phases=[Phase.generate],  # a life is long: shrinking it would take minutes
                suppress_health_check=list(HealthCheck),
                database=None,
            ),
        )
