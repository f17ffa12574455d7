package cli

import (
	"strings"
	"time"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

// The environment variables that the command line reads.
const (
	envNow         = "NHI_NOW"      // the clock, RFC 3339
	envRegister    = "NHI_REGISTER" // location of the register
	envReason      = "NHI_REASON"   // why, for the audit log
	envNoColor     = "NO_COLOR"     // https://no-color.org
	envWorkspace   = "TF_WORKSPACE" // Terraform's
	envInputPrefix = "TFPOLICY_INPUT_"
)

// getenv returns the last value of the variable, and whether it is set at all.
func (p *Process) getenv(name string) (string, bool) {
	for i := len(p.Environment) - 1; i >= 0; i-- {
		if value, ok := strings.CutPrefix(p.Environment[i], name+"="); ok {
			return value, true
		}
	}
	return "", false
}

// instant is the command's clock: the flag, else NHI_NOW, else the machine's.
func (p *Process) instant(flag string) (time.Time, error) {
	source, text := "--now", flag
	if text == "" {
		source = envNow
		text, _ = p.getenv(envNow)
	}
	if text == "" {
		return time.Now().UTC().Truncate(time.Second), nil
	}
	instant, err := governance.ParseInstant(text)
	if err != nil {
		return time.Time{}, problemf("Not an instant", "%s: %s.", source, err)
	}
	return instant, nil
}
