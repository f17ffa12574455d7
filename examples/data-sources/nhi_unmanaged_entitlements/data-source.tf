data "nhi_unmanaged_entitlements" "all" {
  system = nhi_system.directory.id
}

# A nightly plan tells of it.
check "everything_is_managed" {
  assert {
    condition     = length(data.nhi_unmanaged_entitlements.all.entitlements) == 0
    error_message = "Nobody manages ${join(", ", [for e in data.nhi_unmanaged_entitlements.all.entitlements : "${e.privilege} of ${e.account}"])}."
  }
}
