policytest {
  targets = ["workload_privileges.policy.hcl"]
}

resource "aws_ecs_task_definition" "plain" {
  attrs = { container_definitions = core::jsonencode([{ name = "app" }]) }
  expect {
    policy  = "aws_ecs_privileged"
    verdict = "pass"
  }
}

resource "aws_ecs_task_definition" "privileged" {
  attrs = { container_definitions = core::jsonencode([{ name = "app" }, { name = "agent", privileged = true }]) }
  expect {
    policy  = "aws_ecs_privileged"
    verdict = "fail"
  }
}

resource "aws_ecs_task_definition" "not_known_yet" {
  attrs = { container_definitions = unknown("string") }
  expect {
    policy  = "aws_ecs_privileged"
    verdict = "undecided"
  }
}

resource "aws_ecs_task_definition" "of_the_host" {
  attrs = { container_definitions = "[]", pid_mode = "host", ipc_mode = "host" }
  expect {
    policy  = "aws_ecs_host_processes"
    verdict = "fail"
  }
}

resource "aws_ecs_task_definition" "of_the_task" {
  attrs = { container_definitions = "[]", pid_mode = "task", ipc_mode = null }
  expect {
    policy  = "aws_ecs_host_processes"
    verdict = "pass"
  }
}

resource "aws_ecs_task_definition" "two_roles" {
  attrs = { container_definitions = "[]", task_role_arn = "arn:aws:iam::111122223333:role/app", execution_role_arn = "arn:aws:iam::111122223333:role/start" }
  expect {
    policy  = "aws_ecs_one_role"
    verdict = "pass"
  }
}

resource "aws_ecs_task_definition" "one_role" {
  attrs = { container_definitions = "[]", task_role_arn = "arn:aws:iam::111122223333:role/app", execution_role_arn = "arn:aws:iam::111122223333:role/app" }
  expect {
    policy  = "aws_ecs_one_role"
    verdict = "fail"
  }
}

resource "aws_codebuild_project" "plain" {
  attrs = { name = "b", environment = [{ privileged_mode = null }] }
  expect {
    policy  = "aws_codebuild_privileged"
    verdict = "pass"
  }
}

resource "aws_codebuild_project" "privileged" {
  attrs = { name = "b", environment = [{ privileged_mode = true }] }
  expect {
    policy  = "aws_codebuild_privileged"
    verdict = "fail"
  }
}

resource "aws_batch_job_definition" "of_several_nodes" {
  attrs = { name = "j", container_properties = null }
}

resource "aws_batch_job_definition" "plain" {
  attrs = { name = "j", container_properties = core::jsonencode({ image = "app" }) }
  expect {
    policy  = "aws_batch_privileged"
    verdict = "pass"
  }
}

resource "aws_batch_job_definition" "privileged" {
  attrs = { name = "j", container_properties = core::jsonencode({ image = "app", privileged = true }) }
  expect {
    policy  = "aws_batch_privileged"
    verdict = "fail"
  }
}

resource "aws_sagemaker_notebook_instance" "off" {
  attrs = { name = "n", root_access = "Disabled" }
  expect {
    policy  = "aws_sagemaker_root"
    verdict = "pass"
  }
}

resource "aws_sagemaker_notebook_instance" "by_default" {
  attrs = { name = "n", root_access = null }
  expect {
    policy  = "aws_sagemaker_root"
    verdict = "fail"
  }
}
