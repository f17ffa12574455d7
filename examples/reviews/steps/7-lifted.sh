export NHI_NOW=2027-03-20T10:00:00Z NHI_REGISTER=register.db
review=$(nhi review list --policies policies | awk '/backup-operators/ { print $1 }')
nhi review attest "$review" --outcome keep --reason "Late, and still in use." --evidence access_log=https://logs.example/q1 \
  --policies policies --key keys/raj --yes
nhi reconcile --policies policies --tenant acme
