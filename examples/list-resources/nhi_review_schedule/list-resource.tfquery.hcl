list "nhi_review_schedule" "quarantining" {
  provider = nhi

  config {
    overdue_action = "quarantine"
  }
}
