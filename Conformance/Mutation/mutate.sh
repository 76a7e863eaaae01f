#!/usr/bin/env bash
# Mutation testing: Stryker changes the sources, one place at a time, and runs the tests of Conformance/Mutation against each change.
#   Conformance/Mutation/mutate.sh model [GLOB...]             the reference model
#   Conformance/Mutation/mutate.sh implementation [GLOB...]    the simulated hardware and KVM
# A GLOB names files, for example '**/Reference/Watchpoints.cs'; without one it is the whole project, which takes hours.
# Mutants that are alive and not in justified-mutants.json are printed; the exit code is 0 if there are none.
set -u -o pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")" || exit 1

case ${1:-} in
  model) project=OsLockConformance.Model.csproj; default=('**/*.cs') ;;
  implementation) project=OsLockConformance.Implementation.csproj; default=('**/Hardware/*.cs' '**/Kvm/*.cs') ;;
  *) echo "mutate.sh: expected 'model' or 'implementation', got '${1:-}'" >&2; exit 2 ;;
esac
shift
[ $# -gt 0 ] || set -- "${default[@]}"
mutate=()
for glob in "$@"; do mutate+=(--mutate "$glob"); done

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
# Every mutant gets a process of its own, which lives for a second or two: recompiling its methods costs more than it saves.
export DOTNET_TieredPGO=0 DOTNET_TC_CallCounting=0
dotnet tool restore > /dev/null || { echo "mutate.sh: dotnet-stryker could not be restored" >&2; exit 1; }
output=$(mktemp -d) || exit 1
trap 'rm -rf -- "$output"' EXIT
dotnet stryker --skip-version-check --project "$project" "${mutate[@]}" --output "$output" || { echo "mutate.sh: Stryker failed" >&2; exit 1; }
dotnet run --configuration Release --project Survivors -- justified-mutants.json "$output/reports/mutation-report.json"
