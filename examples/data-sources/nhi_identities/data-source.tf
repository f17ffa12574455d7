data "nhi_tenant" "acme" {
  key = "acme"
}

# The AI agents of one tenant, and who is accountable for each.
data "nhi_identities" "agents" {
  tenant = data.nhi_tenant.acme.id
  kind   = "ai_agent"
}

output "agents" {
  value = { for agent in data.nhi_identities.agents.identities : agent.name => agent.owner }
}
