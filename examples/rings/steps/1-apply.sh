terraform -chdir=acme init
terraform -chdir=acme apply
terraform -chdir=globex init
terraform -chdir=globex apply
