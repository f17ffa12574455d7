# terraform query -generate-config-out=identities.tf writes a resource and an
# import for each service account in production.
list "nhi_identity" "production" {
  provider         = nhi
  include_resource = true
  limit            = 500

  config {
    kind        = "service_account"
    environment = "production"
  }
}
