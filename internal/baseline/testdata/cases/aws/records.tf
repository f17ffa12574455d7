# Logs, certificates and patches.

resource "aws_cloudtrail" "complete" {
  name                          = "all"
  s3_bucket_name                = "acme-trail"
  is_multi_region_trail         = true
  enable_log_file_validation    = true
  include_global_service_events = true
}

resource "aws_cloudtrail" "plain" {
  name           = "plain"
  s3_bucket_name = "acme-trail"
}

# refused: aws_guardduty_off
resource "aws_guardduty_detector" "off" {
  enable = false
}

resource "aws_guardduty_detector" "on" {
  enable = true
}

resource "aws_acm_certificate" "app" {
  domain_name       = "app.example.com"
  validation_method = "DNS"
}

# refused: aws_acm_key, aws_acm_wildcard
resource "aws_acm_certificate" "old" {
  domain_name       = "*.example.com"
  key_algorithm     = "RSA_1024"
  validation_method = "DNS"
}

# refused: aws_private_certificate_validity
resource "aws_acmpca_certificate" "long" {
  certificate_authority_arn   = "arn:aws:acm-pca:eu-west-1:111122223333:certificate-authority/1"
  certificate_signing_request = "csr"
  signing_algorithm           = "SHA256WITHRSA"

  validity {
    type  = "YEARS"
    value = 5
  }
}

resource "aws_lb_listener" "redirect" {
  load_balancer_arn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/a/1"
  port              = 80
  protocol          = "HTTP"

  default_action {
    type = "redirect"
    redirect {
      port        = "443"
      protocol    = "HTTPS"
      status_code = "HTTP_301"
    }
  }
}

# refused: aws_listener_tls
resource "aws_lb_listener" "old" {
  load_balancer_arn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/a/1"
  port              = 443
  protocol          = "HTTPS"
  ssl_policy        = "ELBSecurityPolicy-2016-08"

  default_action {
    type             = "forward"
    target_group_arn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/a/1"
  }
}

resource "aws_ssm_patch_baseline" "soon" {
  name             = "soon"
  operating_system = "AMAZON_LINUX_2023"

  approval_rule {
    approve_after_days = 7

    patch_filter {
      key    = "CLASSIFICATION"
      values = ["Security"]
    }
  }
}

# refused: aws_patch_approval
resource "aws_ssm_patch_baseline" "late" {
  name             = "late"
  operating_system = "WINDOWS"

  approval_rule {
    approve_after_days = 60

    patch_filter {
      key    = "CLASSIFICATION"
      values = ["SecurityUpdates"]
    }
  }
}

resource "aws_ssm_maintenance_window" "weekly" {
  name     = "weekly"
  schedule = "cron(0 2 ? * SUN *)"
  duration = 3
  cutoff   = 1
}

# refused: aws_maintenance_window, aws_ssm_maintenance_window_off
resource "aws_ssm_maintenance_window" "seldom" {
  name     = "seldom"
  schedule = "rate(120 days)"
  duration = 2
  cutoff   = 1
  enabled  = false
}
