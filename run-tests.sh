#!/usr/bin/env bash
# Builds everything and runs all tests, the corpus of traces first. Arguments go to `dotnet test`, for example
#   ./run-tests.sh --filter 'FullyQualifiedName~Hardware'
# OSLOCK_TEST_RESULTS=FOLDER keeps the TRX files, with the traces of failed tests attached; the folder has to be empty or not there.
# The last line is `N passed, N failed`, with `, N skipped` behind it if there are any; the exit code is 0 if nothing failed.
set -u -o pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")" || exit 1

wanted=$(sed -n 's/.*"version": *"\([^"]*\)".*/\1/p' global.json)
if ! command -v dotnet > /dev/null; then
  echo "run-tests.sh: expected the .NET SDK $wanted or a later one of the same major version, found no dotnet in PATH" >&2
  exit 1
fi
# dotnet itself applies global.json, in this folder.
if ! dotnet --version > /dev/null 2>&1; then
  found=$(cd / && dotnet --list-sdks 2> /dev/null | cut -d' ' -f1 | paste -sd' ' -)
  echo "run-tests.sh: expected the .NET SDK $wanted or a later one of the same major version, found ${found:-no SDK}" >&2
  exit 1
fi

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
dotnet restore OsLockConformance.sln --verbosity quiet || { echo "run-tests.sh: the restore failed" >&2; exit 1; }
dotnet build OsLockConformance.sln --configuration Release --no-restore --verbosity quiet || { echo "run-tests.sh: the build failed" >&2; exit 1; }

if [ -n "${OSLOCK_TEST_RESULTS:-}" ]; then
  results=$OSLOCK_TEST_RESULTS
  if ! mkdir -p -- "$results" || [ -n "$(ls -A -- "$results")" ]; then
    echo "run-tests.sh: OSLOCK_TEST_RESULTS expects a folder that is empty or not there, got '$results'" >&2
    exit 1
  fi
else
  results=$(mktemp -d) || exit 1
  trap 'rm -rf -- "$results"' EXIT
fi
status=0

# Runs the tests that are chosen by the arguments; the TRX file has the numbers, whatever the language of the console is.
run() {
  local name=$1
  shift
  dotnet test OsLockConformance.sln --configuration Release --no-build --nologo --results-directory "$results/$name" \
    --logger oslock-traces --logger trx --logger 'console;verbosity=minimal' "$@" || status=1
}

# Sums up an attribute of all <Counters>.
count() {
  find "$results" -name '*.trx' -exec sed -n "s/.*<Counters [^>]*\\b$1=\"\\([0-9]*\\)\".*/\\1/p" {} + | awk '{ sum += $1 } END { print sum + 0 }'
}

corpus='FullyQualifiedName~OsLockConformance.Tests.Traces.Corpus'
if [ $# -gt 0 ]; then
  run chosen "$@"
else
  echo "Corpus:"
  run corpus --filter "$corpus"
  if [ "$(count total)" -eq 0 ]; then
    echo "run-tests.sh: no trace of the corpus was replayed" >&2
    status=1
  fi
  echo "All other tests:"
  run rest --filter "${corpus/\~/!~}"
fi

total=$(count total)
executed=$(count executed)
passed=$(count passed)
# A test that ended in an error, a timeout or an abort has not passed either.
failed=$((executed - passed))
skipped=$((total - executed))
if [ "$status" -ne 0 ] && [ "$failed" -eq 0 ]; then
  echo "run-tests.sh: dotnet test failed without a failed test; its output is above" >&2
fi
[ "$failed" -eq 0 ] || status=1
if [ "$total" -eq 0 ]; then
  echo "run-tests.sh: no test was run" >&2
  status=1
fi
echo "$passed passed, $failed failed$([ "$skipped" -eq 0 ] || echo ", $skipped skipped")"
exit "$status"
