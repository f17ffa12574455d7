# Refuses outputs whose names say that they are secrets and that are not
# declared sensitive.
#
# Why: such an output is printed by every apply, and kept in the log of the
# pipeline.
#
# Mend: set sensitive to true, or better, give out where the secret is instead
# of the secret.
policy {
  enforcement_level = "mandatory_overridable"
}

output_policy "*" "any_output_secret" {
  filter = core::regex_match(meta.name, "(?i)(passw(or)?d|passphrase|secret|token|api_?key|access_?key|private_?key|credential|kube_?config)") && !core::regex_match(meta.name, "(?i)(_|-|^)(arns?|names?|ids?|paths?|files?|uris?|urls?|endpoints?|region|version|ttl|expiry|expires|length|prefix|enabled|type|issuer|audience|fingerprint|command|location|rotation|namespace)$|public")

  enforce {
    condition     = attrs.sensitive == true
    error_message = "The output ${meta.name} is printed by every apply. Set sensitive to true, or give out where the secret is."
  }
}
