"""What the search keeps of a procedure beside its terms: the name for lists, the words, what filters ask for."""

import re
from typing import Any

from motcua.kernel.accents import fold
from motcua.procedures.rules.definition import Definition
from motcua.procedures.rules.finding.terms import folded_words, texts_of

#: what stands between agencies in the free text of national records
_BETWEEN = re.compile(r"[,;\n]| - (?=Bộ )")
_AGENCY = 90


def search_name(definition: Definition) -> str:
    """The name as lists are in order by."""
    return fold(definition.name).removeprefix("thu tuc ")


def search_words(definition: Definition) -> str:
    """Every folded word of the definition, once."""
    return " ".join(sorted({word for _worth, texts in texts_of(definition) for word in folded_words(" ".join(texts))}))


def search_facts(definition: Definition) -> dict[str, Any]:
    """Who may ask, which agency settles it, what people call it."""
    facts = {
        "audience": definition.audience,
        "agency": agency_of(definition),
        "keywords": definition.keywords,
        "local_code": definition.local_code,
        "results": [result.name[:160] for result in definition.results[:2]],
    }
    return {name: fact for name, fact in facts.items() if fact}


def agency_of(definition: Definition) -> str:
    """The agency named first, as people know it: "Sở Xây dựng"; empty when the text names none."""
    first = _BETWEEN.split(definition.agencies_text.strip(), maxsplit=1)[0].strip(" .-")
    return first if len(first) <= _AGENCY else ""
