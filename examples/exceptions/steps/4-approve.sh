nhi approve nhi_exception.domain_admin --plan tfplan --policies policies --key keys/alice --out approvals/alice.sig --yes
