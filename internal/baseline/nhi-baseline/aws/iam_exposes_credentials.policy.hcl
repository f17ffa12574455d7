# Refuses IAM policies that hand out credentials of any user, database, instance
# or federation.
#
# Why: what these actions return is another identity, and its use is no longer
# seen as that of the one who asked.
#
# Mend: name the users, databases or instances in Resource; give the identity
# what it needs itself.
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
  iam_exposing = core::join(" ", [
    "iam:createaccesskey",
    "iam:updateaccesskey",
    "iam:createloginprofile",
    "iam:updateloginprofile",
    "iam:createservicespecificcredential",
    "iam:resetservicespecificcredential",
    "iam:uploadsshpublickey",
    "iam:deactivatemfadevice",
    "chime:createapikey",
    "codepipeline:pollforjobs",
    "cognito-identity:getopenidtokenfordeveloperidentity",
    "connect:getfederationtoken",
    "ec2:getpassworddata",
    "gamelift:requestuploadcredentials",
    "gamelift:getcomputeauthtoken",
    "lightsail:getinstanceaccessdetails",
    "lightsail:getrelationaldatabasemasteruserpassword",
    "lightsail:downloaddefaultkeypair",
    "mediapackage:rotatechannelcredentials",
    "mediapackage:rotateingestendpointcredentials",
    "rds-db:connect",
    "redshift:getclustercredentials",
    "redshift:getclustercredentialswithiam",
    "redshift-serverless:getcredentials",
    "sso:getrolecredentials",
    "sts:assumerolewithsaml",
    "sts:assumerolewithwebidentity",
    "sts:getfederationtoken",
    "appsync:createapikey",
  ])
}

resource_policy "aws_iam_*policy" "aws_iam_exposes_credentials" {
  filter = core::try(attrs.policy, null) != null

  locals {
    document   = core::jsondecode(attrs.policy)
    statements = core::flatten([core::try(local.document.Statement, [])])
    allowing   = [for s in local.statements : s if core::try(s.Effect, "") == "Allow" && !core::can(s.Principal) && !core::can(s.NotPrincipal) && !core::can(s.Condition)]
    found = core::flatten([for s in local.allowing : [
      for action in core::flatten([core::try(s.Action, [])]) : action
      if core::regex_match(local.iam_exposing, "(^| )${core::join("[a-z0-9:]*", core::split("*", core::lower(action)))}( |$)")
      && action != "*" && !core::endswith(action, ":*")
      && core::contains(core::flatten([core::try(s.Resource, [])]), "*")
    ]])
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "It allows ${core::join(", ", local.found)} on every resource: these give out credentials of others. Name the resources that it is for."
  }
}

data_policy "aws_iam_policy_document" "aws_iam_exposes_credentials_document" {
  locals {
    document   = core::jsondecode(attrs.json)
    statements = core::flatten([core::try(local.document.Statement, [])])
    allowing   = [for s in local.statements : s if core::try(s.Effect, "") == "Allow" && !core::can(s.Principal) && !core::can(s.NotPrincipal) && !core::can(s.Condition)]
    found = core::flatten([for s in local.allowing : [
      for action in core::flatten([core::try(s.Action, [])]) : action
      if core::regex_match(local.iam_exposing, "(^| )${core::join("[a-z0-9:]*", core::split("*", core::lower(action)))}( |$)")
      && action != "*" && !core::endswith(action, ":*")
      && core::contains(core::flatten([core::try(s.Resource, [])]), "*")
    ]])
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "It allows ${core::join(", ", local.found)} on every resource: these give out credentials of others. Name the resources that it is for."
  }
}
