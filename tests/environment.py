"""The environment of a test run, set before Django reads its settings: demo mode, a variable folder of its own."""

import os
import tempfile
from pathlib import Path

os.environ["MOTCUA_MODE"] = "demo"
os.environ["MOTCUA_DEBUG"] = "0"
os.environ.setdefault("MOTCUA_VAR", tempfile.mkdtemp(prefix="motcua-test-"))
Path(os.environ["MOTCUA_VAR"], "static").mkdir(parents=True, exist_ok=True)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright's loop runs in the thread of the tests
