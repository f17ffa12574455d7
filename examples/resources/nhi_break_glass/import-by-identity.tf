import {
  to = nhi_break_glass.domain_admin
  identity = {
    id = "019b76da-a800-7000-8000-000000000001"
  }
}
