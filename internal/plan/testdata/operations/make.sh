#!/bin/sh
# Makes tfplan and plan.json anew from before.tf and after.tf. It needs
# Terraform, and no network: every resource is of the built-in provider.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cp "$here/before.tf" main.tf
terraform init -input=false >/dev/null
terraform apply -input=false -auto-approve >/dev/null
# An object that a failed replacement left deposed.
"${PYTHON:-python3}" "$here/deposed.py" terraform.tfstate
cp "$here/after.tf" main.tf
cp -R "$here/inner" inner
terraform init -input=false >/dev/null
terraform plan -input=false -var 'given={name="n",size=3}' -out=plan.tfplan >/dev/null
terraform show -json plan.tfplan >plan.json
cp plan.tfplan "$here/tfplan"
cp plan.json "$here/"
