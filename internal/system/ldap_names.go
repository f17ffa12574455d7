package system

import (
	"strings"

	"github.com/go-ldap/ldap/v3"
	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// fold makes names equal that directories take for the same: caseIgnoreMatch of
// RFC 4517, 4.2.11, with the preparation of RFC 4518.
func fold(name string) string {
	return strings.Join(strings.Fields(cases.Fold().String(norm.NFKC.String(name))), " ")
}

// dnKey makes DNs equal that directories take for the same: a member is listed as
// somebody wrote it, and an entry has its DN as it was made.
func dnKey(dn string) string {
	parsed, err := ldap.ParseDN(dn)
	if err != nil {
		return fold(dn) // what no directory should have said; it equals itself
	}
	for _, rdn := range parsed.RDNs {
		for _, part := range rdn.Attributes {
			part.Value = fold(part.Value)
		}
	}
	return parsed.String()
}

// withoutUID takes the optional bit string off a value of uniqueMember (RFC 4517,
// 3.3.21).
func withoutUID(value string) string {
	if i := strings.LastIndex(value, "#'"); i >= 0 && strings.HasSuffix(value, "'B") {
		return value[:i]
	}
	return value
}

// naming is the value by which an attribute names an entry: of several the one in
// its DN, or else the first in order.
func naming(e *ldap.Entry, attribute string) string {
	values := e.GetEqualFoldAttributeValues(attribute)
	if len(values) == 0 {
		return ""
	}
	if len(values) > 1 {
		if dn, err := ldap.ParseDN(e.DN); err == nil && len(dn.RDNs) > 0 {
			for _, part := range dn.RDNs[0].Attributes {
				for _, value := range values {
					if strings.EqualFold(part.Type, attribute) && fold(part.Value) == fold(value) {
						return value
					}
				}
			}
		}
	}
	first := values[0]
	for _, value := range values[1:] {
		first = min(first, value)
	}
	return first
}
