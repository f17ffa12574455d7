# Refuses clusters of EMR that use the default roles of the account.
#
# Why: the default roles are shared by all clusters, and may read every bucket
# and table of the account.
#
# Mend: give each cluster a service role and an instance profile of its own.
policy {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "aws_emr_cluster" "aws_emr_default_roles" {
  enforce {
    condition     = !core::endswith(attrs.service_role, "EMR_DefaultRole")
    error_message = "${attrs.name} shares ${attrs.service_role} with all clusters. Give it a role of its own."
  }

  enforce {
    condition     = !core::anytrue([for ec2 in core::try(attrs.ec2_attributes, []) : core::endswith(ec2.instance_profile, "EMR_EC2_DefaultRole")])
    error_message = "The machines of ${attrs.name} share EMR_EC2_DefaultRole with all clusters. Give them an instance profile of their own."
  }
}
