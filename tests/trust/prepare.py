"""Run as a program: bring DATABASE_URL to shape with units, people, one procedure and tokens; tell them as JSON."""

import json
import sys
from datetime import timedelta

AGENCIES = ("H32.25", "H32.16")


def main() -> None:
    import django

    django.setup()
    from motcua.config.bench.world import definition
    from motcua.config.serving import migrate
    from motcua.identity.public import issue_token
    from motcua.kernel.actor import SYSTEM
    from motcua.kernel.clock import now
    from motcua.organizations.actions.seed_province import seed_province
    from motcua.procedures.public import publish_version
    from motcua.procedures.rules.definition import read_definition

    at = now() - timedelta(days=1)
    migrate(verbosity=0)
    seed_province(code="H32", actor=SYSTEM, at=at, people=True)
    publish_version(definition=read_definition(definition()), actor=SYSTEM, at=at)
    tokens = {
        agency: [
            issue_token(agency=agency, name=f"Phần mềm {number} của {agency}", roles=["partner"], actor=SYSTEM, at=at)[
                1
            ]
            for number in (1, 2)
        ]
        for agency in AGENCIES
    }
    sys.stdout.write(json.dumps(tokens))


if __name__ == "__main__":
    main()
