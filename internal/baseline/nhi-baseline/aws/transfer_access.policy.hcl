# Refuses transfer servers that speak FTP, or take old algorithms.
#
# Why: FTP sends passwords in the clear; the older security policies of AWS
# Transfer accept SHA-1 and short keys.
#
# Mend: use SFTP, and a security policy of 2024 or later.
policy {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "aws_transfer_server" "aws_transfer_protocols" {
  enforce {
    condition     = !core::contains(core::try(attrs.protocols, null) == null ? [] : attrs.protocols, "FTP")
    error_message = "Passwords reach the server in the clear by FTP. Use SFTP."
  }

  enforce {
    condition     = core::regex_match(core::try(attrs.security_policy_name, null) == null ? "TransferSecurityPolicy-2018-11" : attrs.security_policy_name, "(FIPS-)?20(2[2-9]|[3-9][0-9])-|PQ-|Restricted")
    error_message = "The server takes what ${core::try(attrs.security_policy_name, null) == null ? "TransferSecurityPolicy-2018-11, its default," : attrs.security_policy_name} took. Set security_policy_name to TransferSecurityPolicy-2024-01 or later."
  }
}
