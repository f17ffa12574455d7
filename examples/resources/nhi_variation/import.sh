# By its natural key.
terraform import nhi_variation.key_age acme/keys-rotate/max_age

# By its id.
terraform import nhi_variation.key_age 019b76da-a800-7000-8000-000000000001
