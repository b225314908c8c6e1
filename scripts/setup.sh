#!/bin/sh
# Prepares this folder, and only this folder: .venv from the lock file with hashes, assets from npm's lock file.
#   scripts/setup.sh run    what running needs
#   scripts/setup.sh dev    also what testing needs, with Debian's Chromium, PostgreSQL, SoftHSM and gettext where they are missing
# Safe to run again: what is up to date is skipped.
set -eu
cd "$(dirname "$0")/.."
kind="${1:-run}"
say() { printf '\033[1m• %s\033[0m\n' "$*"; }

# A command as root: directly, or by sudo if it asks for no password; fails where neither is possible.
as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; elif command -v sudo >/dev/null 2>&1; then sudo -n "$@"; else return 1; fi
}
install_debian() {
    command -v apt-get >/dev/null 2>&1 || return 1
    say "Debian packages: $*"
    as_root apt-get update -qq && as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$@" >/dev/null
}

find_python() {
    for name in python3 python3.13 python3.12 python3.11; do
        if command -v "$name" >/dev/null 2>&1 && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
            echo "$name"
            return
        fi
    done
    return 1
}

if ! python=$(find_python); then
    install_debian python3 python3-venv || true
    python=$(find_python) || { echo "Motcua needs Python 3.11 or newer; please install it and run this again." >&2; exit 1; }
fi
if [ ! -x .venv/bin/python ]; then
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        install_debian python3-venv || { echo "Please install the package python3-venv and run this again." >&2; exit 1; }
    fi
    say "Environment in .venv"
    "$python" -m venv .venv
fi

# In a folder that was set up for testing, running needs nothing more.
mark() { cat "requirements/$1.lock" pyproject.toml | cksum; }
ready() { [ -f ".venv/.ready-$1" ] && [ "$(cat ".venv/.ready-$1")" = "$(mark "$1")" ]; }
if ! ready dev && { [ "$kind" = dev ] || ! ready run; }; then
    say "Python packages from requirements/$kind.lock (hashes checked)"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "requirements/$kind.lock"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
    mark "$kind" >".venv/.ready-$kind"
fi

built=motcua/ui/static/ui/built
made_from() { cat package-lock.json motcua/ui/build.mjs motcua/ui/fonts.py motcua/ui/styles/* | cksum; }
if [ ! -f "$built/.ready" ] || [ "$(cat "$built/.ready")" != "$(made_from)" ]; then
    if ! command -v npm >/dev/null 2>&1; then
        say "Node.js from the Python package index"
        .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/node.lock
    fi
    say "Stylesheets, fonts and scripts from package-lock.json"
    make --no-print-directory assets >/dev/null
    made_from >"$built/.ready"
fi

if [ "$kind" = dev ]; then
    missing=""
    command -v chromium >/dev/null 2>&1 || missing="$missing chromium"
    command -v pdfsig >/dev/null 2>&1 || missing="$missing poppler-utils"
    command -v xgettext >/dev/null 2>&1 || missing="$missing gettext"
    command -v softhsm2-util >/dev/null 2>&1 || missing="$missing softhsm2"
    ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing="$missing postgresql"
    if [ -n "$missing" ]; then
        # shellcheck disable=SC2086 # a list of names
        install_debian $missing || echo "Without$missing the tests that need them are skipped." >&2
    fi
fi
