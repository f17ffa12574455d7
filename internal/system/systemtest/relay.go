package systemtest

import (
	"net"
	"sync"
	"sync/atomic"
	"testing"
)

// relayed stands between a system and its server. It counts how often the server
// answers, which is how often it was asked and waited for, and cuts the connection
// once it has answered so many bytes, or never for 0.
type relayed struct {
	address  string
	most     int64
	answered atomic.Int64
	answers  atomic.Int64
}

func relay(t *testing.T, server string, most int64) *relayed {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	try(t, err)
	r := &relayed{address: listener.Addr().String(), most: most}
	var open sync.WaitGroup
	t.Cleanup(func() {
		_ = listener.Close()
		open.Wait()
	})
	open.Go(func() {
		for {
			client, err := listener.Accept()
			if err != nil {
				return // closed
			}
			open.Go(func() { r.serve(client, server) })
		}
	})
	return r
}

func (r *relayed) serve(client net.Conn, address string) {
	defer client.Close()
	server, err := net.Dial("tcp", address)
	if err != nil {
		return
	}
	defer server.Close()
	var asked atomic.Bool
	go func() {
		defer server.Close()
		buffer := make([]byte, 32<<10)
		for {
			n, err := client.Read(buffer)
			if err != nil {
				return
			}
			asked.Store(true)
			if _, err := server.Write(buffer[:n]); err != nil {
				return
			}
		}
	}()
	buffer := make([]byte, 32<<10)
	for {
		n, err := server.Read(buffer)
		if asked.Swap(false) && n > 0 {
			r.answers.Add(1)
		}
		if before := r.answered.Add(int64(n)) - int64(n); r.most > 0 && before+int64(n) > r.most {
			_, _ = client.Write(buffer[:max(0, r.most-before)])
			return
		}
		if _, failed := client.Write(buffer[:n]); failed != nil || err != nil {
			return
		}
	}
}
