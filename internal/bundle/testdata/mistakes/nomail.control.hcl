sink "half" {
  kind   = "mail"
  server = "smtps://mail.example"
  from   = "nhi@msp.example"
  to     = ["soc@msp.example"]
  user   = "nhi"
}

sink "soc" {
  kind   = "mail"
  server = "smtps://mail.example"
  from   = "nhi@msp.example"
  to     = ["soc@msp.example"]
}

control "c" {
  objective = "o"
  owner     = "o"
  severity  = "low"
  policies  = ["privileged_entitlement_has_review_schedule"]
  notify    = ["alice@msp.example", "soc"]
}

#: 1,1-12: Unsuitable settings; Sink "half": A mail server that asks who sends is told both user and password_env.
#: 21,16-35: No sink for mail; No sink of the bundle sends to the mail address "alice@msp.example". Declare one: sink "mail" { kind = "mail" … }, without to.
