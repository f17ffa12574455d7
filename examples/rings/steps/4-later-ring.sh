nhi check globex/tfplan --policies policies --register register.db --tenant globex
