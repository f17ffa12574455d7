export NHI_NOW=2027-03-21T08:00:00Z NHI_REGISTER=register.db
nhi break-glass activate acme/svc-backup/directory/domain-admins --for 30m --reason "INC-7: the directory is corrupt." \
  --policies policies --key keys/raj --yes
