data "nhi_review_schedule" "quarterly" {
  key = "acme/quarterly"
}
