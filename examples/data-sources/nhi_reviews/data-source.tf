data "nhi_tenant" "acme" {
  key = "acme"
}

data "nhi_reviews" "overdue" {
  tenant = data.nhi_tenant.acme.id
  state  = "overdue"
}

# What each reviewer should have looked at by now.
output "overdue_reviews" {
  value = { for review in data.nhi_reviews.overdue.reviews : review.subject => review.reviewers }
}
