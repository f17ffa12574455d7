# Refuses IAM policies that allow sensitive actions on every resource: those by
# which an identity makes itself administrator (passing and assuming roles,
# changing policies, code and trust), gives out credentials of others, reads
# every secret or object, decides who may use what, or writes and deletes
# everything.
#
# Why: one leaked identity of that kind is as good as the account. Who may pass
# any role to a function or an instance that it may create has the permissions
# of all of them.
#
# Mend: name the roles, secrets, buckets and functions in Resource, or bind the
# statement by a condition such as iam:PassedToService or aws:ResourceTag.
policy {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
  enforcement_level = "mandatory_overridable"
}

locals {
  # Each on its line, so that one expression finds what an action with * in it
  # means. One action stands in one list.
  iam_escalating = <<-EOT

    iam:passrole
    iam:createpolicyversion
    iam:setdefaultpolicyversion
    iam:attachuserpolicy
    iam:attachgrouppolicy
    iam:attachrolepolicy
    iam:putuserpolicy
    iam:putgrouppolicy
    iam:putrolepolicy
    iam:addusertogroup
    iam:updateassumerolepolicy
    iam:deleteuserpermissionsboundary
    iam:deleterolepermissionsboundary
    iam:putuserpermissionsboundary
    iam:putrolepermissionsboundary
    iam:createsamlprovider
    iam:updatesamlprovider
    iam:createopenidconnectprovider
    iam:addclientidtoopenidconnectprovider
    sts:assumerole
    lambda:updatefunctioncode
    lambda:updatefunctionconfiguration
    glue:createdevendpoint
    glue:updatedevendpoint
    glue:updatejob
    cloudformation:createstack
    cloudformation:updatestack
    cloudformation:setstackpolicy
    datapipeline:createpipeline
    datapipeline:putpipelinedefinition
    codestar:createproject
    codestar:associateteammember
    codebuild:updateproject
    sagemaker:createpresignednotebookinstanceurl
    ssm:sendcommand
    ssm:startsession
    ec2:associateiaminstanceprofile
    ec2:replaceiaminstanceprofileassociation
    ec2:createlaunchtemplateversion
    ecs:registertaskdefinition
    sso:attachmanagedpolicytopermissionset
    sso:putinlinepolicytopermissionset
    sso:createaccountassignment
    organizations:detachpolicy
    organizations:leaveorganization
  EOT

  iam_exposing = <<-EOT

    iam:createaccesskey
    iam:updateaccesskey
    iam:createloginprofile
    iam:updateloginprofile
    iam:createservicespecificcredential
    iam:resetservicespecificcredential
    iam:uploadsshpublickey
    iam:deactivatemfadevice
    chime:createapikey
    codepipeline:pollforjobs
    cognito-identity:getopenidtokenfordeveloperidentity
    connect:getfederationtoken
    ec2:getpassworddata
    gamelift:requestuploadcredentials
    gamelift:getcomputeauthtoken
    lightsail:getinstanceaccessdetails
    lightsail:getrelationaldatabasemasteruserpassword
    lightsail:downloaddefaultkeypair
    mediapackage:rotatechannelcredentials
    mediapackage:rotateingestendpointcredentials
    rds-db:connect
    redshift:getclustercredentials
    redshift:getclustercredentialswithiam
    redshift-serverless:getcredentials
    sso:getrolecredentials
    sts:assumerolewithsaml
    sts:assumerolewithwebidentity
    sts:getfederationtoken
    appsync:createapikey
  EOT

  iam_reading = <<-EOT

    s3:getobject
    s3:getobjectversion
    secretsmanager:getsecretvalue
    secretsmanager:batchgetsecretvalue
    ssm:getparameter
    ssm:getparameters
    ssm:getparametersbypath
    ssm:getparameterhistory
    kms:decrypt
    kms:reencryptfrom
    dynamodb:getitem
    dynamodb:batchgetitem
    dynamodb:scan
    dynamodb:query
    dynamodb:exporttabletopointintime
    rds:startexporttask
    lambda:getfunction
    ebs:getsnapshotblock
  EOT

  iam_managing = <<-EOT

    iam:createrole
    iam:createuser
    iam:creategroup
    iam:createpolicy
    iam:createinstanceprofile
    iam:addroletoinstanceprofile
    iam:deleterole
    iam:deleteuser
    iam:deletegroup
    iam:deletepolicy
    iam:deletepolicyversion
    iam:deleterolepolicy
    iam:deleteuserpolicy
    iam:deletegrouppolicy
    iam:detachrolepolicy
    iam:detachuserpolicy
    iam:detachgrouppolicy
    iam:updaterole
    iam:updateuser
    iam:updateaccountpasswordpolicy
    iam:deleteaccountpasswordpolicy
    s3:putbucketpolicy
    s3:deletebucketpolicy
    s3:putbucketacl
    s3:putobjectacl
    s3:putobjectversionacl
    s3:putaccesspointpolicy
    s3:putbucketpublicaccessblock
    s3:putaccountpublicaccessblock
    s3:bypassgovernanceretention
    s3:objectowneroverridetobucketowner
    kms:putkeypolicy
    kms:creategrant
    kms:revokegrant
    kms:schedulekeydeletion
    kms:disablekey
    secretsmanager:putresourcepolicy
    secretsmanager:deleteresourcepolicy
    sqs:addpermission
    sqs:removepermission
    sqs:setqueueattributes
    sns:addpermission
    sns:removepermission
    sns:settopicattributes
    lambda:addpermission
    lambda:removepermission
    lambda:addlayerversionpermission
    ecr:setrepositorypolicy
    ecr:deleterepositorypolicy
    elasticfilesystem:putfilesystempolicy
    elasticfilesystem:deletefilesystempolicy
    glacier:setvaultaccesspolicy
    backup:putbackupvaultaccesspolicy
    backup:deletebackupvaultaccesspolicy
    glue:putresourcepolicy
    glue:deleteresourcepolicy
    events:putpermission
    events:removepermission
    logs:putresourcepolicy
    logs:deleteresourcepolicy
    ec2:modifysnapshotattribute
    ec2:modifyimageattribute
    ec2:modifyvpcendpointservicepermissions
    rds:modifydbsnapshotattribute
    rds:modifydbclustersnapshotattribute
    redshift:authorizesnapshotaccess
    redshift:createclusteruser
    redshift:joingroup
    ram:createresourceshare
    ram:associateresourceshare
    acm-pca:createpermission
    acm-pca:putpolicy
    cloudtrail:stoplogging
    cloudtrail:deletetrail
    cloudtrail:updatetrail
    config:stopconfigurationrecorder
    config:deleteconfigurationrecorder
    guardduty:deletedetector
    guardduty:updatedetector
  EOT

  iam_writing = <<-EOT

    s3:putobject
    s3:deleteobject
    s3:deleteobjectversion
    s3:deletebucket
    s3:createbucket
    s3:putbucketversioning
    s3:putlifecycleconfiguration
    s3:putencryptionconfiguration
    s3:putreplicationconfiguration
    dynamodb:putitem
    dynamodb:updateitem
    dynamodb:deleteitem
    dynamodb:batchwriteitem
    dynamodb:createtable
    dynamodb:updatetable
    dynamodb:deletetable
    sqs:sendmessage
    sqs:receivemessage
    sqs:deletemessage
    sqs:deletequeue
    sqs:purgequeue
    sqs:createqueue
    sns:publish
    sns:createtopic
    sns:deletetopic
    sns:subscribe
    lambda:createfunction
    lambda:invokefunction
    lambda:deletefunction
    lambda:publishversion
    lambda:createeventsourcemapping
    ec2:runinstances
    ec2:terminateinstances
    ec2:stopinstances
    ec2:startinstances
    ec2:rebootinstances
    ec2:modifyinstanceattribute
    ec2:deletesnapshot
    ec2:deletevolume
    ec2:createtags
    ec2:authorizesecuritygroupingress
    ec2:authorizesecuritygroupegress
    ec2:revokesecuritygroupingress
    ec2:deletesecuritygroup
    rds:deletedbinstance
    rds:deletedbcluster
    rds:modifydbinstance
    rds:modifydbcluster
    rds:createdbinstance
    rds:deletedbsnapshot
    rds:restoredbinstancefromdbsnapshot
    redshift:deletecluster
    redshift:modifycluster
    secretsmanager:createsecret
    secretsmanager:putsecretvalue
    secretsmanager:updatesecret
    secretsmanager:deletesecret
    ssm:putparameter
    ssm:deleteparameter
    ssm:deleteparameters
    kms:encrypt
    kms:generatedatakey
    kms:updatealias
    kms:deletealias
    ecr:putimage
    ecr:deleterepository
    ecr:batchdeleteimage
    ecs:updateservice
    ecs:deleteservice
    ecs:runtask
    ecs:starttask
    ecs:stoptask
    eks:deletecluster
    eks:updateclusterconfig
    states:startexecution
    states:deletestatemachine
    states:updatestatemachine
    kinesis:putrecord
    kinesis:putrecords
    kinesis:deletestream
    firehose:putrecord
    firehose:putrecordbatch
    firehose:deletedeliverystream
    logs:deleteloggroup
    logs:deletelogstream
    cloudformation:deletestack
    codebuild:startbuild
    codecommit:gitpush
    codedeploy:createdeployment
    elasticloadbalancing:deleteloadbalancer
    route53:changeresourcerecordsets
    cloudfront:updatedistribution
    glue:startjobrun
    events:putevents
    events:putrule
    events:puttargets
    backup:deletebackupvault
    backup:deleterecoverypoint
    elasticfilesystem:deletefilesystem
    elasticfilesystem:clientrootaccess
    execute-api:invoke
  EOT

  iam_sensitive = "${local.iam_escalating}${local.iam_exposing}${local.iam_reading}${local.iam_managing}${local.iam_writing}"
}

