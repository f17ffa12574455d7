nhi check both/tfplan --policies policies --register register.db --ring 2 --max-tenants 2
