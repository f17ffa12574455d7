# By its natural key.
terraform import nhi_entitlement_set.backup acme/svc-backup/directory

# By its id.
terraform import nhi_entitlement_set.backup 019b76da-a800-7000-8000-000000000001
