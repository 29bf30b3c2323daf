#!/bin/sh
# Makes .venv, hash-checked from requirements.lock, with p3dn itself installed in place.
#
#   .ci/venv.sh          make or refresh .venv
#   .ci/venv.sh --pick   only print the Python that would be used
#
# The stamp is taken away first and laid last, so a set-up that was interrupted is never taken for a finished
# one. It holds the folder's path: the scripts in .venv do not survive a move. What an analyst reads is said
# in Indonesian, then in English.
set -eu
MINORS="13 12 11" # newest first; tests/test_environment.py compares them with requires-python

cd "$(dirname "$0")/.."
folder=$(pwd -P)
no_venv=""

say() { printf '%s\n' "$*" >&2; }

# Print the version and the real path of a Python that runs, is 3.11 to 3.13 and can make a venv with pip.
# A pyenv shim exists for every version, but fails for those that are not switched on; and the python of an
# activated .venv is the very one that is about to be deleted: hence the interpreter's own word for where it is.
probe() {
    answer=$("$1" -c '
import sys
if sys.version_info[:2] not in {(3, int(minor)) for minor in sys.argv[1].split()}:
    sys.exit(1)
path = getattr(sys, "_base_executable", None) or sys.executable
try:
    import ensurepip, venv
except ImportError:
    print("no-venv", path)
else:
    print("%d.%d.%d" % sys.version_info[:3], path)
' "$MINORS" 2>/dev/null </dev/null) || return 1
    case $answer in
        "no-venv "*) no_venv=${no_venv:-${answer#no-venv }}; return 1 ;;
        *" /"*) printf '%s\n' "$answer" ;;
        *) return 1 ;;
    esac
}

# Every place where a Python could be, best first: PYTHON, then by name along PATH, then pyenv's own store.
candidates() {
    for minor in $MINORS; do names="${names:-} python3.$minor"; done
    for name in $names python3 python; do
        printf '%s\n' "$PATH" | tr ':' '\n' | while IFS= read -r place; do
            if [ -x "${place:-.}/$name" ]; then printf '%s\n' "${place:-.}/$name"; fi
        done
    done
    for minor in $MINORS; do
        for python in "${PYENV_ROOT:-${HOME:-}/.pyenv}"/versions/3."$minor".*/bin/python3; do
            if [ -x "$python" ]; then printf '%s\n' "$python"; fi
        done
    done
}

pick() {
    if [ -n "${PYTHON:-}" ]; then
        if probe "$PYTHON"; then return; fi
        say "PYTHON=$PYTHON bukan Python 3.11–3.13 dengan modul venv; dicari yang lain. (It is no Python 3.11–3.13 with venv; looking for another.)"
    fi
    list=$(candidates)
    # A here-document and not a pipe, so that `no_venv` is known afterwards.
    while IFS= read -r python; do
        if [ -n "$python" ] && probe "$python"; then return; fi
    done <<LIST
$list
LIST
    if [ -n "$no_venv" ]; then
        say "Python ada ($no_venv) tetapi modul venv belum terpasang: jalankan 'sudo apt install python3-venv' lalu ulangi perintah make."
        say "(Python is there, $no_venv, but its venv module is not: run 'sudo apt install python3-venv', then make again.)"
    else
        say "Tidak ada Python 3.11, 3.12 atau 3.13 yang dapat dipakai: pasang salah satu ('sudo apt install python3 python3-venv', 'pyenv install 3.13', atau lewat conda: environment.yml), atau sebut letaknya dengan make PYTHON=/letak/python3."
        say "(No usable Python 3.11, 3.12 or 3.13: install one, by 'sudo apt install python3 python3-venv', 'pyenv install 3.13' or conda with environment.yml, or name it: make PYTHON=/path/to/python3.)"
    fi
    return 1
}

pip() { .venv/bin/python -m pip install -qq --disable-pip-version-check "$@" </dev/null; }

failed() {
    say "Pemasangan gagal; sebabnya tertulis di atas (paling sering: sambungan internet). Ulangi perintah make. (The set-up failed for the reason above, most often the connection; run make again.)"
    exit 1
}

# Settings of the user's that would break an install into a venv.
export PIP_USER=0
unset PIP_REQUIRE_HASHES PIP_TARGET PIP_PREFIX PYTHONHOME

found=$(pick) || exit 1
if [ "${1:-}" = "--pick" ]; then
    printf '%s\n' "$found"
    exit
fi

stamped=$(cat .venv/.stamp 2>/dev/null || true)
rm -f .venv/.stamp
if [ "$stamped" = "$folder" ] && .venv/bin/python -c '' 2>/dev/null && cmp -s requirements.lock .venv/installed.lock; then
    say "[1/1] memperbarui p3dn di .venv … (refreshing p3dn)"
else
    say "[1/3] membuat .venv dengan Python ${found%% *} … (making .venv)"
    rm -rf .venv
    "${found#* }" -m venv .venv || failed
    say "[2/3] memasang $(grep -c '^[a-zA-Z0-9]' requirements.lock) paket dari requirements.lock, sekitar satu menit … (installing packages, about a minute)"
    pip --require-hashes -r requirements.lock || failed
    cp requirements.lock .venv/installed.lock
    say "[3/3] memasang p3dn … (installing p3dn)"
fi
pip --no-deps --no-build-isolation -e . || failed
printf '%s\n' "$folder" >.venv/.stamp
