package provider

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

// session is what a configured provider gives to its resources.
type session struct {
	now       time.Time // one instant for the whole run, so that all records are judged at the same
	authority *authority
	opener    *opener
	view      *view
	reach     *reach
}

func newSession(now time.Time, authority *authority, location string, options register.Options) *session {
	return &session{now, authority, &opener{location: location, options: options}, newView(), newReach()}
}

// opener opens the register when it is first needed: a configuration that needs
// none makes none.
type opener struct {
	location string
	options  register.Options

	once   sync.Once
	kept   register.Register
	failed error
}

func (s *session) register(ctx context.Context) (register.Register, error) {
	o := s.opener
	o.once.Do(func() {
		// Whoever comes first must not take the register away from the others.
		o.kept, o.failed = register.Open(context.WithoutCancel(ctx), o.location, o.options)
	})
	return o.kept, o.failed
}

// view is how a run looks at the register: once, as of one moment, however many
// resources it refreshes. As soon as the run writes it looks anew each time: what
// was just applied, by this run or by another, must not be hidden by what was
// there before.
type view struct {
	anew     atomic.Bool
	once     sync.Once
	taken    chan struct{} // closed when the snapshot is there, or failed
	snapshot governance.Snapshot
	failed   error
}

func newView() *view { return &view{taken: make(chan struct{})} }

// snapshot returns what the register held when the view was first asked, nil when
// the register is to be asked: by a view that looks anew, and by who has no time
// to wait, whom it tells so.
func (s *session) snapshot(ctx context.Context) (*governance.Snapshot, error) {
	v := s.view
	if v.anew.Load() {
		return nil, nil
	}
	v.once.Do(func() {
		ctx := context.WithoutCancel(ctx) // it is everybody's
		go func() {
			defer close(v.taken)
			var kept register.Register
			if kept, v.failed = s.register(ctx); v.failed == nil {
				v.snapshot, v.failed = kept.Snapshot(ctx)
			}
		}()
	})
	select {
	case <-v.taken:
	case <-ctx.Done():
	}
	if ctx.Err() != nil {
		return nil, nil
	}
	return &v.snapshot, v.failed
}

// forWriting returns the register to a run that is about to write.
func (s *session) forWriting(ctx context.Context) (register.Register, error) {
	s.view.anew.Store(true)
	return s.register(ctx)
}

// atThisMoment is the session for reading many records, as they are by now.
func (s *session) atThisMoment() *session {
	now := *s
	now.view = newView()
	return &now
}

// live is the session for reading a record, as it is by now.
func (s *session) live() *session {
	now := s.atThisMoment()
	now.view.anew.Store(true)
	return now
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
