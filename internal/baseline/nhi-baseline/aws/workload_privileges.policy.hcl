# Refuses privileged containers and builds, containers that share the processes
# of their host, and notebooks whose users are root.
#
# Why: a privileged container is root on its host, and takes the roles of the
# host and of all its neighbours.
#
# Mend: leave privileged off; give the container the one capability that it
# needs, or build images without a daemon.
policy {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "aws_ecs_task_definition" "aws_ecs_privileged" {
  locals {
    containers = core::flatten([core::jsondecode(attrs.container_definitions)])
    privileged = [for container in local.containers : core::try(container.name, "without a name") if core::try(container.privileged, false) == true]
  }

  enforce {
    condition     = core::length(local.privileged) == 0
    error_message = "Privileged: ${core::join(", ", local.privileged)}. Leave privileged out, and name the capabilities that are needed."
  }
}

resource_policy "aws_ecs_task_definition" "aws_ecs_host_processes" {
  enforce {
    condition     = core::try(attrs.pid_mode, null) != "host"
    error_message = "The task sees the processes of its host, and their environments. Leave pid_mode out."
  }

  enforce {
    condition     = core::try(attrs.ipc_mode, null) != "host"
    error_message = "The task shares the memory of its host. Leave ipc_mode out."
  }
}

resource_policy "aws_ecs_task_definition" "aws_ecs_one_role" {
  filter = core::try(attrs.task_role_arn, null) != null && core::try(attrs.execution_role_arn, null) != null

  enforce {
    condition     = attrs.task_role_arn != attrs.execution_role_arn
    error_message = "The application has the role that starts it, and so reads the secrets and images of its start. Give task_role_arn a role of its own."
  }
}

resource_policy "aws_codebuild_project" "aws_codebuild_privileged" {
  enforce {
    condition     = !core::anytrue([for environment in core::try(attrs.environment, []) : core::try(environment.privileged_mode, null) == true])
    error_message = "Builds of ${attrs.name} are root on their host. Leave privileged_mode out; images are built without it by Kaniko or Buildah."
  }
}

resource_policy "aws_batch_job_definition" "aws_batch_privileged" {
  filter = core::try(attrs.container_properties, null) != null

  locals {
    container = core::jsondecode(attrs.container_properties)
  }

  enforce {
    condition     = core::try(local.container.privileged, false) != true
    error_message = "The job ${attrs.name} is root on its host. Leave privileged out."
  }
}

resource_policy "aws_sagemaker_notebook_instance" "aws_sagemaker_root" {
  enforce {
    condition     = core::try(attrs.root_access, null) == "Disabled"
    error_message = "Users of the notebook ${attrs.name} are root. Set root_access to Disabled."
  }
}
