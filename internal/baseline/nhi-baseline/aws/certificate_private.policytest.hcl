policytest {
  targets = ["certificate_private.policy.hcl"]
}

resource "aws_acmpca_certificate" "until_a_date" {
  attrs = { validity = [{ type = "END_DATE", value = "2027-01-01T00:00:00Z" }] }
}

resource "aws_acmpca_certificate" "of_a_year" {
  attrs = { validity = [{ type = "YEARS", value = "1" }], template_arn = "arn:aws:acm-pca:::template/EndEntityCertificate/V1" }
  expect {
    verdict = "pass"
  }
}

resource "aws_acmpca_certificate" "of_an_authority" {
  attrs = { validity = [{ type = "YEARS", value = 10 }], template_arn = "arn:aws:acm-pca:::template/RootCACertificate/V1" }
  expect {
    verdict = "pass"
  }
}

resource "aws_acmpca_certificate" "of_three_years" {
  attrs = { validity = [{ type = "MONTHS", value = 36 }], template_arn = null }
  expect {
    verdict = "fail"
  }
}

resource "aws_acmpca_certificate" "not_known_yet" {
  attrs = { validity = [{ type = "DAYS", value = unknown("number") }], template_arn = null }
  expect {
    verdict = "undecided"
  }
}

resource "aws_acmpca_certificate_authority" "current" {
  attrs = { certificate_authority_configuration = [{ key_algorithm = "RSA_4096", signing_algorithm = "SHA512WITHRSA" }] }
  expect {
    verdict = "pass"
  }
}

resource "aws_acmpca_certificate_authority" "old" {
  attrs = { certificate_authority_configuration = [{ key_algorithm = "RSA_1024", signing_algorithm = "SHA256WITHRSA" }] }
  expect {
    verdict = "fail"
  }
}
