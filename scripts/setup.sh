#!/usr/bin/env bash
# Makes .venv and installs the lock into it. Called by `make setup`, which runs it only when the lock has changed.
# Needs Python 3.11 or later; PYTHON=/path/to/python chooses one.
set -euo pipefail
cd "$(dirname "$0")/.."

readonly venv=.venv

fail() {
    printf 'setup: %s\n' "$1" >&2
    exit 1
}

is_new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

find_python() {
    if [ -n "${PYTHON:-}" ]; then
        is_new_enough "$PYTHON" || fail "PYTHON=$PYTHON is not a Python 3.11 or later."
        printf '%s\n' "$PYTHON"
        return
    fi
    local candidate
    for candidate in python3 python3.11 python3.12 python3.13 python3.14 python \
        /usr/bin/python3 /usr/local/bin/python3 /opt/homebrew/bin/python3; do
        if is_new_enough "$candidate"; then
            printf '%s\n' "$candidate"
            return
        fi
    done
    fail "no Python 3.11 or later was found. Install one (Debian: apt install python3 python3-venv; \
macOS: brew install python@3.11) or name one: make setup PYTHON=/path/to/python3.11"
}

# Debian's python3 comes without the part that makes virtual environments.
install_debian_venv() {
    local package as_root=()
    package="python$("$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv"
    command -v apt-get >/dev/null || fail "$1 has no working venv module. Install a complete Python 3.11."
    if [ "$(id -u)" -ne 0 ]; then
        sudo -n true 2>/dev/null || fail "$1 has no working venv module. Run: sudo apt install $package"
        as_root=(sudo -n)
    fi
    echo "setup: installing $package, which $1 needs to make a virtual environment"
    ${as_root[@]+"${as_root[@]}"} apt-get update -qq
    ${as_root[@]+"${as_root[@]}"} env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$package" ||
        fail "could not install $package. Install it by hand, then run make again."
}

python=$(find_python)

# A half-made or moved environment, or one whose Python is gone, is made afresh.
if ! "$venv/bin/python" -m pip --version >/dev/null 2>&1 || ! is_new_enough "$venv/bin/python"; then
    "$python" -c 'import venv, ensurepip' >/dev/null 2>&1 || install_debian_venv "$python"
    echo "setup: making $venv with $("$python" --version)"
    rm -rf "$venv"
    "$python" -m venv "$venv" || fail "$python could not make a virtual environment in $venv."
fi

options=(--disable-pip-version-check --quiet --require-hashes --requirement requirements.txt)
if ! "$venv/bin/python" -c 'import sys; sys.exit(sys.version_info < (3, 11, 5))'; then
    # Debian 12 ships 3.11.2. Two packages declare 3.11.5, use nothing newer than 3.11.0, and pass the tests on it.
    echo "setup: $("$venv/bin/python" --version) is older than two packages ask for (3.11.5); installing them all the same"
    options+=(--ignore-requires-python)
fi
echo "setup: installing the packages of requirements.txt (a minute or two, once)"
"$venv/bin/python" -m pip install "${options[@]}" ||
    fail "the packages did not install; the lines above say why. Run 'make setup' to try again."
