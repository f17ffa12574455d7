package governance

import "time"

// OverdueAt is when the credential has expired or is past its rotation, whichever
// is first, and whether that is because it expired; zero when neither ever is.
func (c *Credential) OverdueAt() (at time.Time, expired bool) {
	if c == nil {
		return at, false
	}
	at = c.ExpiresAt
	if !c.IssuedAt.IsZero() && !c.RotateEvery.IsZero() {
		if by := c.RotateEvery.After(c.IssuedAt); at.IsZero() || by.Before(at) {
			return by, false
		}
	}
	return at, !at.IsZero()
}
