# What acme/directory has and the register did not know. To apply this records it, and
# changes nothing in the system. Look at each owner, purpose and justification
# first, and mark what is privileged.

data "nhi_system" "directory" {
  key = "acme/directory"
}

data "nhi_tenant" "acme" {
  key = "acme"
}

resource "nhi_identity" "_4711" {
  tenant      = data.nhi_tenant.acme.id
  name        = "4711"
  kind        = "service_account"
  owner       = "jane@acme.example"
  purpose     = "Held access in acme/directory before it was governed."
  environment = "production"
}

resource "nhi_entitlement" "_4711_c0f16791" {
  identity      = nhi_identity._4711.id
  system        = data.nhi_system.directory.id
  privilege     = "\"\\\n"
  justification = "It was held before it was governed."
}

resource "nhi_entitlement" "_4711_file_x_if" {
  identity      = nhi_identity._4711.id
  system        = data.nhi_system.directory.id
  privilege     = "$${file(\"x\")}"
  scope         = "%%{ if"
  justification = "It was held before it was governed."
}

resource "nhi_identity" "cn_svc_etl_dc_acme" {
  tenant      = data.nhi_tenant.acme.id
  name        = "cn=svc etl,dc=acme"
  kind        = "service_account"
  owner       = "jane@acme.example"
  purpose     = "Held access in acme/directory before it was governed."
  environment = "production"
}

resource "nhi_entitlement" "cn_svc_etl_dc_acme_cn_readers_dc_acme" {
  identity      = nhi_identity.cn_svc_etl_dc_acme.id
  system        = data.nhi_system.directory.id
  privilege     = "cn=Readers,dc=acme"
  justification = "It was held before it was governed."
}

resource "nhi_identity" "cn_svc_etl_dc_acme_e9491e79" {
  tenant      = data.nhi_tenant.acme.id
  name        = "cn-svc-etl-dc-acme-e9491e79"
  kind        = "service_account"
  owner       = "jane@acme.example"
  purpose     = "Held access in acme/directory before it was governed."
  environment = "production"
  external_id = "cn=svc/etl,dc=acme"
}

resource "nhi_entitlement" "cn_svc_etl_dc_acme_cn_readers_dc_acme_4509115f" {
  identity      = nhi_identity.cn_svc_etl_dc_acme_e9491e79.id
  system        = data.nhi_system.directory.id
  privilege     = "cn=Readers,dc=acme"
  justification = "It was held before it was governed."
}

resource "nhi_identity" "directory" {
  tenant      = data.nhi_tenant.acme.id
  name        = "directory"
  kind        = "service_account"
  owner       = "jane@acme.example"
  purpose     = "Held access in acme/directory before it was governed."
  environment = "production"
}

resource "nhi_entitlement" "directory_7e5d47ec" {
  identity      = nhi_identity.directory.id
  system        = data.nhi_system.directory.id
  privilege     = "-"
  justification = "It was held before it was governed."
}

resource "nhi_identity" "svc_backup" {
  tenant      = data.nhi_tenant.acme.id
  name        = "svc-backup-d527fbde"
  kind        = "service_account"
  owner       = "jane@acme.example"
  purpose     = "Held access in acme/directory before it was governed."
  environment = "production"
  external_id = "svc-backup"
}

resource "nhi_entitlement" "svc_backup_readers" {
  identity      = nhi_identity.svc_backup.id
  system        = data.nhi_system.directory.id
  privilege     = "readers"
  justification = "It was held before it was governed."
}
