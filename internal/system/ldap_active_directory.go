package system

import (
	"encoding/binary"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/go-ldap/ldap/v3"
)

// adFlavour is Active Directory, by MS-ADTS.
type adFlavour struct{}

// accountDisable is the bit of userAccountControl that disables an account
// (MS-ADTS, 2.2.16).
const accountDisable = 0x2

func (adFlavour) names() (account, group string) { return "sAMAccountName", "sAMAccountName" }

func (adFlavour) classes() (accounts, groups string) {
	return "(objectClass=user)", "(objectClass=group)" // computers and managed service accounts are users too
}

func (adFlavour) attributes() (account, group []string) {
	return []string{"userAccountControl", "accountExpires", "primaryGroupID", "objectSid"}, []string{"objectSid", ranged("member", 0)}
}

func (adFlavour) members() []string { return []string{"member"} }

// primary is the security identifier of the primary group: that of the account,
// with another last part. Such a member is in no list.
func (adFlavour) primary(account *ldap.Entry) (key, filter string) {
	sid := account.GetEqualFoldRawAttributeValue("objectSid")
	id, err := strconv.ParseUint(account.GetEqualFoldAttributeValue("primaryGroupID"), 10, 32)
	if len(sid) < 12 || err != nil {
		return "", ""
	}
	group := binary.LittleEndian.AppendUint32(append([]byte(nil), sid[:len(sid)-4]...), uint32(id))
	var text strings.Builder
	for _, b := range group {
		fmt.Fprintf(&text, `\%02x`, b)
	}
	return string(group), "(objectSid=" + text.String() + ")"
}

func (adFlavour) primaryKey(group *ldap.Entry) string {
	return string(group.GetEqualFoldRawAttributeValue("objectSid"))
}

func (adFlavour) standing(account *ldap.Entry) (suspended bool, ends time.Time, err error) {
	text := account.GetEqualFoldAttributeValue("userAccountControl")
	control, err := strconv.ParseInt(text, 10, 32)
	if err != nil {
		return false, time.Time{}, fail(ErrFailed, "The userAccountControl of %s is no number: %q. Look at the account, and at what bind_dn may read.", account.DN, text)
	}
	ends, err = parseFiletime(account.GetEqualFoldAttributeValue("accountExpires"))
	if err != nil {
		return false, time.Time{}, fail(ErrFailed, "The accountExpires of %s is %s. Look at the account.", account.DN, err)
	}
	return control&accountDisable != 0, ends, nil
}

// suspend changes one bit of many: what else was changed since the account was
// read makes the directory refuse.
func (adFlavour) suspend(account *ldap.Entry, so bool) []ldap.Change {
	text := account.GetEqualFoldAttributeValue("userAccountControl")
	control, _ := strconv.ParseInt(text, 10, 32) // standing has read it
	control &^= accountDisable
	if so {
		control |= accountDisable
	}
	return []ldap.Change{
		change(ldap.DeleteAttribute, "userAccountControl", text),
		change(ldap.AddAttribute, "userAccountControl", strconv.FormatInt(control, 10)),
	}
}

func (adFlavour) expire(_ *ldap.Entry, at time.Time) ([]ldap.Change, error) {
	text, err := formatFiletime(at)
	if err != nil {
		return nil, fail(ErrUnsupported, "The end %s is outside of what accountExpires can hold. Set another, or none.", at)
	}
	return []ldap.Change{change(ldap.ReplaceAttribute, "accountExpires", text)}, nil
}

func (adFlavour) lacking() error {
	return fail(ErrSettings, "The directory does not have userAccountControl or accountExpires for this account. Look at flavour: it may be no Active Directory.")
}

// A FILETIME counts 100 ns since 1601 (MS-DTYP, 2.3.3). Two values of
// accountExpires are never (MS-ADA1, 2.2).
const (
	filetimeUnit   = 100 * time.Nanosecond
	filetimeSecond = int64(time.Second / filetimeUnit)
	filetimeEpoch  = -11_644_473_600 // 1601-01-01, in seconds of Unix
	filetimeNever  = math.MaxInt64
)

// parseFiletime reads an accountExpires, zero for never. One that is not there is
// never too.
func parseFiletime(text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	n, err := strconv.ParseInt(text, 10, 64)
	switch {
	case err != nil || n < 0:
		return time.Time{}, fmt.Errorf("no count of 100 ns since 1601: %q", text)
	case n == 0 || n == filetimeNever:
		return time.Time{}, nil
	}
	return time.Unix(filetimeEpoch+n/filetimeSecond, n%filetimeSecond*int64(filetimeUnit)).UTC(), nil
}

// formatFiletime writes an accountExpires, never for the zero time.
func formatFiletime(at time.Time) (string, error) {
	if at.IsZero() {
		return strconv.FormatInt(filetimeNever, 10), nil
	}
	seconds := at.Unix() - filetimeEpoch
	if seconds <= 0 || seconds >= filetimeNever/filetimeSecond {
		return "", fmt.Errorf("%s is before 1601 or after 30828", at)
	}
	return strconv.FormatInt(seconds*filetimeSecond+int64(at.Nanosecond())/int64(filetimeUnit), 10), nil
}
