# By its natural key.
terraform import nhi_exception.legacy_admin acme/privileged-access-is-governed

# By its id.
terraform import nhi_exception.legacy_admin 019b76da-a800-7000-8000-000000000001
