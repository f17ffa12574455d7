package evidence

import (
	"fmt"
	"slices"
	"time"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

// overdue is a credential that had expired, or was past its rotation, for some of
// the period.
type overdue struct {
	identity   governance.Identity // as it was then
	due        time.Time           // by when it was to be another
	expired    bool                // rather than past its rotation
	begin, end time.Time           // of the part that is recorded and in the period
	until      string              // what ended it, as a clause; empty when nothing did
	sequences  []int64             // of the entries that tell of its beginning and end
}

// overdue finds such credentials, by identity and then by time.
func (b *builder) overdue() (all []overdue) {
	last, ending := b.Period.To, ""
	if end := b.records.tenants.get(b.Tenant.ID).ContractEnd; !end.IsZero() && end.Before(last) {
		last, ending = end, "before the tenant's contract ended at "+end.Format(time.RFC3339)
	}
	for _, row := range b.records.identities.all() {
		if row.record.TenantID != b.Tenant.ID {
			continue
		}
		var one overdue
		end := func(at time.Time, until string) {
			if one.end, one.until = at, until; !one.due.IsZero() && one.begin.Before(one.end) {
				all = append(all, one)
			}
		}
		for e, identity := range row.versions() {
			due, expired := identity.Credential.OverdueAt()
			deleted := e.Action == register.ActionDelete
			if !deleted && due.Equal(one.due) && expired == one.expired {
				continue
			}
			one.sequences = append(one.sequences, e.Sequence)
			if at := e.At.Format(time.RFC3339); deleted {
				end(e.At, "before the identity was deleted at "+at)
				due = time.Time{}
			} else {
				end(e.At, "until "+at)
			}
			one = overdue{identity: identity, due: due, expired: expired, begin: latest(due, e.At, b.Period.From), sequences: []int64{e.Sequence}}
		}
		end(last, ending)
	}
	return all
}

func (o overdue) gap() Gap {
	was, kind, until := "was to be rotated by", CredentialLate, o.until
	if o.expired {
		was = "expired at"
	}
	if until == "" {
		kind, until = CredentialOverdue, "by the end of the period"
	}
	text := fmt.Sprintf("The credential of identity %s %s %s, and no newer one was recorded %s.", o.identity.Name, was, o.due.Format(time.RFC3339), until)
	return Gap{kind, text, o.identity.ID, o.sequences}
}

// waived reports whether exceptions from a control that counted let a record break
// it all the time from one instant up to another.
func (b *builder) waived(control, id string, from, to time.Time) bool {
	for from.Before(to) {
		i := slices.IndexFunc(b.Exceptions, func(x Exception) bool {
			return x.Counts && x.Control == control && slices.ContainsFunc(x.Targets, governance.Target{RecordID: id}.In) &&
				!from.Before(latest(x.Begin, x.since)) && from.Before(x.end)
		})
		if i < 0 {
			return false
		}
		from = b.Exceptions[i].end
	}
	return true
}

func latest(instants ...time.Time) time.Time { return slices.MaxFunc(instants, time.Time.Compare) }
