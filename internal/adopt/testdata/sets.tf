# What acme/directory has and the register did not know. To apply this records it, and
# changes nothing in the system. Look at each owner, purpose and justification
# first, and mark what is privileged.

data "nhi_system" "directory" {
  key = "acme/directory"
}

data "nhi_tenant" "acme" {
  key = "acme"
}

resource "nhi_identity" "svc_etl" {
  tenant      = data.nhi_tenant.acme.id
  name        = "svc-etl"
  kind        = "service_account"
  owner       = "jane@acme.example"
  purpose     = "Held access in acme/directory before it was governed."
  environment = "production"
}

resource "nhi_entitlement_set" "svc_etl" {
  identity = nhi_identity.svc_etl.id
  system   = data.nhi_system.directory.id
  privileges = [{
    name = "readers"
    }, {
    name  = "writers"
    scope = "sales"
  }]
  justification = "It was held before it was governed."
}

data "nhi_identity" "svc_report" {
  key = "acme/svc-report"
}

resource "nhi_entitlement" "svc_report_readers" {
  identity      = data.nhi_identity.svc_report.id
  system        = data.nhi_system.directory.id
  privilege     = "readers"
  justification = "It was held before it was governed."
}
