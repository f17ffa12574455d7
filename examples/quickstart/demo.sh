#!/usr/bin/env bash
# The main job, from nothing: govern a tenant, refuse a change that breaks policy,
# except it with a signed approval, and see the exception end. Everything happens
# in a temporary folder that is removed at the end. `make demo` builds and runs it.
set -euo pipefail

for tool in terraform ssh-keygen; do
	command -v "$tool" >/dev/null || { echo "demo: $tool is not on PATH; install it and run 'make demo' again." >&2; exit 1; }
done

here="$(cd "$(dirname "$0")" && pwd)"
bin="$(cd "$here/../../bin" && pwd)"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

# Terraform is told where the provider just built is; the user's own configuration
# and environment stay out of it. The clock is set, so that the story ends the same
# way on any day.
export TF_CLI_CONFIG_FILE="$work/terraform.rc" TF_IN_AUTOMATION=1 CHECKPOINT_DISABLE=1
export NHI_NOW=2026-11-23T09:00:00Z
export PATH="$bin:$PATH"
unset TF_DATA_DIR TF_WORKSPACE TF_CLI_ARGS TF_LOG NHI_REGISTER "${!TF_CLI_ARGS_@}" "${!TF_VAR_@}"
cat >"$TF_CLI_CONFIG_FILE" <<EOF
provider_installation {
  dev_overrides { "nhi-governance/nhi" = "$bin" }
  direct {}
}
EOF

bold="" dim="" reset=""
if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then bold=$'\e[1m' dim=$'\e[2m' reset=$'\e[0m'; fi
say() { printf '\n%s%s%s\n' "$bold" "$*" "$reset"; }
show() { printf '%s$ %s%s\n' "$dim" "$*" "$reset"; }

# quiet runs a step whose output is of no interest, unless it fails.
quiet() {
	"$@" >"$work/log" 2>&1 || { cat "$work/log" >&2; echo "demo: '$*' failed" >&2; exit 1; }
}

# check plans the folder and judges the plan; it fails unless the check's exit code is the expected one.
check() {
	local expected="$1" code=0
	show "terraform plan -out=tfplan"
	quiet terraform plan -input=false -out=tfplan
	show "nhi check tfplan --policies policies"
	nhi check tfplan --policies policies || code=$?
	printf '%s(exit %d)%s\n' "$dim" "$code" "$reset"
	[ "$code" -eq "$expected" ] || { echo "demo: the check was expected to exit with $expected" >&2; exit 1; }
}

cp -r "$here"/main.tf "$here"/policies "$work"
cd "$work"

say "1. A tenant, two identities, what they may do, and who reviews it."
show "terraform apply"
quiet terraform apply -no-color -input=false -auto-approve
grep -E '^Apply complete' "$work/log"

say "2. A change gives the backup account domain-admins: no end, nobody reviews it."
show "cat admin.tf"
cp "$here"/change/admin.tf .
cat admin.tf
check 2

say "3. Its author asks for an exception. Asking is not enough: nobody has approved it."
cp "$here"/change/exception.tf .
check 2

say "4. A security lead approves it with the SSH key that already signs her commits."
quiet ssh-keygen -q -t ed25519 -N '' -C alice@msp.example -f alice
printf 'alice@msp.example namespaces="nhi-approval@v1" %s\n' "$(cat alice.pub)" >policies/allowed_signers
mkdir approvals
show "nhi approve nhi_exception.backup_admin --plan tfplan --key ~/.ssh/id_ed25519 --out approvals/alice.sig"
nhi approve nhi_exception.backup_admin --plan tfplan --policies policies --key alice --yes --out approvals/alice.sig
check 0

say "5. Applied, there is nothing left to do."
show "terraform apply tfplan && terraform plan"
quiet terraform apply -no-color -input=false tfplan
quiet terraform plan -no-color -input=false -detailed-exitcode
grep -E '^No changes' "$work/log"

say "6. In January the exception has ended, and without anyone remembering, so has the permission."
export NHI_NOW=2027-01-15T00:00:00Z
show "NHI_NOW=$NHI_NOW"
check 2

say "That is the product: policy decides, automation carries out. The files are in examples/quickstart."
