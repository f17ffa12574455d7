# By its natural key.
terraform import nhi_identity.backup acme/svc-backup

# By its id.
terraform import nhi_identity.backup 019b76da-a800-7000-8000-000000000001
