policytest {
  targets = ["s3_ownership.policy.hcl"]
}

resource "aws_s3_bucket_ownership_controls" "enforced" {
  attrs = { bucket = "b", rule = [{ object_ownership = "BucketOwnerEnforced" }] }
  expect {
    verdict = "pass"
  }
}

resource "aws_s3_bucket_ownership_controls" "of_writers" {
  attrs = { bucket = "b", rule = [{ object_ownership = "ObjectWriter" }] }
  expect {
    verdict = "fail"
  }
}

resource "aws_s3_bucket_ownership_controls" "not_known_yet" {
  attrs = { bucket = "b", rule = [{ object_ownership = unknown("string") }] }
  expect {
    verdict = "undecided"
  }
}
