package provider

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

// session is what a configured provider gives to its resources.
type session struct {
	now       time.Time // one instant for the whole run, so that all records are judged at the same
	location  string    // of the register
	options   register.Options
	authority *authority

	open   sync.Once
	kept   register.Register
	failed error
}

// register opens the register when it is first needed: a configuration that
// needs none makes none.
func (s *session) register(ctx context.Context) (register.Register, error) {
	s.open.Do(func() {
		// Whoever comes first must not take the register away from the others.
		s.kept, s.failed = register.Open(context.WithoutCancel(ctx), s.location, s.options)
	})
	return s.kept, s.failed
}

// sessionOf returns nil as long as the provider is not configured, which is so
// while a configuration is only validated.
func sessionOf(providerData any, diags *diag.Diagnostics) *session {
	if providerData == nil {
		return nil
	}
	s, ok := providerData.(*session)
	if !ok {
		diags.AddError("Provider is not configured", fmt.Sprintf("The provider handed over a %T. Please report this.", providerData))
	}
	return s
}
