# By its natural key.
terraform import nhi_review_schedule.quarterly acme/quarterly

# By its id.
terraform import nhi_review_schedule.quarterly 019b76da-a800-7000-8000-000000000001
