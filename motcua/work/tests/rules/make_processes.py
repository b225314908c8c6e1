"""Sound processes of all shapes, for properties."""

from hypothesis import strategies as st

from motcua.work.rules.process import ProcessDefinition, StepAction, StepDefinition

words = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), min_size=1, max_size=20).filter(
    lambda text: text.strip() and not text.isspace()
)
roles = st.sampled_from(["reception", "specialist", "leader"])
units = st.sampled_from(["reception", "agency", "division"])
hours = st.sampled_from([0.0, 0.5, 1.25, 8.0, 40.0])


@st.composite
def sound_processes(draw):
    """A way from step to step with returns, short cuts, waits and consultations along it."""
    length = draw(st.integers(1, 6))
    keys = [f"s{n}" for n in range(length)]
    steps = []
    for number, key in enumerate(keys):
        following = keys[number + 1] if number + 1 < length else "end"
        actions = [StepAction("on", draw(words), following, needs_note=draw(st.booleans()))]
        if number and draw(st.booleans()):
            actions.append(StepAction("back", draw(words), draw(st.sampled_from(keys[:number])), back=True))
        if draw(st.booleans()):
            actions.append(StepAction("skip", draw(words), draw(st.sampled_from([*keys[number + 1 :], "end"]))))
        kind = draw(st.sampled_from(["task", "task", "wait"])) if number else "task"
        if draw(st.booleans()):
            asks = [f"{key}_ask{n}" for n in range(draw(st.integers(1, 3)))]
            actions.append(StepAction("ask", draw(words), f"{key}_c"))
            then = draw(st.sampled_from([key, following]))
            steps.append(StepDefinition(f"{key}_c", draw(words), kind="consultation", asks=asks, then=then))
            answer = [StepAction("answer", draw(words), f"{key}_c")]
            steps += [
                StepDefinition(ask, draw(words), role=draw(roles), unit=draw(units), hours=draw(hours), actions=answer)
                for ask in asks
            ]
        mark = draw(st.one_of(st.none(), st.integers(1, 10)))
        steps.append(
            StepDefinition(
                key,
                draw(words),
                role=draw(roles),
                unit=draw(units),
                hours=draw(hours),
                kind=kind,
                counted=draw(st.booleans()),
                mark=mark,
                actions=actions,
            )
        )
    steps.append(StepDefinition("end", draw(words), kind="end"))
    return ProcessDefinition(draw(words), draw(words), "s0", steps)