resource_policy "aws_iam_*policy" "aws_iam_sensitive_actions" {
  ignore_computed = true
  filter          = core::can(core::jsondecode(attrs.policy))

  locals {
    document   = core::jsondecode(attrs.policy)
    statements = core::flatten([core::try(local.document.Statement, [])])
    # What has principals is the policy of a resource: there "everything" ends at that resource.
    allowing = [for s in local.statements : s if core::try(s.Effect, "") == "Allow" && !core::can(s.Principal) && !core::can(s.NotPrincipal) && !core::can(s.Condition)]

    asked = core::flatten([for s in local.allowing : [for action in core::flatten([core::try(s.Action, [])]) : {
      action     = action
      everywhere = core::can(s.NotResource) || core::contains(core::flatten([core::try(s.Resource, [])]), "*")
    }]])

    # Whole services are what aws_iam_wildcard_action refuses.
    named   = [for a in local.asked : a if core::contains_substring(local.iam_sensitive, "\n${core::lower(a.action)}\n")]
    starred = [for a in local.asked : a if core::contains_substring(a.action, "*") && a.action != "*" && !core::endswith(a.action, ":*")]
    meant   = [for a in local.starred : a if core::regex_match(local.iam_sensitive, "\n${core::join("[a-z0-9:]*", core::split("*", core::lower(a.action)))}\n")]
    broad   = [for a in core::concat(local.named, local.meant) : { action = a.action, meaning = "\n${core::join("[a-z0-9:]*", core::split("*", core::lower(a.action)))}\n" } if a.everywhere]

    escalating = [for a in local.broad : a.action if core::regex_match(local.iam_escalating, a.meaning)]
    exposing   = [for a in local.broad : a.action if core::regex_match(local.iam_exposing, a.meaning)]
    reading    = [for a in local.broad : a.action if core::regex_match(local.iam_reading, a.meaning)]
    managing   = [for a in local.broad : a.action if core::regex_match(local.iam_managing, a.meaning)]
    writing    = [for a in local.broad : a.action if core::regex_match(local.iam_writing, a.meaning)]
  }

  enforce {
    condition     = core::length(local.escalating) == 0
    error_message = "It allows ${core::join(", ", local.escalating)} on every resource: whoever has it can become administrator. Name the resources, or bind it by a condition."
  }

  enforce {
    condition     = core::length(local.exposing) == 0
    error_message = "It allows ${core::join(", ", local.exposing)} on every resource: these give out credentials of others. Name the resources that it is for."
  }

  enforce {
    condition     = core::length(local.reading) == 0
    error_message = "It allows ${core::join(", ", local.reading)} on every resource: that is all the account holds. Name the secrets, buckets, tables or keys that it is for."
  }

  enforce {
    condition     = core::length(local.managing) == 0
    error_message = "It allows ${core::join(", ", local.managing)} on every resource: who may use what is decided there. Name the resources that it is for."
  }

  enforce {
    condition     = core::length(local.writing) == 0
    error_message = "It allows ${core::join(", ", local.writing)} on every resource: one mistake or one leak reaches all of them. Name the resources that it is for."
  }
}

