package system

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"golang.org/x/time/rate"
)

// A call is tried so often, with pauses that start at the one and double up to the
// other, each shortened at random so that those who met once do not meet again.
const (
	tries        = 4
	firstPause   = 200 * time.Millisecond
	longestPause = 5 * time.Second
)

// calls makes the calls to one system: not more of them a second than it is to
// bear, each within its time, and again what failed in passing. That is safe,
// because whatever a System changes is idempotent.
type calls struct {
	limiter *rate.Limiter
	timeout time.Duration
}

func newCalls(s settings) *calls {
	limit, burst := rate.Inf, 1
	if perSecond := s.rate("rate_limit"); perSecond > 0 {
		limit = rate.Limit(perSecond)
	}
	return &calls{rate.NewLimiter(limit, burst), s.duration("timeout")}
}

// passing is an error that another try may mend, not before so long.
type passing struct {
	error
	after time.Duration
}

func (p *passing) Unwrap() error { return p.error }

// inPassing marks an error as one that another try may mend.
func inPassing(err error, after time.Duration) error { return &passing{err, after} }

// do makes one call. The error that it returns is an [Error], or says that the
// caller's context ended.
func (c *calls) do(ctx context.Context, call func(ctx context.Context) error) error {
	for try, pause := 1, firstPause; ; try, pause = try+1, min(2*pause, longestPause) {
		err := c.once(ctx, call)
		mendable, passed := errors.AsType[*passing](err)
		switch {
		case err == nil:
			return nil
		case ctx.Err() != nil:
			return interrupted(ctx)
		case !passed:
			return err
		case try == tries, mendable.after > c.timeout:
			return mendable.error
		}
		select {
		case <-time.After(max(mendable.after, pause/2+rand.N(pause/2))):
		case <-ctx.Done():
			return interrupted(ctx)
		}
	}
}

// once waits for the call's turn, which does not count as the system's time.
func (c *calls) once(ctx context.Context, call func(ctx context.Context) error) error {
	if err := c.limiter.Wait(ctx); err != nil {
		return fail(ErrUnreachable, "Its rate_limit leaves no time for the call before its deadline. Give the whole run more time, or raise rate_limit.")
	}
	within, cancel := context.WithTimeout(ctx, c.timeout)
	defer cancel()
	err := call(within)
	if err != nil && within.Err() != nil && ctx.Err() == nil {
		return fail(ErrUnreachable, "It did not answer in %s. Look at the system and the network, or give it more time by timeout.", c.timeout)
	}
	return err
}

func interrupted(ctx context.Context) error {
	return fmt.Errorf("the work was interrupted before it was done: %w", ctx.Err())
}
