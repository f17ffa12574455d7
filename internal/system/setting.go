package system

import (
	"cmp"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/words"
)

// Setting is one key of the config of a system. The name of one that is a secret
// ends in _env: its value is the name of an environment variable.
type Setting struct {
	Name     string
	Doc      string // full sentences
	Required bool
	Default  string // as a user would write it; "" is none, here and in a config
	// check says in a sentence what is wrong with a value, "" for nothing; nil
	// takes every text.
	check func(value string) string
}

// pace are the settings of every kind of system that is reached.
var pace = []Setting{
	{Name: "rate_limit", Doc: "How many calls a second the system is asked to bear, such as `10` or `0.5`. `0` is as many as it answers.", Default: "0", check: isRate},
	{Name: "timeout", Doc: "How long the system has to answer one call, such as `30s`.", Default: "30s", check: isDuration},
}

func isRate(value string) string {
	if n, err := strconv.ParseFloat(value, 64); err != nil || n < 0 || math.IsInf(n, 0) || math.IsNaN(n) {
		return "It is no number of calls a second, such as 10 or 0.5."
	}
	return ""
}

func isDuration(value string) string {
	if d, err := time.ParseDuration(value); err != nil || d <= 0 {
		return "It is no duration such as 30s or 2m."
	}
	return ""
}

var variable = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)

func isVariable(value string) string {
	if !variable.MatchString(value) {
		return "It is no name of an environment variable, which has letters, digits and underscores."
	}
	return ""
}

func isOneOf(allowed ...string) func(string) string {
	return func(value string) string {
		if !slices.Contains(allowed, value) {
			return "It is none of " + strings.Join(allowed, ", ") + "."
		}
		return ""
	}
}

func isCount(least, most int) func(string) string {
	return func(value string) string {
		if n, err := strconv.Atoi(value); err != nil || n < least || n > most {
			return fmt.Sprintf("It is no whole number from %d to %d.", least, most)
		}
		return ""
	}
}

// settings reads the config of one system, which was validated.
type settings struct {
	given    map[string]string
	declared []Setting
	secrets  func(name string) (string, bool)
}

// text is the value of a setting, or its default.
func (s settings) text(name string) string {
	if value := s.given[name]; value != "" {
		return value
	}
	i := slices.IndexFunc(s.declared, func(d Setting) bool { return d.Name == name })
	return s.declared[i].Default
}

func (s settings) count(name string) int {
	n, _ := strconv.Atoi(s.text(name)) // validated
	return n
}

func (s settings) rate(name string) float64 {
	n, _ := strconv.ParseFloat(s.text(name), 64) // validated
	return n
}

func (s settings) duration(name string) time.Duration {
	d, _ := time.ParseDuration(s.text(name)) // validated
	return d
}

// secret is what the environment variable holds that the setting names, "" where
// the setting is not given.
func (s settings) secret(name string) (string, error) {
	from := s.text(name)
	if from == "" {
		return "", nil
	}
	value, set := s.secrets(from)
	if !set || value == "" {
		return "", fail(ErrSettings, "The environment variable %s, which %s names, is not set. Set it where nhi or Terraform runs.", from, name)
	}
	return value, nil
}

func problem(format string, args ...any) governance.Problem {
	return governance.Problem{Attribute: "config", Detail: fmt.Sprintf(format, args...)}
}

// nearest suggests a setting for one that is not there, or says which there are.
func nearest(name string, declared []Setting) string {
	names := make([]string, len(declared))
	for i, s := range declared {
		names[i] = s.Name
	}
	return cmp.Or(words.DidYouMean(name, names), " It has "+strings.Join(names, ", ")+".")
}
