#!/usr/bin/env bash
# Instructions per guest action, as callgrind counts them: repeatable, whatever else the machine does.
#   Conformance/InstructionCount/count.sh [TARGET...]
# Needs valgrind and the linker of NativeAOT (Debian: valgrind clang zlib1g-dev). A count is the difference between 6 rounds and 1, so that the
# start of the program and the drawing of the scenarios are not in it.
set -u -o pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")" || exit 1
for tool in valgrind clang; do
  command -v "$tool" > /dev/null || { echo "count.sh: expected $tool in PATH" >&2; exit 1; }
done
[ $# -gt 0 ] || set -- hardware linux-6.14

work=$(mktemp -d) || exit 1
trap 'rm -rf -- "$work"' EXIT
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
dotnet publish --configuration Release --runtime linux-x64 --verbosity quiet --output "$work" || { echo "count.sh: the build failed" >&2; exit 1; }
# valgrind can't read the debug information.
strip --strip-debug -o "$work/loop" "$work/OsLockConformance.InstructionCount" || exit 1

# Instructions and actions of so many rounds on a target.
run() {
  valgrind --tool=callgrind --callgrind-out-file=/dev/null "$work/loop" "$1" "$2" > "$work/actions" 2> "$work/log" \
    || { echo "count.sh: $1: $(grep -v '^==' "$work/log" | head -n 1)" >&2; exit 2; }
  echo "$(sed -n 's/.*Collected : \([0-9]*\).*/\1/p' "$work/log") $(cat "$work/actions")"
}

for target in "$@"; do
  once=$(run "$target" 1) || exit $?
  often=$(run "$target" 6) || exit $?
  echo "$once $often" | awk -v target="$target" '{ printf "%s: %d instructions an action\n", target, ($3 - $1) / ($4 - $2) }'
done
