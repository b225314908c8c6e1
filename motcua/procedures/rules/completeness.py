"""Đủ bộ phận tạo thành: what the law wants a public procedure to tell (chỉ số 1.3 of Quyết định 766/QĐ-TTg).

The parts: name, steps, ways to submit, papers with their numbers, time limit, audience, agency.
"""

from typing import Literal

from motcua.procedures.rules.definition import Definition

Part = Literal["name", "steps", "ways", "papers", "limit", "audience", "agency"]


def missing_parts(definition: Definition) -> list[Part]:
    """The mandatory parts that ``definition`` lacks, in the order of the law; empty: complete."""
    ways = [way for case in definition.cases for way in case.channels]
    papers = [paper for case in definition.cases for paper in case.papers]
    uncounted = [paper for paper in papers if paper.required and not (paper.originals or paper.copies)]
    there: dict[Part, bool] = {
        "name": bool(definition.name.strip()),
        "steps": any(step.strip() for step in definition.steps_text),
        "ways": bool(ways),
        "papers": bool(papers) and not [paper for paper in uncounted if not paper.present_only],
        "limit": bool(ways) and all(way.limit for way in ways),
        "audience": bool(definition.audience),
        "agency": bool(definition.agencies or definition.agencies_text),
    }
    return [part for part, is_there in there.items() if not is_there]
