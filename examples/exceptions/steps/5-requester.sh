nhi approve nhi_exception.domain_admin --plan tfplan --policies policies --key keys/jane --out approvals/jane.sig --yes
