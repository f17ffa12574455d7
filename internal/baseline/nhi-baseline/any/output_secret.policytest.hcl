policytest {
  targets = ["output_secret.policy.hcl"]
}

output "db_password" "marked" {
  attrs = { value = "not-so-secret", sensitive = true }
  meta  = { name = "db_password" }
  expect {
    policy  = "any_output_secret"
    verdict = "pass"
  }
}

output "db_password" "printed" {
  attrs = { value = "not-so-secret", sensitive = false }
  meta  = { name = "db_password" }
  expect {
    policy  = "any_output_secret"
    verdict = "fail"
  }
}

output "db_secret_arn" "a_place" {
  attrs = { value = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db", sensitive = false }
  meta  = { name = "db_secret_arn" }
}
