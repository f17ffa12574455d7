data "nhi_posture" "all" {
  within = "30d"
}

# A plan warns of tenants where a review is overdue.
check "reviews" {
  assert {
    condition     = alltrue([for tenant in data.nhi_posture.all.tenants : tenant.overdue.count == 0])
    error_message = "Overdue: ${join(", ", [for tenant in data.nhi_posture.all.tenants : "${tenant.slug} (${tenant.overdue.count})" if tenant.overdue.count > 0])}."
  }
}
