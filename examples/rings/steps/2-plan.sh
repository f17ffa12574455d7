cp change/reader.tf tenant/
terraform -chdir=acme plan -out=tfplan
terraform -chdir=globex plan -out=tfplan
