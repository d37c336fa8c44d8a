# shellcheck shell=bash disable=SC2034
# To be sourced by the other scripts: one place says which tools are used.
# Every call of cargo goes through one toolchain, so that native and wasm builds share what they can.

project="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
tools="$project/.tools"
toolchain_file="$tools/toolchain"
python_file="$tools/python"
wasm_target="wasm32-unknown-unknown"

# An empty file means: the cargo on PATH, without rustup.
if [[ -s "$toolchain_file" ]]; then
  RUSTUP_TOOLCHAIN="$(<"$toolchain_file")"
  export RUSTUP_TOOLCHAIN
fi
# The Python that has what the tests with other programs need.
if [[ -s "$python_file" ]]; then
  TRUSTLENS_PYTHON="$(<"$python_file")"
  export TRUSTLENS_PYTHON
fi
[[ ":$PATH:" == *":$tools/bin:"* ]] || export PATH="$tools/bin:${HOME:-}/.cargo/bin:$PATH"

# say SENTENCE: what happens now.
say() {
  printf '%s\n' "$*"
}

# heading WORDS: the start of a step.
heading() {
  printf '\n== %s ==\n' "$*"
}

# fail SENTENCE: why it cannot go on, and what would help.
fail() {
  printf '\nStopped: %s\n' "$*" >&2
  exit 1
}

# step HEADING COMMAND...: run one step under its heading and say how long it took.
# The caller's `set -e` ends the script where the command fails; current_step is then its heading.
step() {
  local title="$1" start=$SECONDS
  current_step="$title"
  shift
  heading "$title"
  "$@"
  say "-- $title: $((SECONDS - start)) s"
}
