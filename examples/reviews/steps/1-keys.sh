mkdir -p keys approvals
for person in alice raj jane; do
  ssh-keygen -q -t ed25519 -N '' -C "$person@msp.example" -f "keys/$person"
  echo "$person@msp.example namespaces=\"nhi-approval@v1,nhi-attestation@v1,nhi-activation@v1\" $(cat "keys/$person.pub")" >>policies/allowed_signers
done
