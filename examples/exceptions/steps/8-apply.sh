terraform apply tfplan
terraform state show nhi_exception.domain_admin
