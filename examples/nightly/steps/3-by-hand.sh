terraform -chdir=elsewhere init
terraform -chdir=elsewhere apply
