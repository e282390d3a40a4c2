#!/bin/sh
# Makes .venv for a clone: `setup.sh runtime` what the program needs, `dev` also what the checks need,
# `window` also the system libraries a screen needs. Installs system packages where root may, else names the command.
set -eu

OFFSCREEN="libegl1 libgl1 libxkbcommon0 libfontconfig1 libdbus-1-3 libglib2.0-0"
SCREEN="libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-image0 libxcb-render-util0
libxcb-randr0 libxcb-shape0 libxcb-sync1 libxcb-xfixes0 libxcb-xkb1"

install_packages() {
    if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1; then
        echo "installing: $*"
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
    else
        echo "Please run this once, then make again:" >&2
        echo "    sudo apt-get update && sudo apt-get install -y $*" >&2
        exit 1
    fi
}

find_python() {
    for candidate in python3 python3.13 python3.12 python3.11; do
        if "$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
}

python=$(find_python)
if [ -z "$python" ]; then
    echo "Python 3.11, 3.12 or 3.13 is needed and was not found." >&2
    exit 1
fi
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    version=$("$python" -c 'import sys; print("python3.%d" % sys.version_info[1])')
    install_packages "$version-venv"
fi
[ -x .venv/bin/python ] || "$python" -m venv .venv

install_requirements() {
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "$1"
}

case "$1" in
runtime)
    install_requirements requirements.txt
    ;;
dev)
    install_requirements requirements-dev.txt
    .venv/bin/python -c 'import PySide6.QtWidgets, PySide6.QtPrintSupport, PySide6.QtSvg' 2>/dev/null ||
        install_packages $OFFSCREEN
    ;;
window)
    .venv/bin/python -c 'import ctypes, PySide6.QtWidgets; ctypes.CDLL("libxcb-cursor.so.0")' 2>/dev/null ||
        install_packages $OFFSCREEN $SCREEN
    ;;
*)
    echo "usage: setup.sh runtime|dev|window" >&2
    exit 2
    ;;
esac
touch ".venv/$1"
