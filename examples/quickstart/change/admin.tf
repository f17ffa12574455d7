# A change that breaks policy: a privilege without an end, that nobody reviews.
resource "nhi_entitlement" "backup_admin" {
  identity      = nhi_identity.backup.id
  system        = nhi_system.directory.id
  privilege     = "domain-admins"
  privileged    = true
  justification = "The new backup software asks for it."
}
