# When is the quarterly review due that follows an audit?
output "next_review" {
  # 2026-07-15T09:00:00Z
  value = provider::nhi::next_occurrence("quarterly", "2026-01-15T09:00:00Z", "2026-04-15T09:00:00Z")
}

# A finite rule that has no more due dates has no next one either.
output "ended" {
  # true
  value = provider::nhi::next_occurrence("FREQ=MONTHLY;COUNT=3", "2026-01-31T09:00:00+01:00", "2029-01-01T00:00:00Z") == null
}
