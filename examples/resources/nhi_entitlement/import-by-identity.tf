import {
  to = nhi_entitlement.backup_operator
  identity = {
    id = "019b76da-a800-7000-8000-000000000001"
  }
}
