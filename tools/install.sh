#!/usr/bin/env bash
# Installs what the two Python worlds need, each from its hashed lock file, and says what it does.
# Nothing is installed twice: a world whose lock file has not changed since the last time is left alone.
set -euo pipefail
cd "$(dirname "$0")/.."

started=$(date +%s)
uv=.tools/uv/bin/uv

step() { printf '\033[1m›\033[0m %s\n' "$*"; }

if [ ! -x "$uv" ]; then
    step "Fetching uv (the package installer) into .tools/"
    if ! python3 -m venv .tools/uv >/dev/null 2>&1; then
        # Debian's Python may come without ensurepip; pip of the system then fills a plain folder.
        rm -rf .tools/uv
        python3 -m pip install --quiet --require-hashes --target .tools/packages -r tools/requirements.lock || {
            echo "Python has neither venv nor pip. On Debian or Ubuntu: apt-get install python3-venv" >&2
            exit 1
        }
        mkdir -p .tools/uv/bin
        ln -sf ../../packages/bin/uv "$uv"
    else
        .tools/uv/bin/pip install --quiet --disable-pip-version-check --require-hashes -r tools/requirements.lock
    fi
fi
uv=$PWD/$uv

# world FOLDER TITLE: brings FOLDER/.venv into step with FOLDER/requirements.lock.
world() {
    local folder=$1 title=$2 stamp=$1/.venv/.synced
    if [ -f "$stamp" ] && cmp -s "$folder/requirements.lock" "$stamp"; then return; fi
    step "Installing $title"
    [ -x "$folder/.venv/bin/python" ] || "$uv" --directory "$folder" venv --quiet .venv
    # Compiled at once: where Python may not write its own cache, each start would compile everything again.
    "$uv" --directory "$folder" pip sync --compile-bytecode requirements.lock
    cp "$folder/requirements.lock" "$stamp"
}

world . "the main world: gateway, backend, command line"
world bot "the Rasa world: understanding and dialogue (about 2.5 GB on disk)"

seconds=$(($(date +%s) - started))
mkdir -p var
echo "$seconds" >var/install-seconds
if [ "$seconds" -gt 2 ]; then step "Installed in $seconds s"; fi
