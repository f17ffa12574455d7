nhi approve nhi_exception.domain_admin --plan tfplan --print-canonical >canonical.json
ssh-keygen -Y sign -n nhi-approval@v1 -f keys/bob <canonical.json >approvals/bob.sig
ssh-keygen -Y verify -f policies/allowed_signers -n nhi-approval@v1 -I bob@msp.example -s approvals/bob.sig <canonical.json
