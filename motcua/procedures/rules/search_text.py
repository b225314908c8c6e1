"""What the search looks in: the words of a definition without accents."""

from motcua.kernel.accents import fold
from motcua.procedures.rules.definition import Definition

_MOST = 6000


def search_name(definition: Definition) -> str:
    """The words that count most: the name, then, behind a bar, what people call it and its codes."""
    name = fold(definition.name).removeprefix("thu tuc ")
    others = fold(" ".join(definition.keywords))
    return " ".join(part for part in (name, "|", others, definition.key.lower(), definition.local_code.lower()) if part)


def search_body(definition: Definition) -> str:
    """The other words that may lead to the procedure."""
    parts = [
        definition.summary,
        definition.sector,
        *(result.name for result in definition.results),
        *definition.life_events,
        *(case.name for case in definition.cases),
        definition.agencies_text[:300],
        *definition.audience,
        *(paper.name[:120] for case in definition.cases[:3] for paper in case.papers),
    ]
    return fold(" ".join(parts))[:_MOST]
