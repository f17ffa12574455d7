terraform -chdir=acme apply tfplan
nhi check globex/tfplan --policies policies --register register.db --tenant globex --ring 2
terraform -chdir=globex apply tfplan
