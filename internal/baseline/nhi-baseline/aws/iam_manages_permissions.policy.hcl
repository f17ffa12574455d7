# Refuses IAM policies that change who may use any bucket, key, secret, queue or
# function, that create and delete any identity, or that end the logs of the
# account.
#
# Why: an identity that writes the policies of resources decides about access,
# its own and that of strangers.
#
# Mend: name the resources in Resource, or leave the change of policies to the
# pipeline that owns them.
policy {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
  enforcement_level = "mandatory_overridable"
}

locals {
  # Between spaces, so that one expression finds what an action with * in it means.
  iam_managing = core::join(" ", [
    "iam:createrole",
    "iam:createuser",
    "iam:creategroup",
    "iam:createpolicy",
    "iam:createinstanceprofile",
    "iam:addroletoinstanceprofile",
    "iam:deleterole",
    "iam:deleteuser",
    "iam:deletegroup",
    "iam:deletepolicy",
    "iam:deletepolicyversion",
    "iam:deleterolepolicy",
    "iam:deleteuserpolicy",
    "iam:deletegrouppolicy",
    "iam:detachrolepolicy",
    "iam:detachuserpolicy",
    "iam:detachgrouppolicy",
    "iam:updaterole",
    "iam:updateuser",
    "iam:updateaccountpasswordpolicy",
    "iam:deleteaccountpasswordpolicy",
    "s3:putbucketpolicy",
    "s3:deletebucketpolicy",
    "s3:putbucketacl",
    "s3:putobjectacl",
    "s3:putobjectversionacl",
    "s3:putaccesspointpolicy",
    "s3:putbucketpublicaccessblock",
    "s3:putaccountpublicaccessblock",
    "s3:bypassgovernanceretention",
    "s3:objectowneroverridetobucketowner",
    "kms:putkeypolicy",
    "kms:creategrant",
    "kms:revokegrant",
    "kms:schedulekeydeletion",
    "kms:disablekey",
    "secretsmanager:putresourcepolicy",
    "secretsmanager:deleteresourcepolicy",
    "sqs:addpermission",
    "sqs:removepermission",
    "sqs:setqueueattributes",
    "sns:addpermission",
    "sns:removepermission",
    "sns:settopicattributes",
    "lambda:addpermission",
    "lambda:removepermission",
    "lambda:addlayerversionpermission",
    "ecr:setrepositorypolicy",
    "ecr:deleterepositorypolicy",
    "elasticfilesystem:putfilesystempolicy",
    "elasticfilesystem:deletefilesystempolicy",
    "glacier:setvaultaccesspolicy",
    "backup:putbackupvaultaccesspolicy",
    "backup:deletebackupvaultaccesspolicy",
    "glue:putresourcepolicy",
    "glue:deleteresourcepolicy",
    "events:putpermission",
    "events:removepermission",
    "logs:putresourcepolicy",
    "logs:deleteresourcepolicy",
    "ec2:modifysnapshotattribute",
    "ec2:modifyimageattribute",
    "ec2:modifyvpcendpointservicepermissions",
    "rds:modifydbsnapshotattribute",
    "rds:modifydbclustersnapshotattribute",
    "redshift:authorizesnapshotaccess",
    "redshift:createclusteruser",
    "redshift:joingroup",
    "ram:createresourceshare",
    "ram:associateresourceshare",
    "acm-pca:createpermission",
    "acm-pca:putpolicy",
    "cloudtrail:stoplogging",
    "cloudtrail:deletetrail",
    "cloudtrail:updatetrail",
    "config:stopconfigurationrecorder",
    "config:deleteconfigurationrecorder",
    "guardduty:deletedetector",
    "guardduty:updatedetector",
  ])
}

resource_policy "aws_iam_*policy" "aws_iam_manages_permissions" {
  filter = core::try(attrs.policy, null) != null

  locals {
    document   = core::jsondecode(attrs.policy)
    statements = core::flatten([core::try(local.document.Statement, [])])
    allowing   = [for s in local.statements : s if core::try(s.Effect, "") == "Allow" && !core::can(s.Principal) && !core::can(s.NotPrincipal) && !core::can(s.Condition)]
    found = core::flatten([for s in local.allowing : [
      for action in core::flatten([core::try(s.Action, [])]) : action
      if core::regex_match(local.iam_managing, "(^| )${core::join("[a-z0-9:]*", core::split("*", core::lower(action)))}( |$)")
      && action != "*" && !core::endswith(action, ":*")
      && core::contains(core::flatten([core::try(s.Resource, [])]), "*")
    ]])
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "It allows ${core::join(", ", local.found)} on every resource: who may use what is decided there. Name the resources that it is for."
  }
}

data_policy "aws_iam_policy_document" "aws_iam_manages_permissions_document" {
  locals {
    document   = core::jsondecode(attrs.json)
    statements = core::flatten([core::try(local.document.Statement, [])])
    allowing   = [for s in local.statements : s if core::try(s.Effect, "") == "Allow" && !core::can(s.Principal) && !core::can(s.NotPrincipal) && !core::can(s.Condition)]
    found = core::flatten([for s in local.allowing : [
      for action in core::flatten([core::try(s.Action, [])]) : action
      if core::regex_match(local.iam_managing, "(^| )${core::join("[a-z0-9:]*", core::split("*", core::lower(action)))}( |$)")
      && action != "*" && !core::endswith(action, ":*")
      && core::contains(core::flatten([core::try(s.Resource, [])]), "*")
    ]])
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "It allows ${core::join(", ", local.found)} on every resource: who may use what is decided there. Name the resources that it is for."
  }
}
