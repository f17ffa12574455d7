control "c" {
  objectiv = "Say what it is for."
  owner    = ""
  severity = "hihg"
  policies = ["privileged_entitlement_has_review_schedul", 7]
  action   = "blok"
  exeption {}
}
#: 1,13-13: Missing required argument; The argument "objective" is required, but no definition was found.
#: 2,3-11: Unsupported argument; An argument named "objectiv" is not expected here. Did you mean "objective"?
#: 7,3-11: Unsupported block type; Blocks of type "exeption" are not expected here. Did you mean "exception"?
#: 3,14-16: Unsuitable value; The value of "owner" must not be empty.
#: 4,14-20: Unsuitable value; "hihg" is not one of the values of "severity", which are critical, high, medium, low. Did you mean "high"?
#: 5,15-58: No such policy; No *.policy.hcl file of the bundle has a policy named "privileged_entitlement_has_review_schedul". Did you mean "privileged_entitlement_has_review_schedule"?
#: 5,60-61: No such policy; No *.policy.hcl file of the bundle has a policy named "7".
#: 6,14-20: Unsuitable value; "blok" is not one of the values of "action", which are block, ticket, webhook, quarantine, revoke, rollback. Did you mean "block"?
