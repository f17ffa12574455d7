policytest {
  targets = ["key_vault_certificate.policy.hcl"]
}

resource "azurerm_key_vault_certificate" "vault_certificate_validity_passes" {
  attrs = { name = "a", certificate_policy = [{ key_properties = [{ key_size = 2048 }], lifetime_action = [{}], x509_certificate_properties = [{ validity_in_months = 12 }] }] }
  expect {
    policy  = "azure_vault_certificate_validity"
    verdict = "pass"
  }
}

resource "azurerm_key_vault_certificate" "vault_certificate_validity_fails" {
  attrs = { name = "a", certificate_policy = [{ key_properties = [{ key_size = 2048 }], lifetime_action = [{}], x509_certificate_properties = [{ validity_in_months = 24 }] }] }
  expect {
    policy  = "azure_vault_certificate_validity"
    verdict = "fail"
  }
}

resource "azurerm_key_vault_certificate" "vault_certificate_validity_undecided" {
  attrs = { name = "a", certificate_policy = [{ key_properties = [{ key_size = 2048 }], lifetime_action = [{}], x509_certificate_properties = [{ validity_in_months = unknown("number") }] }] }
  expect {
    policy  = "azure_vault_certificate_validity"
    verdict = "undecided"
  }
}

resource "azurerm_key_vault_certificate" "vault_certificate_validity_leaves_out" {
  attrs = { certificate_policy = [] }
}

resource "azurerm_key_vault_certificate" "vault_certificate_renewal_passes" {
  attrs = { name = "a", certificate_policy = [{ key_properties = [{ key_size = 2048 }], lifetime_action = [{}], x509_certificate_properties = [{ validity_in_months = 12 }] }] }
  expect {
    policy  = "azure_vault_certificate_renewal"
    verdict = "pass"
  }
}

resource "azurerm_key_vault_certificate" "vault_certificate_renewal_fails" {
  attrs = { name = "a", certificate_policy = [{ lifetime_action = [] }] }
  expect {
    policy  = "azure_vault_certificate_renewal"
    verdict = "fail"
  }
}

resource "azurerm_key_vault_certificate" "vault_certificate_renewal_leaves_out" {
  attrs = { certificate_policy = [] }
}

resource "azurerm_key_vault_certificate" "vault_certificate_key_passes" {
  attrs = { name = "a", certificate_policy = [] }
  expect {
    policy  = "azure_vault_certificate_key"
    verdict = "pass"
  }
}

resource "azurerm_key_vault_certificate" "vault_certificate_key_passes_2" {
  attrs = { name = "a", certificate_policy = [{ key_properties = [{ key_type = "RSA", key_size = 4096 }], lifetime_action = [{}], x509_certificate_properties = [{ validity_in_months = 12 }] }] }
  expect {
    policy  = "azure_vault_certificate_key"
    verdict = "pass"
  }
}

resource "azurerm_key_vault_certificate" "vault_certificate_key_passes_3" {
  attrs = { name = "a", certificate_policy = [{ key_properties = [{ key_type = "EC", key_size = 256 }], lifetime_action = [{}], x509_certificate_properties = [{ validity_in_months = 12 }] }] }
  expect {
    policy  = "azure_vault_certificate_key"
    verdict = "pass"
  }
}

resource "azurerm_key_vault_certificate" "vault_certificate_key_fails" {
  attrs = { name = "a", certificate_policy = [{ key_properties = [{ key_type = "RSA", key_size = 1024 }], lifetime_action = [{}], x509_certificate_properties = [{ validity_in_months = 12 }] }] }
  expect {
    policy  = "azure_vault_certificate_key"
    verdict = "fail"
  }
}

resource "azurerm_key_vault_certificate" "vault_certificate_key_undecided" {
  attrs = { name = "a", certificate_policy = [{ key_properties = [{ key_type = "RSA", key_size = unknown("number") }], lifetime_action = [{}], x509_certificate_properties = [{ validity_in_months = 12 }] }] }
  expect {
    policy  = "azure_vault_certificate_key"
    verdict = "undecided"
  }
}
