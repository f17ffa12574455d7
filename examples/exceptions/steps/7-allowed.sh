terraform plan -out=tfplan
nhi check tfplan --policies policies
