# Which exceptions of the tenant are about one resource?
data "nhi_exceptions" "all" {}

output "about_backup" {
  value = [
    for e in data.nhi_exceptions.all.exceptions : e.control
    if provider::nhi::covers(e.targets, "module.legacy.aws_iam_user.backup[\"eu\"]")
  ]
}

output "covered" {
  # true
  value = provider::nhi::covers(["module.legacy.*"], "module.legacy.aws_iam_user.backup[\"eu\"]")
}

output "not_covered" {
  # false
  value = provider::nhi::covers(["module.legacy.*"], "module.backup.aws_iam_user.backup")
}
