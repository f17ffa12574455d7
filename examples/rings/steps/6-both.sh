terraform -chdir=both init
terraform -chdir=both plan -out=tfplan
nhi check both/tfplan --policies policies --register register.db --ring 2
