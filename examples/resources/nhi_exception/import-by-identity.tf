import {
  to = nhi_exception.legacy_admin
  identity = {
    id = "019b76da-a800-7000-8000-000000000001"
  }
}
