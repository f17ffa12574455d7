cp change/*.tf .
terraform plan -out=tfplan
nhi check tfplan --policies policies
