variable "bucket" {
  type = string
}

# refused: aws_iam_wildcard_action
resource "aws_iam_policy" "admin" {
  name   = "admin"
  policy = <<-EOT
    {
      "Version": "2012-10-17",
      "Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::${var.bucket}/*"}
    }
  EOT
}

resource "aws_iam_policy" "reads_one_bucket" {
  name = "reads-one-bucket"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["s3:GetObject"]
      Resource = "arn:aws:s3:::${var.bucket}/*"
    }]
  })
}
