policytest {
  targets = ["storage_signature.policy.hcl"]
}

data "azurerm_storage_account_sas" "sas_account_passes" {
  attrs = { https_only = true, start = "2027-01-01T00:00:00Z", expiry = "2027-01-04T00:00:00Z" }
  expect {
    policy  = "azure_sas_account"
    verdict = "pass"
  }
}

data "azurerm_storage_account_sas" "sas_account_fails" {
  attrs = { https_only = true, start = "2027-01-01T00:00:00Z", expiry = "2028-01-01T00:00:00Z" }
  expect {
    policy  = "azure_sas_account"
    verdict = "fail"
  }
}

data "azurerm_storage_account_sas" "sas_account_fails_2" {
  attrs = { https_only = false, start = "2027-01-01T00:00:00Z", expiry = "2027-01-02T00:00:00Z" }
  expect {
    policy  = "azure_sas_account"
    verdict = "fail"
  }
}

data "azurerm_storage_account_sas" "sas_account_undecided" {
  attrs = { https_only = true, start = unknown("string"), expiry = "2028-01-01T00:00:00Z" }
  expect {
    policy  = "azure_sas_account"
    verdict = "undecided"
  }
}

data "azurerm_storage_account_blob_container_sas" "sas_container_passes" {
  attrs = { https_only = true, start = "2027-01-01T00:00:00Z", expiry = "2027-01-04T00:00:00Z" }
  expect {
    policy  = "azure_sas_container"
    verdict = "pass"
  }
}

data "azurerm_storage_account_blob_container_sas" "sas_container_fails" {
  attrs = { https_only = true, start = "2027-01-01T00:00:00Z", expiry = "2028-01-01T00:00:00Z" }
  expect {
    policy  = "azure_sas_container"
    verdict = "fail"
  }
}

data "azurerm_storage_account_blob_container_sas" "sas_container_fails_2" {
  attrs = { https_only = false, start = "2027-01-01T00:00:00Z", expiry = "2027-01-02T00:00:00Z" }
  expect {
    policy  = "azure_sas_container"
    verdict = "fail"
  }
}

data "azurerm_storage_account_blob_container_sas" "sas_container_undecided" {
  attrs = { https_only = true, start = unknown("string"), expiry = "2028-01-01T00:00:00Z" }
  expect {
    policy  = "azure_sas_container"
    verdict = "undecided"
  }
}

resource "azurerm_managed_disk_sas_token" "sas_disk_passes" {
  attrs = { duration_in_seconds = 3600 }
  expect {
    policy  = "azure_sas_disk"
    verdict = "pass"
  }
}

resource "azurerm_managed_disk_sas_token" "sas_disk_fails" {
  attrs = { duration_in_seconds = 31536000 }
  expect {
    policy  = "azure_sas_disk"
    verdict = "fail"
  }
}

resource "azurerm_managed_disk_sas_token" "sas_disk_undecided" {
  attrs = { duration_in_seconds = unknown("number") }
  expect {
    policy  = "azure_sas_disk"
    verdict = "undecided"
  }
}
