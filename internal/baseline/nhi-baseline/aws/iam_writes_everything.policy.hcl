# Refuses IAM policies that write, delete or run any resource of a service whose
# resources can be named.
#
# Why: with such a permission one leaked identity destroys or alters what
# belongs to every workload of the account.
#
# Mend: name the buckets, tables, queues, functions and instances in Resource,
# or bind the statement by a condition such as aws:ResourceTag.
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
  iam_writing = core::join(" ", [
    "s3:putobject",
    "s3:deleteobject",
    "s3:deleteobjectversion",
    "s3:deletebucket",
    "s3:createbucket",
    "s3:putbucketversioning",
    "s3:putlifecycleconfiguration",
    "s3:putencryptionconfiguration",
    "s3:putreplicationconfiguration",
    "dynamodb:putitem",
    "dynamodb:updateitem",
    "dynamodb:deleteitem",
    "dynamodb:batchwriteitem",
    "dynamodb:createtable",
    "dynamodb:updatetable",
    "dynamodb:deletetable",
    "sqs:sendmessage",
    "sqs:receivemessage",
    "sqs:deletemessage",
    "sqs:deletequeue",
    "sqs:purgequeue",
    "sqs:createqueue",
    "sns:publish",
    "sns:createtopic",
    "sns:deletetopic",
    "sns:subscribe",
    "lambda:createfunction",
    "lambda:invokefunction",
    "lambda:deletefunction",
    "lambda:publishversion",
    "lambda:createeventsourcemapping",
    "ec2:runinstances",
    "ec2:terminateinstances",
    "ec2:stopinstances",
    "ec2:startinstances",
    "ec2:rebootinstances",
    "ec2:modifyinstanceattribute",
    "ec2:deletesnapshot",
    "ec2:deletevolume",
    "ec2:createtags",
    "ec2:authorizesecuritygroupingress",
    "ec2:authorizesecuritygroupegress",
    "ec2:revokesecuritygroupingress",
    "ec2:deletesecuritygroup",
    "rds:deletedbinstance",
    "rds:deletedbcluster",
    "rds:modifydbinstance",
    "rds:modifydbcluster",
    "rds:createdbinstance",
    "rds:deletedbsnapshot",
    "rds:restoredbinstancefromdbsnapshot",
    "redshift:deletecluster",
    "redshift:modifycluster",
    "secretsmanager:createsecret",
    "secretsmanager:putsecretvalue",
    "secretsmanager:updatesecret",
    "secretsmanager:deletesecret",
    "ssm:putparameter",
    "ssm:deleteparameter",
    "ssm:deleteparameters",
    "kms:encrypt",
    "kms:generatedatakey",
    "kms:updatealias",
    "kms:deletealias",
    "ecr:putimage",
    "ecr:deleterepository",
    "ecr:batchdeleteimage",
    "ecs:updateservice",
    "ecs:deleteservice",
    "ecs:runtask",
    "ecs:starttask",
    "ecs:stoptask",
    "eks:deletecluster",
    "eks:updateclusterconfig",
    "states:startexecution",
    "states:deletestatemachine",
    "states:updatestatemachine",
    "kinesis:putrecord",
    "kinesis:putrecords",
    "kinesis:deletestream",
    "firehose:putrecord",
    "firehose:putrecordbatch",
    "firehose:deletedeliverystream",
    "logs:deleteloggroup",
    "logs:deletelogstream",
    "cloudformation:deletestack",
    "codebuild:startbuild",
    "codecommit:gitpush",
    "codedeploy:createdeployment",
    "elasticloadbalancing:deleteloadbalancer",
    "route53:changeresourcerecordsets",
    "cloudfront:updatedistribution",
    "glue:startjobrun",
    "events:putevents",
    "events:putrule",
    "events:puttargets",
    "backup:deletebackupvault",
    "backup:deleterecoverypoint",
    "elasticfilesystem:deletefilesystem",
    "elasticfilesystem:clientrootaccess",
    "execute-api:invoke",
  ])
}

resource_policy "aws_iam_*policy" "aws_iam_writes_everything" {
  filter = core::try(attrs.policy, null) != null

  locals {
    document   = core::jsondecode(attrs.policy)
    statements = core::flatten([core::try(local.document.Statement, [])])
    allowing   = [for s in local.statements : s if core::try(s.Effect, "") == "Allow" && !core::can(s.Principal) && !core::can(s.NotPrincipal) && !core::can(s.Condition)]
    found = core::flatten([for s in local.allowing : [
      for action in core::flatten([core::try(s.Action, [])]) : action
      if core::regex_match(local.iam_writing, "(^| )${core::join("[a-z0-9:]*", core::split("*", core::lower(action)))}( |$)")
      && action != "*" && !core::endswith(action, ":*")
      && core::contains(core::flatten([core::try(s.Resource, [])]), "*")
    ]])
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "It allows ${core::join(", ", local.found)} on every resource: one mistake or one leak reaches all of them. Name the resources that it is for."
  }
}

data_policy "aws_iam_policy_document" "aws_iam_writes_everything_document" {
  locals {
    document   = core::jsondecode(attrs.json)
    statements = core::flatten([core::try(local.document.Statement, [])])
    allowing   = [for s in local.statements : s if core::try(s.Effect, "") == "Allow" && !core::can(s.Principal) && !core::can(s.NotPrincipal) && !core::can(s.Condition)]
    found = core::flatten([for s in local.allowing : [
      for action in core::flatten([core::try(s.Action, [])]) : action
      if core::regex_match(local.iam_writing, "(^| )${core::join("[a-z0-9:]*", core::split("*", core::lower(action)))}( |$)")
      && action != "*" && !core::endswith(action, ":*")
      && core::contains(core::flatten([core::try(s.Resource, [])]), "*")
    ]])
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "It allows ${core::join(", ", local.found)} on every resource: one mistake or one leak reaches all of them. Name the resources that it is for."
  }
}
