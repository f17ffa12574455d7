package governance_test

import (
	"testing"
	"time"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

func TestCredentialOverdueAt(t *testing.T) {
	t.Parallel()
	issued := time.Date(2026, 1, 31, 0, 0, 0, 0, time.UTC)
	monthly, rotation := governance.Period{Months: 1}, time.Date(2026, 2, 28, 0, 0, 0, 0, time.UTC)
	tests := map[string]struct {
		credential *governance.Credential
		want       time.Time
		expired    bool
	}{
		"none":                           {nil, time.Time{}, false},
		"without an end":                 {&governance.Credential{IssuedAt: issued}, time.Time{}, false},
		"rotated, and nobody says since": {&governance.Credential{RotateEvery: monthly}, time.Time{}, false},
		"expires":                        {&governance.Credential{ExpiresAt: issued}, issued, true},
		"is rotated":                     {&governance.Credential{IssuedAt: issued, RotateEvery: monthly}, rotation, false},
		"is rotated before it expires":   {&governance.Credential{IssuedAt: issued, RotateEvery: monthly, ExpiresAt: rotation.Add(1)}, rotation, false},
		"expires when it is rotated":     {&governance.Credential{IssuedAt: issued, RotateEvery: monthly, ExpiresAt: rotation}, rotation, true},
		"expires before it is rotated":   {&governance.Credential{IssuedAt: issued, RotateEvery: monthly, ExpiresAt: rotation.Add(-1)}, rotation.Add(-1), true},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got, expired := test.credential.OverdueAt(); !got.Equal(test.want) || expired != test.expired {
				t.Errorf("got %s, %t, want %s, %t", got, expired, test.want, test.expired)
			}
		})
	}
}
