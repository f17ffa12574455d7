variable "compartment_id" {}

variable "tenancy_id" {}

# refused: cloud_alicloud_access_key
resource "alicloud_ram_access_key" "key" {
  user_name   = "ci"
  secret_file = "secret.txt"
}

# refused: cloud_alicloud_passwords
resource "alicloud_ram_account_password_policy" "short" {
  minimum_password_length      = 8
  require_lowercase_characters = false
  max_password_age             = 120
  password_reuse_prevention    = 3
}

resource "alicloud_ram_account_password_policy" "strong" {
  minimum_password_length   = 14
  hard_expiry               = true
  max_password_age          = 14
  password_reuse_prevention = 24
  max_login_attempts        = 3
}

# refused: cloud_alicloud_policy_wildcard
resource "alicloud_ram_policy" "everything" {
  policy_name     = "everything"
  policy_document = <<EOF
{
  "Statement": [{ "Action": ["*"], "Effect": "Allow", "Resource": ["*"] }],
  "Version": "1"
}
EOF
}

resource "alicloud_ram_policy" "lists_objects" {
  policy_name     = "lists-objects"
  policy_document = <<EOF
{
  "Statement": [{ "Action": ["oss:ListObjects"], "Effect": "Allow", "Resource": ["acs:oss:*:*:bucket"] }],
  "Version": "1"
}
EOF
}

# refused: cloud_alicloud_user_policy
resource "alicloud_ram_user_policy_attachment" "direct" {
  policy_name = alicloud_ram_policy.lists_objects.policy_name
  policy_type = "Custom"
  user_name   = "ci"
}

resource "alicloud_ram_group_policy_attachment" "of_a_group" {
  policy_name = alicloud_ram_policy.lists_objects.policy_name
  policy_type = "Custom"
  group_name  = "ci"
}

# refused: cloud_alicloud_key_rotation
resource "alicloud_kms_key" "kept" {
  description            = "key"
  pending_window_in_days = 7
}

resource "alicloud_kms_key" "rotated" {
  description            = "key"
  pending_window_in_days = 7
  automatic_rotation     = "Enabled"
  rotation_interval      = "365d"
}

# refused: cloud_alicloud_bucket_public
resource "alicloud_oss_bucket" "public" {
  bucket = "public"
  acl    = "public-read"
}

resource "alicloud_oss_bucket" "private" {
  bucket = "private"
}

# refused: cloud_digitalocean_ssh_keys
resource "digitalocean_droplet" "by_password" {
  image = "ubuntu-24-04-x64"
  name  = "web"
  size  = "s-1vcpu-1gb"
}

resource "digitalocean_droplet" "by_key" {
  image    = "ubuntu-24-04-x64"
  name     = "web"
  size     = "s-1vcpu-1gb"
  ssh_keys = [data.digitalocean_ssh_key.ops.id]
}

# refused: cloud_digitalocean_bucket_public
resource "digitalocean_spaces_bucket" "public" {
  name   = "public"
  region = "nyc3"
  acl    = "public-read"
}

# refused: cloud_linode_ssh_keys, any_secret_argument
resource "linode_instance" "by_password" {
  image     = "linode/debian12"
  region    = "eu-central"
  root_pass = "terr4form-test"
}

resource "linode_instance" "by_key" {
  image           = "linode/debian12"
  region          = "eu-central"
  authorized_keys = ["ssh-ed25519 AAAA ops@example.com"]
}

# refused: cloud_linode_user
resource "linode_user" "everything" {
  username = "ci"
  email    = "ci@example.com"
}

# refused: cloud_oci_policy_everything
resource "oci_identity_policy" "everything" {
  compartment_id = var.tenancy_id
  description    = "Administrators"
  name           = "administrators"
  statements     = ["Allow group Administrators to manage all-resources in tenancy"]
}

resource "oci_identity_policy" "auditors" {
  compartment_id = var.compartment_id
  description    = "Auditors"
  name           = "auditors"
  statements     = ["Allow group Auditors to inspect instances in compartment prod"]
}

# refused: cloud_oci_passwords
resource "oci_identity_authentication_policy" "short" {
  compartment_id = var.tenancy_id
  password_policy {
    is_lowercase_characters_required = false
    minimum_password_length          = 8
  }
}

resource "oci_identity_authentication_policy" "long" {
  compartment_id = var.tenancy_id
  password_policy {
    is_lowercase_characters_required = true
    minimum_password_length          = 14
  }
}

# refused: cloud_oci_metadata
resource "oci_core_instance" "old_metadata" {
  availability_domain = "ad"
  compartment_id      = var.compartment_id
  instance_options {
    are_legacy_imds_endpoints_disabled = false
  }
}

resource "oci_core_instance" "new_metadata" {
  availability_domain = "ad"
  compartment_id      = var.compartment_id
  instance_options {
    are_legacy_imds_endpoints_disabled = true
  }
}

# refused: any_secret_argument
resource "openstack_compute_instance_v2" "by_password" {
  name       = "web"
  admin_pass = "N0tSoS3cretP4ssw0rd"
}

# refused: cloud_openstack_credential_end
resource "openstack_identity_application_credential_v3" "endless" {
  name = "ci"
}

# refused: cloud_tencent_policy_wildcard
resource "tencentcloud_cam_policy" "everything" {
  name     = "everything"
  document = jsonencode({ version = "2.0", statement = [{ action = ["*"], resource = ["*"], effect = "allow" }] })
}

# refused: cloud_yandex_key_rotation
resource "yandex_kms_symmetric_key" "kept" {
  name              = "key"
  default_algorithm = "AES_128"
}

resource "yandex_kms_symmetric_key" "rotated" {
  name            = "key"
  rotation_period = "8760h"
}

# refused: cloud_yandex_ruler
resource "yandex_resourcemanager_folder_iam_member" "ruler" {
  folder_id = "folder"
  role      = "admin"
  member    = "serviceAccount:${yandex_iam_service_account.ci.id}"
}

resource "yandex_resourcemanager_folder_iam_member" "viewer" {
  folder_id = "folder"
  role      = "storage.viewer"
  member    = "serviceAccount:${yandex_iam_service_account.ci.id}"
}

# refused: cloud_yandex_everybody
resource "yandex_function_iam_binding" "everybody" {
  function_id = "function"
  role        = "functions.functionInvoker"
  members     = ["system:allUsers"]
}

# refused: cloud_ibm_administrator
resource "ibm_iam_service_policy" "everything" {
  iam_service_id = ibm_iam_service_id.ci.id
  roles          = ["Administrator", "Manager"]
}

resource "ibm_iam_service_policy" "reader" {
  iam_service_id = ibm_iam_service_id.ci.id
  roles          = ["Reader"]
}

# refused: cloud_databricks_token
resource "databricks_token" "endless" {
  comment = "ci"
}

# refused: cloud_alicloud_bucket_policy
resource "alicloud_oss_bucket" "for_everybody" {
  bucket = "everybody"
  policy = jsonencode({ Version = "1", Statement = [{ Action = ["oss:*"], Effect = "Allow", Principal = ["*"], Resource = ["acs:oss:*:*:everybody"] }] })
}
