sink "soc" {
  kind       = "webhok"
  url        = "https://hooks.example"
}

sink "runbook" {
  kind       = "webhook"
  url        = "http://hooks.example/patch"
  url_env    = "HOOK_URL"
  secret_env = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"
  secrets    = "x"
}

sink "runbook" {
  kind = "mail"
}

sink "both" {
  kind       = "webhook"
  url        = "https://hooks.example/patch"
  url_env    = "HOOK_URL"
  secret_env = "HOOK_SECRET"
}

sink "people@msp.example" {
  kind = "mail"
}

sink "post" {
  kind   = "mail"
  server = "mail.example:25"
  from   = "Governance <nhi@msp.example>"
  user   = "nhi"
}

sink "other-post" {
  kind   = "mail"
  server = "smtps://mail.example"
  from   = "nhi@msp.example"
}

sink "issues" {
  kind       = "github"
  repository = "https://github.com/msp/security"
  token_env  = "GITHUB_TOKEN"
  labels     = ["nhi,security"]
}

sink "jira" {
  kind      = "jira"
  url       = "https://me:secret@jira.example"
  project   = "sec"
  token_env = "JIRA_TOKEN"
}

group "issues" {
  members = ["alice@msp.example"]
}

control "c" {
  objective = "o"
  owner     = "o"
  severity  = "low"
  policies  = ["privileged_entitlement_has_review_schedule"]
  action    = "ticket"
  notify    = ["runbok", "post"]

  escalation {
    after = "7d"
    to    = ["jirra"]
  }
}

control "d" {
  objective = "o"
  owner     = "o"
  severity  = "low"
  policies  = ["privileged_entitlement_has_review_schedule"]
  action    = "ticket"
  notify    = ["runbook"]
}

control "e" {
  objective = "o"
  owner     = "o"
  severity  = "low"
  policies  = ["privileged_entitlement_has_review_schedule"]
  action    = "webhook"
}

sink "register" {
  kind = "mail"
}

#: 2,16-24: Unsuitable value; "webhok" is not one of the values of "kind", which are webhook, mail, github, jira. Did you mean "webhook"?
#: 11,3-10: Unsupported argument; An argument named "secrets" is not expected here.
#: 8,16-44: Unsuitable value; The value of "url" is not suitable: it does not start with https://, so anybody on the way could read what is sent.
#: 10,16-56: Unsuitable value; The value of "secret_env" is not suitable: it is the name of an environment variable, such as NHI_WEBHOOK_SECRET, never the secret itself.
#: 14,6-15: Duplicate sink; Sink "runbook" is already declared at policies/x.control.hcl:6,1-15. Controls name a sink, so its name is unique in the bundle.
#: 18,1-12: Unsuitable settings; Sink "both": A webhook has a url, or url_env where the address itself is a secret, and not both.
#: 25,6-26: Unsuitable name; "people@msp.example" is no name of a sink: use letters, digits, - and _. What has an @ is a mail address, and is not declared.
#: 31,12-29: Unsuitable value; The value of "server" is not suitable: it is not a mail server such as smtp://mail.example:587, which starts TLS, or smtps://mail.example:465, which has it from the first byte.
#: 32,12-42: Unsuitable value; The value of "from" is not suitable: it is not a mail address such as soc@msp.example.
#: 44,16-49: Unsuitable value; The value of "repository" is not suitable: write it as owner/name.
#: 46,17-31: Unsuitable value; The value of "labels" is not suitable: it has a comma; write one element of the list for each.
#: 51,15-47: Unsuitable value; The value of "url" is not suitable: it has a user or a password in it, and the policies are no place for secrets.
#: 52,15-20: Unsuitable value; The value of "project" is not suitable: it is a project's key, such as SEC.
#: 91,6-16: Unsuitable name; "register" stands for the register, which keeps what no sink sends. Name the sink otherwise.
#: 42,1-14: One name for two; There is a group "issues" as well, so it is not clear who hears of what is for "issues". Name one of them otherwise.
#: 29,1-12: Second sink for mail addresses; Neither this sink nor "other-post" says to whom it sends, so either could send what is for a mail address. Give one of them recipients: to = [...].
#: 66,16-24: Nobody of that name; "runbok" is neither a sink nor a group of the bundle, nor a mail address. Did you mean "runbook"? Declare it: sink "runbok" { kind = … }.
#: 70,14-21: Nobody of that name; "jirra" is neither a sink nor a group of the bundle, nor a mail address. Did you mean "jira"? Declare it: sink "jirra" { kind = … }.
#: 79,15-23: Action without a sink; The action "ticket" takes a sink of kind github or jira, and notify names none, so nothing would come of it. Declare one, sink "NAME" { kind = "github" … }, and name it: notify = ["NAME"].
#: 88,15-24: Action without a sink; The action "webhook" takes a sink of kind webhook, and notify names none, so nothing would come of it. Declare one, sink "NAME" { kind = "webhook" … }, and name it: notify = ["NAME"].
