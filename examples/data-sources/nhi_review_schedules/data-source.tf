data "nhi_tenant" "acme" {
  key = "acme"
}

# When the next reviews of one tenant are due.
data "nhi_review_schedules" "of_acme" {
  tenant = data.nhi_tenant.acme.id
}

output "next_reviews" {
  value = { for schedule in data.nhi_review_schedules.of_acme.review_schedules : schedule.name => schedule.next_due_at }
}
