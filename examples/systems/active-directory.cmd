rem As a domain administrator, once. svc-nhi is an ordinary account.
dsacls "OU=Groups,DC=acme,DC=example" /I:S /G "ACME\svc-nhi:RPWP;member;group"
dsacls "OU=Services,DC=acme,DC=example" /I:S /G "ACME\svc-nhi:RPWP;userAccountControl;user"
dsacls "OU=Services,DC=acme,DC=example" /I:S /G "ACME\svc-nhi:RPWP;accountExpires;user"
