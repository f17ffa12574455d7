# By its natural key.
terraform import nhi_system.directory acme/directory

# By its id.
terraform import nhi_system.directory 019b76da-a800-7000-8000-000000000001
