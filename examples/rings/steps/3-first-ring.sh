nhi check acme/tfplan --policies policies --register register.db --tenant acme
