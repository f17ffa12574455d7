import {
  to = nhi_tenant.acme
  identity = {
    id = "019b76da-a800-7000-8000-000000000001"
  }
}
