package governance

// Lapse is something that time alone, or somebody behind the register's back,
// brings about. A control that names it among its policies says what happens then,
// by its action, its escalation and the exceptions to it.
type Lapse string

// The lapses. Each is the name of a policy that is part of nhi and judges where a
// control of the bundle names it.
const (
	LapseReview     Lapse = "nhi_review_overdue"     // nobody made a review in time
	LapseCredential Lapse = "nhi_credential_overdue" // a credential has expired, or is past its rotation
	LapseDrift      Lapse = "nhi_access_drifted"     // the system has something else than the register says
	LapseAccess     Lapse = "nhi_access_expired"     // an entitlement, or a set of them, has ended
	LapseException  Lapse = "nhi_exception_expired"  // an exception, or a variation, has ended
	LapseBreakGlass Lapse = "nhi_break_glass_used"   // emergency access was opened
	LapseContract   Lapse = "nhi_contract_ended"     // a tenant's contract has ended
)

// Lapses lists every lapse.
var Lapses = []Lapse{LapseReview, LapseCredential, LapseDrift, LapseAccess, LapseException, LapseBreakGlass, LapseContract}
