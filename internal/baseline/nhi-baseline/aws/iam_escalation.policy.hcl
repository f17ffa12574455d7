# Refuses IAM policies with which an identity can make itself more powerful:
# passing any role, assuming any role, or changing the policies, keys, code and
# trust of any identity.
#
# Why: these actions on every resource are as much as being administrator. Who
# may pass any role to a function, an instance or a stack that it may create has
# the permissions of all of them.
#
# Mend: name the roles, users and functions in Resource, or bind the statement
# by a condition (iam:PassedToService, iam:PermissionsBoundary,
# aws:ResourceTag).
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
  iam_escalating = core::join(" ", [
    "iam:passrole",
    "iam:createpolicyversion",
    "iam:setdefaultpolicyversion",
    "iam:attachuserpolicy",
    "iam:attachgrouppolicy",
    "iam:attachrolepolicy",
    "iam:putuserpolicy",
    "iam:putgrouppolicy",
    "iam:putrolepolicy",
    "iam:addusertogroup",
    "iam:updateassumerolepolicy",
    "iam:deleteuserpermissionsboundary",
    "iam:deleterolepermissionsboundary",
    "iam:putuserpermissionsboundary",
    "iam:putrolepermissionsboundary",
    "iam:createsamlprovider",
    "iam:updatesamlprovider",
    "iam:createopenidconnectprovider",
    "iam:addclientidtoopenidconnectprovider",
    "sts:assumerole",
    "lambda:updatefunctioncode",
    "lambda:updatefunctionconfiguration",
    "glue:createdevendpoint",
    "glue:updatedevendpoint",
    "glue:updatejob",
    "cloudformation:createstack",
    "cloudformation:updatestack",
    "cloudformation:setstackpolicy",
    "datapipeline:createpipeline",
    "datapipeline:putpipelinedefinition",
    "codestar:createproject",
    "codestar:associateteammember",
    "codebuild:updateproject",
    "sagemaker:createpresignednotebookinstanceurl",
    "ssm:sendcommand",
    "ssm:startsession",
    "ec2:associateiaminstanceprofile",
    "ec2:replaceiaminstanceprofileassociation",
    "ec2:createlaunchtemplateversion",
    "ecs:registertaskdefinition",
    "sso:attachmanagedpolicytopermissionset",
    "sso:putinlinepolicytopermissionset",
    "sso:createaccountassignment",
    "organizations:detachpolicy",
    "organizations:leaveorganization",
  ])
}

resource_policy "aws_iam_*policy" "aws_iam_escalation" {
  filter = core::try(attrs.policy, null) != null

  locals {
    document   = core::jsondecode(attrs.policy)
    statements = core::flatten([core::try(local.document.Statement, [])])
    allowing   = [for s in local.statements : s if core::try(s.Effect, "") == "Allow" && !core::can(s.Principal) && !core::can(s.NotPrincipal) && !core::can(s.Condition)]
    found = core::flatten([for s in local.allowing : [
      for action in core::flatten([core::try(s.Action, [])]) : action
      if core::regex_match(local.iam_escalating, "(^| )${core::join("[a-z0-9:]*", core::split("*", core::lower(action)))}( |$)")
      && action != "*" && !core::endswith(action, ":*")
      && core::contains(core::flatten([core::try(s.Resource, [])]), "*")
    ]])
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "It allows ${core::join(", ", local.found)} on every resource: whoever has it can become administrator. Name the resources, or bind it by a condition."
  }
}

data_policy "aws_iam_policy_document" "aws_iam_escalation_document" {
  locals {
    document   = core::jsondecode(attrs.json)
    statements = core::flatten([core::try(local.document.Statement, [])])
    allowing   = [for s in local.statements : s if core::try(s.Effect, "") == "Allow" && !core::can(s.Principal) && !core::can(s.NotPrincipal) && !core::can(s.Condition)]
    found = core::flatten([for s in local.allowing : [
      for action in core::flatten([core::try(s.Action, [])]) : action
      if core::regex_match(local.iam_escalating, "(^| )${core::join("[a-z0-9:]*", core::split("*", core::lower(action)))}( |$)")
      && action != "*" && !core::endswith(action, ":*")
      && core::contains(core::flatten([core::try(s.Resource, [])]), "*")
    ]])
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "It allows ${core::join(", ", local.found)} on every resource: whoever has it can become administrator. Name the resources, or bind it by a condition."
  }
}
