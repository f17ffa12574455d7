resource "nhi_system" "billing" {
  tenant = nhi_tenant.acme.id
  name   = "billing"
  kind   = "postgresql"
  config = {
    url          = "postgresql://nhi@billing.acme.example:5432/postgres?sslrootcert=/etc/ssl/acme-ca.pem"
    password_env = "BILLING_PASSWORD"
    accounts     = "svc-%"
  }
}
