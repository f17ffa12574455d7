# Refuses instances whose metadata service answers without a token (IMDSv1).
#
# Why: the metadata service hands out the keys of the instance's role. Version 1
# gives them to everything that can be made to fetch an address, such as a proxy
# or a web application.
#
# Mend: set http_tokens = "required" in metadata_options, on the instance or on
# its launch template.
policy {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "aws_instance" "aws_instance_metadata" {
  filter = core::length(core::try(attrs.launch_template, [])) == 0 || core::length(core::try(attrs.metadata_options, [])) > 0

  enforce {
    condition     = core::try(attrs.metadata_options[0].http_tokens, null) == "required" || core::try(attrs.metadata_options[0].http_endpoint, null) == "disabled"
    error_message = "Whoever makes the instance fetch an address gets the keys of its role. Set http_tokens in metadata_options to required."
  }
}

resource_policy "aws_launch_*" "aws_launch_metadata" {
  enforce {
    condition     = core::try(attrs.metadata_options[0].http_tokens, null) == "required" || core::try(attrs.metadata_options[0].http_endpoint, null) == "disabled"
    error_message = "Whoever makes the instance fetch an address gets the keys of its role. Set http_tokens in metadata_options to required."
  }
}

resource_policy "aws_spot_instance_request" "aws_spot_metadata" {
  filter = core::length(core::try(attrs.launch_template, [])) == 0 || core::length(core::try(attrs.metadata_options, [])) > 0

  enforce {
    condition     = core::try(attrs.metadata_options[0].http_tokens, null) == "required" || core::try(attrs.metadata_options[0].http_endpoint, null) == "disabled"
    error_message = "Whoever makes the instance fetch an address gets the keys of its role. Set http_tokens in metadata_options to required."
  }
}

resource_policy "aws_imagebuilder_infrastructure_configuration" "aws_imagebuilder_metadata" {
  enforce {
    condition     = core::try(attrs.instance_metadata_options[0].http_tokens, null) == "required"
    error_message = "What builds the image can be led to give away the keys of its role. Set http_tokens in instance_metadata_options to required."
  }
}

resource_policy "aws_sagemaker_notebook_instance" "aws_sagemaker_metadata" {
  enforce {
    condition     = core::try(attrs.instance_metadata_service_configuration[0].minimum_instance_metadata_service_version, null) != "1"
    error_message = "The notebook can be led to give away the keys of its role. Set minimum_instance_metadata_service_version to 2."
  }
}
