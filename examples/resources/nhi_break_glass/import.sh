# By its natural key.
terraform import nhi_break_glass.domain_admin acme/svc-recovery/directory/domain-admins

# By its id.
terraform import nhi_break_glass.domain_admin 019b76da-a800-7000-8000-000000000001
