//go:build unix

package main

import (
	"fmt"
	"slices"
	"strings"
)

// variants are what the ten rules say otherwise, so that fifty rules are fifty
// different ones in both languages: the first column is what testdata says.
// Nearly all of the plan keeps to every one of them.
var variants = []struct{ hcl, rego [5]string }{
	both("14400", "18000", "21600", "28800", "36000"),
	both("90", "100", "120", "180", "300"),
	pair([5]string{">= 7", ">= 6", ">= 5", ">= 3", ">= 1"}, [5]string{"< 7", "< 6", "< 5", "< 3", "< 1"}),
	both("(iam|kms|s3|sts|secretsmanager)", "(ec2|rds|iam)", "(lambda|sqs|sns)", "(organizations|account)", "(dynamodb|glue|athena)"),
	pair(
		[5]string{`local.actions, "*"`, `local.actions, "iam:PassRole"`, `local.actions, "sts:AssumeRole"`, `local.actions, "kms:ScheduleKeyDeletion"`, `local.actions, "s3:DeleteBucket"`},
		[5]string{`"*" in allowed`, `"iam:PassRole" in allowed`, `"sts:AssumeRole" in allowed`, `"kms:ScheduleKeyDeletion" in allowed`, `"s3:DeleteBucket" in allowed`},
	),
	both(`"iam:*"`, `"kms:*"`, `"sts:*"`, `"ec2:*"`, `"organizations:*"`),
	both("tags.owner", "tags.env", "tags.cost_center", "tags.managed_by", "tags.Name"),
	pair(
		[5]string{`^[a-z0-9.-]+@example\\.com$`, `^(prod|staging|dev)$`, `^cc-[0-9]+b?$`, `^(terraform|tofu)$`, `^app-[0-9a-z]+$`},
		[5]string{`^[a-z0-9.-]+@example\.com$`, `^(prod|staging|dev)$`, `^cc-[0-9]+b?$`, `^(terraform|tofu)$`, `^app-[0-9a-z]+$`},
	),
	both("aws_iam_access_key", "aws_iam_user_login_profile", "aws_iam_group_membership", "aws_iam_service_specific_credential", "aws_iam_user_ssh_key"),
	pair(
		[5]string{`p == "*"`, `p == "123456789012"`, `p == "210987654321"`, `p == "arn:aws:iam::123456789012:root"`, `p == "arn:aws:iam::210987654321:root"`},
		[5]string{`principal == "*"`, `principal == "123456789012"`, `principal == "210987654321"`, `principal == "arn:aws:iam::123456789012:root"`, `principal == "arn:aws:iam::210987654321:root"`},
	),
}

func both(texts ...string) struct{ hcl, rego [5]string } {
	return pair([5]string(texts), [5]string(texts))
}

func pair(hcl, rego [5]string) struct{ hcl, rego [5]string } {
	return struct{ hcl, rego [5]string }{hcl, rego}
}

// variant returns the ten rules with other names, and with what the i-th variant
// says.
func variant(rules string, i int) string {
	var replaced []string
	for _, v := range variants {
		replaced = append(replaced, v.hcl[0], v.hcl[i])
	}
	return strings.NewReplacer(replaced...).Replace(renamed(rules, i))
}

// renamed gives the rules names of their own.
func renamed(rules string, i int) string {
	return strings.ReplaceAll(rules, `" "`, fmt.Sprintf(`" "variant_%d_`, i))
}

// regoVariants returns the rules of all variants beside what they share.
func regoVariants(rules string) string {
	var shared, denying []string
	for _, part := range strings.Split(rules, "\n\n") {
		if strings.HasPrefix(part, "deny ") || strings.HasPrefix(part, "anyone(") {
			denying = append(denying, part)
		} else {
			shared = append(shared, part)
		}
	}
	all := slices.Clone(shared)
	for i := range len(variants[0].rego) {
		replaced := []string{": ", fmt.Sprintf(": variant_%d_", i), "anyone(", fmt.Sprintf("anyone_%d(", i)}
		for _, v := range variants {
			replaced = append(replaced, v.rego[0], v.rego[i])
		}
		all = append(all, strings.NewReplacer(replaced...).Replace(strings.Join(denying, "\n\n")))
	}
	return strings.Join(all, "\n\n")
}
