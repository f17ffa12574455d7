# By its natural key.
terraform import nhi_tenant.acme acme

# By its id.
terraform import nhi_tenant.acme 019b76da-a800-7000-8000-000000000001
