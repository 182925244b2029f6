#!/bin/sh
# Make the environment that holdfast runs or is tested in: sh scripts/environment.sh FOLDER run|test
# Needs Python 3.11 or later; as root on Debian it installs what is missing of Python's venv module.
set -eu
folder=$1
purpose=$2

say() { printf '%s\n' "$*" >&2; }

find_python() {
  for name in ${PYTHON:-} python3 python3.13 python3.12 python3.11 python; do
    if command -v "$name" >/dev/null 2>&1 &&
      "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      command -v "$name"
      return
    fi
  done
}

install_debian() {
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    say "installing $* with apt-get"
    DEBIAN_FRONTEND=noninteractive apt-get update -qq >/dev/null 2>&1 || return 1
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$@" >/dev/null 2>&1
  else
    return 1
  fi
}

python=$(find_python)
if [ -z "$python" ]; then
  say "holdfast needs Python 3.11 or later; set PYTHON to one, for instance: make demo PYTHON=python3.12"
  exit 2
fi

if [ ! -x "$folder/bin/python" ] || ! "$folder/bin/python" -c 'import pip' 2>/dev/null; then
  say "making the environment in $folder with $("$python" --version)"
  if ! "$python" -m venv --clear "$folder" >/dev/null 2>&1; then
    version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    install_debian "python$version-venv" || install_debian python3-venv || {
      say "this Python cannot make environments; install its venv module (Debian: python3-venv)"
      exit 2
    }
    "$python" -m venv --clear "$folder"
  fi
fi

say "installing holdfast and what it needs (once; a later run finds it)"
"$folder/bin/python" -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'
if [ "$purpose" = test ]; then
  "$folder/bin/python" -m pip install --quiet --disable-pip-version-check \
    --group test --group lint --group docs --editable .
  # one test looks at the report in a real browser; without root or apt it says why it is left out
  command -v chromium >/dev/null 2>&1 || install_debian chromium ||
    say "no chromium here and none could be installed: the browser test will be skipped"
  touch "$folder/.ready-test"
else
  "$folder/bin/python" -m pip install --quiet --disable-pip-version-check --editable .
fi
touch "$folder/.ready"
