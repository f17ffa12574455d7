package notify

import (
	"crypto/sha256"
	"encoding/binary"
	"time"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

// delays are between attempts, as the example of Standard Webhooks has them: ten
// attempts in about three days.
var delays = []time.Duration{
	5 * time.Second, 5 * time.Minute, 30 * time.Minute, 2 * time.Hour, 5 * time.Hour,
	10 * time.Hour, 14 * time.Hour, 20 * time.Hour, 24 * time.Hour,
}

// delay is until the next attempt after so many, and false when there is none. Up
// to a tenth is added, so that what failed together is not tried together; it comes
// of the key, so that the same message always waits as long.
func delay(m governance.Message) (time.Duration, bool) {
	if m.Attempts < 1 || int(m.Attempts) > len(delays) {
		return 0, false
	}
	d := delays[m.Attempts-1]
	hash := sha256.Sum256(binary.BigEndian.AppendUint64([]byte(m.Sink+"\x00"+m.Key), uint64(m.Attempts)))
	part := time.Duration(binary.BigEndian.Uint32(hash[:]))
	return d + time.Duration(float64(d)/10*float64(part)/float64(1<<32)), true
}
