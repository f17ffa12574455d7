import {
  to = nhi_review_schedule.quarterly
  identity = {
    id = "019b76da-a800-7000-8000-000000000001"
  }
}
