# Refuses instances whose metadata service answers over several hops.
#
# Why: containers on the instance then reach the keys of the instance's role,
# which are not for them.
#
# Mend: leave http_put_response_hop_limit at 1, and give containers roles of
# their own.
policy {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
  enforcement_level = "advisory"
}

resource_policy "aws_instance" "aws_instance_metadata_hops" {
  filter = core::try(attrs.metadata_options[0].http_put_response_hop_limit, null) != null

  enforce {
    condition     = attrs.metadata_options[0].http_put_response_hop_limit <= 1
    error_message = "Containers reach the keys of the instance's role over ${attrs.metadata_options[0].http_put_response_hop_limit} hops. Set http_put_response_hop_limit to 1."
  }
}

resource_policy "aws_launch_*" "aws_launch_metadata_hops" {
  enforcement_level = "mandatory_overridable"

  filter = core::try(attrs.metadata_options[0].http_put_response_hop_limit, null) != null

  enforce {
    condition     = attrs.metadata_options[0].http_put_response_hop_limit <= 1
    error_message = "Containers reach the keys of the instance's role over ${attrs.metadata_options[0].http_put_response_hop_limit} hops. Set http_put_response_hop_limit to 1."
  }
}
