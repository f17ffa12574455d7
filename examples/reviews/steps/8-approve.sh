export NHI_REGISTER=register.db
nhi approve --kind break_glass acme/svc-backup/directory/domain-admins --policies policies --key keys/alice --out approvals/alice.sig --yes
terraform apply
nhi break-glass list --policies policies