data_policy "aws_iam_policy_document" "aws_iam_sensitive_actions_document" {
  locals {
    document   = core::jsondecode(attrs.json)
    statements = core::flatten([core::try(local.document.Statement, [])])
    # What has principals is the policy of a resource: there "everything" ends at that resource.
    allowing = [for s in local.statements : s if core::try(s.Effect, "") == "Allow" && !core::can(s.Principal) && !core::can(s.NotPrincipal) && !core::can(s.Condition)]

    asked = core::flatten([for s in local.allowing : [for action in core::flatten([core::try(s.Action, [])]) : {
      action     = action
      everywhere = core::can(s.NotResource) || core::contains(core::flatten([core::try(s.Resource, [])]), "*")
    }]])

    # Whole services are what aws_iam_wildcard_action refuses.
    named   = [for a in local.asked : a if core::contains_substring(local.iam_sensitive, "\n${core::lower(a.action)}\n")]
    starred = [for a in local.asked : a if core::contains_substring(a.action, "*") && a.action != "*" && !core::endswith(a.action, ":*")]
    meant   = [for a in local.starred : a if core::regex_match(local.iam_sensitive, "\n${core::join("[a-z0-9:]*", core::split("*", core::lower(a.action)))}\n")]
    broad   = [for a in core::concat(local.named, local.meant) : { action = a.action, meaning = "\n${core::join("[a-z0-9:]*", core::split("*", core::lower(a.action)))}\n" } if a.everywhere]

    escalating = [for a in local.broad : a.action if core::regex_match(local.iam_escalating, a.meaning)]
    exposing   = [for a in local.broad : a.action if core::regex_match(local.iam_exposing, a.meaning)]
    reading    = [for a in local.broad : a.action if core::regex_match(local.iam_reading, a.meaning)]
    managing   = [for a in local.broad : a.action if core::regex_match(local.iam_managing, a.meaning)]
    writing    = [for a in local.broad : a.action if core::regex_match(local.iam_writing, a.meaning)]
  }

  enforce {
    condition     = core::length(local.escalating) == 0
    error_message = "It allows ${core::join(", ", local.escalating)} on every resource: whoever has it can become administrator. Name the resources, or bind it by a condition."
  }

  enforce {
    condition     = core::length(local.exposing) == 0
    error_message = "It allows ${core::join(", ", local.exposing)} on every resource: these give out credentials of others. Name the resources that it is for."
  }

  enforce {
    condition     = core::length(local.reading) == 0
    error_message = "It allows ${core::join(", ", local.reading)} on every resource: that is all the account holds. Name the secrets, buckets, tables or keys that it is for."
  }

  enforce {
    condition     = core::length(local.managing) == 0
    error_message = "It allows ${core::join(", ", local.managing)} on every resource: who may use what is decided there. Name the resources that it is for."
  }

  enforce {
    condition     = core::length(local.writing) == 0
    error_message = "It allows ${core::join(", ", local.writing)} on every resource: one mistake or one leak reaches all of them. Name the resources that it is for."
  }
}
