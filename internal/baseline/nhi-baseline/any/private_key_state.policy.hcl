# Refuses private keys that Terraform makes and keeps in its state.
#
# Why: the key is in every copy of the state and in the log of nothing; whoever
# reads one has it, unseen.
#
# Mend: use the ephemeral resource tls_private_key with a write-only argument,
# or let the service that uses the key make it.
policy {
  required_providers {
    tls = {
      source = "hashicorp/tls"
    }
  }
  enforcement_level = "advisory"
}

resource_policy "tls_private_key" "any_private_key_state" {
  enforce {
    condition     = false
    error_message = "The private key is kept in the state. Use the ephemeral resource tls_private_key, or let the service make it."
  }
}
