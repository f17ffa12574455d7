mv exception.tf.before exception.tf
terraform plan -out=tfplan
nhi check tfplan --policies policies --now 2027-01-15T00:00:00Z
