export NHI_NOW=2026-12-01T09:00:00Z NHI_REGISTER=register.db
nhi review list --policies policies
