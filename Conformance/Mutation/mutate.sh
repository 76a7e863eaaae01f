#!/usr/bin/env bash
# Mutation testing: Stryker changes the sources, one place at a time, and the tests of Conformance/Mutation run against each change.
#   Conformance/Mutation/mutate.sh model [GLOB...]             the reference model
#   Conformance/Mutation/mutate.sh implementation [GLOB...]    the simulated hardware and KVM
#   Conformance/Mutation/mutate.sh --stryker model|implementation [GLOB...]
# A GLOB names files, for example '**/Reference/Watchpoints.cs'; without one it is the whole project. Stryker makes the mutants, and Mutants tries them in one
# process; with --stryker, Stryker tries them too, each in a process of its own, which takes hours. OSLOCK_MUTATION_REPORT=FILE keeps the report.
# Mutants that are alive and not in justified-mutants.json are printed, and what is there without being alive; the exit code is 0 if there is neither.
set -u -o pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")" || exit 1

stryker_alone=false
if [ "${1:-}" = --stryker ]; then
  stryker_alone=true
  shift
fi
case ${1:-} in
  model) name=OsLockConformance.Model; all=('**/*.cs') ;;
  implementation) name=OsLockConformance.Implementation; all=('**/Hardware/*.cs' '**/Kvm/*.cs') ;;
  *) echo "mutate.sh: expected 'model' or 'implementation', got '${1:-}'" >&2; exit 2 ;;
esac
shift

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
output=$(mktemp -d) || exit 1
trap 'rm -rf -- "$output"' EXIT
report=${OSLOCK_MUTATION_REPORT:-$output/report.json}

run_stryker() { # ARGUMENT...
  dotnet tool restore > /dev/null || { echo "mutate.sh: dotnet-stryker could not be restored" >&2; exit 1; }
  dotnet stryker --skip-version-check --project "$name.csproj" --output "$output" "$@" || { echo "mutate.sh: Stryker failed" >&2; exit 1; }
}

if $stryker_alone; then
  [ $# -gt 0 ] || set -- "${all[@]}"
  mutate=()
  for glob in "$@"; do mutate+=(--mutate "$glob"); done
  # Every mutant gets a process of its own, which lives for a second or two: recompiling its methods costs more than it saves.
  export DOTNET_TieredPGO=0 DOTNET_TC_CallCounting=0
  run_stryker "${mutate[@]}"
  cp -- "$output/reports/mutation-report.json" "$report" || exit 1
else
  mutate=()
  for glob in "${all[@]}"; do mutate+=(--mutate "$glob"); done
  # The one test that Stryker is to run keeps the mutated assembly.
  OSLOCK_MUTATED=$output run_stryker --test-case-filter FullyQualifiedName~MutatedAssembly "${mutate[@]}"
  dotnet build --configuration Release --verbosity quiet Mutants || { echo "mutate.sh: the build failed" >&2; exit 1; }
  Mutants/bin/Release/net10.0/OsLockConformance.Mutants "$output/reports/mutation-report.json" "$output/$name.dll" "$report" "$@" || exit
fi
dotnet run --configuration Release --project Survivors -- justified-mutants.json "$report"
