export NHI_NOW=2026-12-01T09:00:00Z NHI_REGISTER=register.db
review=$(nhi review list --policies policies | awk '/backup-operators/ { print $1 }')
nhi review attest "$review" --outcome keep --reason "Restores are tested every month." --evidence access_log=https://logs.example/q4 \
  --policies policies --key keys/raj --yes
