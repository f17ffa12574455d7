import {
  to = nhi_variation.key_age
  identity = {
    id = "019b76da-a800-7000-8000-000000000001"
  }
}
