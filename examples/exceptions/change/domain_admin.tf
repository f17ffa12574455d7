# It breaks policy: it has no end, and nobody reviews it.
resource "nhi_entitlement" "domain_admin" {
  identity      = nhi_identity.backup.id
  system        = nhi_system.directory.id
  privilege     = "domain-admins"
  privileged    = true
  justification = "The new backup software asks for it."
}
