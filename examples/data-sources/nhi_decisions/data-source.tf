# The latest plans that were denied, in every tenant.
data "nhi_decisions" "denied" {
  outcome = "deny"
  limit   = 50
}

output "denied" {
  value = [for decision in data.nhi_decisions.denied.decisions : {
    at       = decision.recorded_at
    by       = decision.actor
    policies = distinct(decision.denied[*].policy)
  }]
}
