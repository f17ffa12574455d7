import {
  to = nhi_entitlement_set.backup
  identity = {
    id = "019b76da-a800-7000-8000-000000000001"
  }
}
