nhi audit log --tenant acme
