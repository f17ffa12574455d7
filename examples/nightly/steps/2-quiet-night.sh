./nightly.sh
