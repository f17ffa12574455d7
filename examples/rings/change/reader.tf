# The change that is rolled out: the monitoring may read the event logs.
resource "nhi_entitlement" "event_logs" {
  identity      = nhi_identity.monitoring.id
  system        = nhi_system.directory.id
  privilege     = "event-log-readers"
  justification = "Finds what the servers complain of."
  expires_at    = "2027-12-31T23:59:59Z"
}
