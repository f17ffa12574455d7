package format

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"strings"
	"unicode"

	oscal "github.com/defenseunicorns/go-oscal/src/types/oscal-1-1-3"
	"github.com/google/uuid"

	"github.com/nhi-governance/terraform-provider-nhi/internal/evidence"
	"github.com/nhi-governance/terraform-provider-nhi/internal/words"
)

// namespace is of the properties that are not OSCAL's own.
const namespace = "https://github.com/nhi-governance/terraform-provider-nhi/ns/oscal"

// OSCAL writes assessment results of NIST OSCAL 1.1.3
// (https://pages.nist.gov/OSCAL/resources/concepts/layer/assessment/assessment-results/):
// a result for each framework, a finding for each of its items. An exception is a
// risk, with its deadline; what was decided, approved and reviewed are
// observations, whose evidence is the package in JSON.
func OSCAL(w io.Writer, p evidence.Package) error {
	document, err := newOSCAL(p)
	if err != nil {
		return err
	}
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", " ")
	encoder.SetEscapeHTML(false)
	return encoder.Encode(oscal.OscalModels{AssessmentResults: document})
}

// results makes assessment results of one package.
type results struct {
	evidence.Package
	space    uuid.UUID // of the ids: the same package has the same
	controls map[string]evidence.Control
}

func newOSCAL(p evidence.Package) (*oscal.AssessmentResults, error) {
	r := results{Package: p, space: uuid.NewSHA1(uuid.NameSpaceURL, []byte(namespace+"/"+p.Digest)), controls: map[string]evidence.Control{}}
	sum := sha256.New()
	if err := p.JSON(sum); err != nil {
		return nil, err
	}
	e := p.Evidence
	plan, file := r.id("plan"), r.id("evidence")
	document := &oscal.AssessmentResults{
		UUID: r.id("assessment-results"),
		Metadata: oscal.Metadata{
			Title:        "Evidence for " + line(e.Tenant.Name) + ", " + words.Instant(e.Period.From) + " to " + words.Instant(e.Period.To),
			LastModified: e.Period.To, Version: p.FormatVersion, OscalVersion: oscal.Version,
			Props:   props("digest", p.Digest, "tenant", e.Tenant.Slug, "tool", e.Tool.Name+" "+e.Tool.Version),
			Remarks: "Derived from the audit log by a program. " + proven(e.Log) + " A finding says whether evidence is missing; whether a control is adequate is for an assessor to conclude.",
		},
		ImportAp: oscal.ImportAp{Href: "#" + plan, Remarks: "There is no assessment plan in OSCAL. What was assessed is the policies and controls that the resource names."},
		BackMatter: &oscal.BackMatter{Resources: &[]oscal.Resource{
			{UUID: plan, Title: "Policies and controls", Description: "The bundle of policies and controls by which changes are judged continuously, " + e.Bundle.Digest + ".", Props: props("bundle", e.Bundle.Digest)},
			{UUID: file, Title: "Evidence", Description: "Every fact, with the entries of the audit log and their proofs; nhi evidence verify verifies it.", Rlinks: &[]oscal.ResourceLink{{
				Href: packageFile, MediaType: "application/json", Hashes: &[]oscal.Hash{{Algorithm: "SHA-256", Value: hex.EncodeToString(sum.Sum(nil))}},
			}}},
		}},
	}
	unserving := evidence.Framework{}
	for _, c := range e.Controls {
		r.controls[c.Name] = c
		if len(c.Frameworks) == 0 {
			unserving.Items = append(unserving.Items, evidence.Item{ID: c.Name, Controls: []string{c.Name}, Gaps: len(c.Gaps)})
		}
	}
	for _, framework := range e.Frameworks {
		document.Results = append(document.Results, r.result(framework, title(framework.Name)))
	}
	if len(unserving.Items) > 0 || len(document.Results) == 0 {
		document.Results = append(document.Results, r.result(unserving, "Controls that serve no item of a framework"))
	}
	return document, nil
}

// id is the same for the same thing in the same package.
func (r results) id(of ...string) string {
	return uuid.NewSHA1(r.space, []byte(strings.Join(of, "\x00"))).String()
}

// props are names and values, in turn.
func props(namesAndValues ...string) *[]oscal.Property {
	var list []oscal.Property
	for i := 0; i < len(namesAndValues); i += 2 {
		if value := line(namesAndValues[i+1]); value != "" {
			list = append(list, oscal.Property{Name: namesAndValues[i], Ns: namespace, Value: value})
		}
	}
	if len(list) == 0 {
		return nil
	}
	return &list
}

// line is a text as a string of OSCAL: one line, with nothing around it.
func line(text string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' {
			return ' '
		}
		return r
	}, text))
}

// token is a name as OSCAL identifies things: letters, digits, dots, hyphens and
// underscores, of which the first is a letter or an underscore.
func token(name string) string {
	written := strings.Map(func(r rune) rune {
		switch {
		case unicode.IsLetter(r), unicode.IsNumber(r), strings.ContainsRune(".-_", r):
			return r
		default:
			return '-'
		}
	}, strings.NewReplacer("(", ".", ")", "").Replace(name))
	if first := []rune(written + "-")[0]; !unicode.IsLetter(first) && first != '_' {
		return "_" + written
	}
	return written
}
