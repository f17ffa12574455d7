#!/usr/bin/env bash
# Every night: exits with 0 when everything is as it was decided, with 2 when
# something drifted, lapsed, is against policy or does not hold, and with 1 when
# that could not be told.
set -uo pipefail

worst=0
note() { [ "$1" -eq 0 ] || [ "$worst" -eq 1 ] || worst="$1"; }

terraform plan -input=false -detailed-exitcode -out=tfplan || note $?
nhi check tfplan --policies policies --register register.db --tenant acme --drift-only || note $?
nhi register check --register register.db || note $?
exit "$worst"
