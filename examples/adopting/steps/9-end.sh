sed -i '/"nhi_entitlement" "svc_etl_writers"/,/^}/d' adopted_directory.tf
terraform apply
