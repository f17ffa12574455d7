package credential

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/pelletier/go-toml/v2"
	"github.com/zricethezav/gitleaks/v8/config"
)

// rule is one of gitleaks' rules. Its expressions are compiled when one of its
// keywords is met: all 222 of them take longer than to check a small plan.
type rule struct {
	ID          string
	Regex       string
	Path        string
	SecretGroup int
	Entropy     float64
	Keywords    []string
	Allowlists  []allowlist

	// acrossLines says that what the rule is about may take several lines, as a
	// private key does. Every other rule is tried on single lines, of which few
	// have its keyword.
	acrossLines bool

	compile sync.Once
	regex   *regexp.Regexp
	path    *regexp.Regexp
	allowed []*config.Allowlist
}

// allowlist is what a rule lets pass, or all of them do.
type allowlist struct {
	Condition   string
	RegexTarget string
	Regexes     []string
	Paths       []string
	StopWords   []string
}

// rules are those that gitleaks has by default.
type rules struct {
	Rules     []*rule
	Allowlist allowlist

	keywords keywords
	allowed  func() *config.Allowlist
}

// defaults reads gitleaks' own file, and none of its program: that reads archives,
// repositories and its settings, and compiles every rule before the first use.
var defaults = sync.OnceValue(func() *rules {
	all := new(rules)
	if err := toml.Unmarshal([]byte(config.DefaultConfig), all); err != nil {
		panic(fmt.Errorf("the rules of gitleaks: %w", err)) // TestRules reads them
	}
	for _, r := range all.Rules {
		if r.Regex == "" {
			continue // about names of files alone
		}
		r.acrossLines = strings.Contains(r.Regex, `[\s\S`) || strings.Contains(r.Regex, "(?s") || strings.Contains(r.Regex, `[\r\n]`)
		for _, word := range r.Keywords {
			all.keywords.add(word, r)
		}
	}
	all.allowed = sync.OnceValue(all.Allowlist.compiled)
	return all
})

func (r *rule) ready() *rule {
	r.compile.Do(func() {
		r.regex = regexp.MustCompile(r.Regex)
		if r.Path != "" {
			r.path = regexp.MustCompile(r.Path)
		}
		for _, a := range r.Allowlists {
			r.allowed = append(r.allowed, a.compiled())
		}
	})
	return r
}

func (a allowlist) compiled() *config.Allowlist {
	list := &config.Allowlist{RegexTarget: a.RegexTarget, StopWords: a.StopWords}
	if strings.EqualFold(a.Condition, "and") {
		list.MatchCondition = config.AllowlistMatchAnd
	}
	for _, text := range a.Regexes {
		list.Regexes = append(list.Regexes, regexp.MustCompile(text))
	}
	if list.MatchCondition != config.AllowlistMatchAnd {
		return list // paths of files that are no configuration
	}
	for _, text := range a.Paths {
		list.Paths = append(list.Paths, regexp.MustCompile(text))
	}
	return list
}

// byName are the rules that go by the name that a value is given, and not by its
// form. They are the least certain, the last of them least.
var byName = []string{"hashicorp-tf-password", "generic-api-key"}

func (r *rule) generic() bool { return slices.Contains(byName, r.ID) }

// match is where a rule found something.
type match struct {
	rule       *rule
	start, end int // of the credential in the file
	text       string
}

// matches applies the rule to a part of a file that starts at an offset.
func (r *rule) matches(name, part string, offset int) []match {
	r.ready()
	if r.path != nil && !r.path.MatchString(name) {
		return nil
	}
	if !random(part, r.Entropy) {
		return nil
	}
	var found []match
	for _, at := range r.regex.FindAllStringSubmatchIndex(part, -1) {
		start, end := r.secret(at)
		m := match{r, offset + start, offset + end, part[start:end]}
		if entropy(m.text) <= r.Entropy && r.Entropy > 0 {
			continue
		}
		whole, line := part[at[0]:at[1]], lineOf(part, start)
		if lets(defaults().allowed(), name, m.text, whole, line) || slices.ContainsFunc(r.allowed, func(a *config.Allowlist) bool {
			return lets(a, name, m.text, whole, line)
		}) || r.generic() && public(m.text, part[at[0]:start], line) {
			continue
		}
		found = append(found, m)
	}
	return found
}

// secret is the part of a match that is the credential: the group that the rule
// names, else the first that is not empty, else all of it. Quotes are not part of it.
func (r *rule) secret(at []int) (start, end int) {
	if r.SecretGroup > 0 {
		return at[2*r.SecretGroup], at[2*r.SecretGroup+1]
	}
	for i := 2; i < len(at); i += 2 {
		if at[i] < at[i+1] {
			return at[i], at[i+1]
		}
	}
	return at[0], at[1]
}

// lets reports whether an allowlist lets a match pass.
func lets(a *config.Allowlist, name, secret, whole, line string) bool {
	target := secret
	switch a.RegexTarget {
	case "match":
		target = whole
	case "line":
		target = line
	}
	stops, _ := a.ContainsStopWord(secret)
	if a.MatchCondition != config.AllowlistMatchAnd {
		return stops || a.RegexAllowed(target)
	}
	return (len(a.Paths) == 0 || a.PathAllowed(name)) &&
		(len(a.Regexes) == 0 || a.RegexAllowed(target)) &&
		(len(a.StopWords) == 0 || stops)
}

func lineOf(text string, at int) string {
	from := strings.LastIndexByte(text[:at], '\n') + 1
	line, _, _ := strings.Cut(text[from:], "\n")
	return line
}
