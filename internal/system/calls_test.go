package system

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"golang.org/x/time/rate"
)

func TestCalls(t *testing.T) {
	t.Parallel()
	gone := fail(ErrUnreachable, "It is gone.")
	for name, test := range map[string]struct {
		answers  []error // of one try after the other; the last for every one after it
		timeout  time.Duration
		want     error
		wantDone int
		least    time.Duration
		most     time.Duration
	}{
		"what succeeds is called once":           {[]error{nil}, time.Minute, nil, 1, 0, 0},
		"what fails for good is called once":     {[]error{gone}, time.Minute, gone, 1, 0, 0},
		"what fails in passing is called again":  {[]error{inPassing(gone, 0), nil}, time.Minute, nil, 2, 100 * time.Millisecond, 200 * time.Millisecond},
		"but not for ever":                       {[]error{inPassing(gone, 0)}, time.Minute, gone, 4, 700 * time.Millisecond, 1400 * time.Millisecond},
		"not before the system says":             {[]error{inPassing(gone, 7*time.Second), nil}, time.Minute, nil, 2, 7 * time.Second, 7 * time.Second},
		"nobody waits longer than for an answer": {[]error{inPassing(gone, 7*time.Second), nil}, 6 * time.Second, gone, 1, 0, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				c := &calls{rate.NewLimiter(rate.Inf, 1), test.timeout}
				done, begin := 0, time.Now()
				err := c.do(t.Context(), func(context.Context) error {
					answer := test.answers[min(done, len(test.answers)-1)]
					done++
					return answer
				})
				if !errors.Is(err, test.want) || done != test.wantDone {
					t.Errorf("%v after %d tries, want %v after %d", err, done, test.want, test.wantDone)
				}
				if took := time.Since(begin); took < test.least || took > test.most {
					t.Errorf("it took %s, want %s to %s", took, test.least, test.most)
				}
			})
		})
	}
}

func TestCallsEnd(t *testing.T) {
	t.Parallel()
	hang := func(ctx context.Context) error {
		<-ctx.Done()
		return errors.New("some library's words")
	}
	t.Run("a system that does not answer in time is unreachable", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			err := (&calls{rate.NewLimiter(rate.Inf, 1), time.Second}).do(t.Context(), hang)
			if !errors.Is(err, ErrUnreachable) {
				t.Error(err)
			}
		})
	})
	t.Run("who gives up says so, also amid a pause", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			c := &calls{rate.NewLimiter(rate.Inf, 1), time.Minute}
			for _, call := range []func(context.Context) error{hang, func(context.Context) error { return inPassing(fail(ErrUnreachable, "It is gone."), time.Minute) }} {
				ctx, cancel := context.WithTimeout(t.Context(), time.Second)
				if err := c.do(ctx, call); !errors.Is(err, context.DeadlineExceeded) || errors.Is(err, ErrUnreachable) {
					t.Error(err)
				}
				cancel()
			}
		})
	})
	t.Run("waiting for its turn is not the system's time", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			c := &calls{rate.NewLimiter(0.5, 1), time.Second}
			begin := time.Now()
			for range 4 {
				if err := c.do(t.Context(), func(context.Context) error { return nil }); err != nil {
					t.Error(err)
				}
			}
			if took := time.Since(begin); took != 6*time.Second {
				t.Errorf("four calls at one in two seconds took %s", took)
			}
		})
	})
}
