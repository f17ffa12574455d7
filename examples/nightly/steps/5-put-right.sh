terraform apply
./nightly.sh
