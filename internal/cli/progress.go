package cli

import (
	"fmt"
	"io"
	"sync"
	"time"
)

// waiting tells a person at a terminal that something is still going on, when it
// takes over a second. What it returns wipes that away again, and has to be
// called before anything else is written; calling it twice does no harm.
func (p *Process) waiting(what string) (done func()) {
	if !terminal(p.Stderr) {
		return func() {}
	}
	return everySecond(p.Stderr, what)
}

func everySecond(w io.Writer, what string) (done func()) {
	stop, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		defer func() { _ = recover() }() // whatever happens to it, the work goes on
		start, shown := time.Now(), false
		ticker := time.NewTicker(time.Second)
		defer ticker.Stop()
		for {
			select {
			case <-ticker.C:
				shown = true
				fmt.Fprintf(w, "%s%s: %d s", eraseLine, what, int(time.Since(start).Seconds()))
			case <-stop:
				if shown {
					fmt.Fprint(w, eraseLine)
				}
				return
			}
		}
	}()
	return sync.OnceFunc(func() {
		close(stop)
		<-stopped
	})
}

// eraseLine goes back to the start of a terminal's line and empties it.
const eraseLine = "\r\x1b[K"
