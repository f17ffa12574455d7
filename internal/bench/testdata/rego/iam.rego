# The ten rules of ../policies/iam.policy.hcl, for conftest.
package main

import rego.v1

planned contains change if {
	some change in input.resource_changes
	change.mode == "managed"
	some action in change.change.actions
	action in {"create", "update"}
}

listed(x) := x if is_array(x)

listed(x) := [x] if not is_array(x)

# The actions that a policy document allows.
allowed(document) := {action |
	some statement in listed(json.unmarshal(document).Statement)
	statement.Effect == "Allow"
	some action in listed(statement.Action)
}

inline := {"aws_iam_role_policy", "aws_iam_user_policy", "aws_iam_group_policy"}

policies := inline | {"aws_iam_policy"}

taggable := {"aws_iam_role", "aws_iam_policy", "aws_iam_user", "aws_secretsmanager_secret"}

deny contains sprintf("%s: no_wildcard_action", [change.address]) if {
	some change in planned
	change.type in policies
	"*" in allowed(change.change.after.policy)
}

deny contains sprintf("%s: no_wildcard_service", [change.address]) if {
	some change in planned
	change.type in policies
	some action in allowed(change.change.after.policy)
	regex.match(`^(iam|kms|s3|sts|secretsmanager):\*$`, action)
}

deny contains sprintf("%s: owner_is_named", [change.address]) if {
	some change in planned
	change.type in taggable
	not change.change.after.tags.owner
}

deny contains sprintf("%s: owner_is_an_address", [change.address]) if {
	some change in planned
	change.type in taggable
	owner := change.change.after.tags.owner
	not regex.match(`^[a-z0-9.-]+@example\.com$`, owner)
}

deny contains sprintf("%s: no_access_keys", [change.address]) if {
	some change in planned
	change.type == "aws_iam_access_key"
}

deny contains sprintf("%s: sessions_are_short", [change.address]) if {
	some change in planned
	change.type == "aws_iam_role"
	change.change.after.max_session_duration > 14400
}

deny contains sprintf("%s: inline_is_no_admin", [change.address]) if {
	some change in planned
	change.type in inline
	some action in allowed(change.change.after.policy)
	action in {"*", "iam:*"}
}

deny contains sprintf("%s: rotation_is_frequent", [change.address]) if {
	some change in planned
	change.type == "aws_secretsmanager_secret_rotation"
	some rule in change.change.after.rotation_rules
	rule.automatically_after_days > 90
}

deny contains sprintf("%s: deletion_can_be_undone", [change.address]) if {
	some change in planned
	change.type == "aws_secretsmanager_secret"
	change.change.after.recovery_window_in_days < 7
}

deny contains sprintf("%s: trust_names_principals", [change.address]) if {
	some change in planned
	change.type == "aws_iam_role"
	some statement in listed(json.unmarshal(change.change.after.assume_role_policy).Statement)
	statement.Effect == "Allow"
	anyone(statement.Principal)
}

anyone(principal) if principal == "*"

anyone(principal) if "*" in listed(principal.AWS)
