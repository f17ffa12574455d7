sed -i.before 's/backup server only/backup servers/' exception.tf
terraform plan -out=tfplan
nhi check tfplan --policies policies
