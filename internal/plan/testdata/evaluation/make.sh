#!/bin/sh
# Makes plan.json anew. It needs Terraform, and no network: every resource is of
# the built-in provider.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -R "$here"/. "$work"
cd "$work"
terraform init -input=false >/dev/null
terraform plan -input=false -out=tfplan >/dev/null
terraform show -json tfplan >"$here/plan.json"
