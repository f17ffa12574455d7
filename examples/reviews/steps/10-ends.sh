export NHI_NOW=2027-03-21T09:00:00Z NHI_REGISTER=register.db
nhi reconcile --policies policies --tenant acme
nhi review list --policies policies
