package report

import (
	"io"
	"net/url"
	"path"
	"path/filepath"
	"strings"

	"github.com/nhi-governance/terraform-provider-nhi/internal/decision"
	"github.com/nhi-governance/terraform-provider-nhi/internal/words"
)

// SARIF writes the Static Analysis Results Interchange Format, version 2.1.0.
// What passed is left out: readers would raise an alert for it.
// https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html
func SARIF(w io.Writer, d decision.Decision, _ Options) error {
	rules := sarifRules{list: []sarifRule{}, at: map[string]int{}}
	run := sarifRun{
		ColumnKind: "unicodeCodePoints",
		BaseIDs: map[string]sarifArtifact{
			sourceRoot: {Description: &sarifText{Text: "The folder that the check ran in."}},
		},
		Invocations: []sarifInvocation{invocation(d)},
		Results:     []sarifResult{},
		Properties: map[string]string{
			"outcome": string(d.Outcome), "input": d.Input.Digest, "bundle": d.Bundle.Digest, "instant": words.Instant(d.Instant),
		},
	}
	names := fingerprints(d.Findings)
	for i, f := range d.Findings {
		if f.Verdict == decision.Pass {
			continue
		}
		run.Results = append(run.Results, sarifResult{
			RuleID:    policyID(f.Policy),
			RuleIndex: rules.index(f),
			Level:     sarifLevels[f.Effect],
			Message:   sarifText{Text: subject(f) + ": " + strings.Join(sentences(f), "\n")},
			Locations: []sarifLocation{{
				Physical: physical(place(d, f), f.Source != nil),
				Logical:  []sarifLogical{{Name: f.Address, Kind: "resource"}},
			}},
			Related: related(f),
			// Readers that take their own hash of the line for a finding's name
			// would take the instances of one resource for one.
			Fingerprints: map[string]string{"nhi/v1": names[i], "primaryLocationLineHash": names[i] + ":1"},
			Suppressions: suppressions(d, f),
			Properties:   sarifFinding{f.Verdict, f.Raw, f.Level, f.Controls, f.Tenant, f.Operation},
		})
	}
	version := strings.TrimPrefix(d.Tool.Version, "v")
	run.Tool.Driver = sarifDriver{Name: d.Tool.Name, Version: version, Information: homepage, Rules: rules.list}
	return writeJSON(w, sarifLog{Schema: sarifSchema, Version: "2.1.0", Runs: []sarifRun{run}})
}

const (
	sarifSchema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
	homepage    = "https://github.com/nhi-governance/terraform-provider-nhi"
	sourceRoot  = "%SRCROOT%" // the name that code scanning services expect
)

var sarifLevels = map[decision.Effect]string{
	decision.Denies: "error", decision.NotKnown: "error", decision.Warns: "warning", decision.Allows: "note",
}

// sarifRules are the policies that findings speak of, in the order of their first.
type sarifRules struct {
	list []sarifRule
	at   map[string]int
}

func (r *sarifRules) index(f decision.Finding) int {
	id := policyID(f.Policy)
	if i, ok := r.at[id]; ok {
		return i
	}
	r.at[id] = len(r.list)
	r.list = append(r.list, rule(id, f))
	return r.at[id]
}

func rule(id string, f decision.Finding) sarifRule {
	level := "error"
	if f.Level == decision.Advisory {
		level = "warning"
	}
	tags := []string{"governance"}
	for _, control := range f.Controls {
		tags = append(tags, "control/"+control)
	}
	short := "Policy " + f.Policy.Name
	if len(f.Controls) > 0 {
		short += " of control " + strings.Join(f.Controls, ", ")
	}
	help := short + " judges " + f.Policy.Type + ". It stands in " + f.Policy.File + " as " + f.Policy.Kind + " and is " + levelWords[f.Level] + "."
	switch f.Policy.Kind {
	case decision.FilePolicy:
		help = short + " judges the files of the configuration. It is part of nhi and is " + levelWords[f.Level] + "."
	case decision.Segmentation:
		short = "Rule " + f.Policy.Name
		help = short + " judges the plan as a whole, so that one run reaches no more tenants than it should. It cannot be excepted."
	}
	return sarifRule{
		ID: id, Name: f.Policy.Name,
		Short: sarifText{Text: short + "."}, Full: sarifText{Text: help}, Help: sarifText{Text: help},
		Default:    sarifDefault{Level: level},
		Properties: sarifTags{Tags: tags},
	}
}

// levelWords say what an enforcement level means.
var levelWords = map[decision.Level]string{
	decision.Mandatory:            "mandatory: a failure denies the plan, and cannot be excepted",
	decision.MandatoryOverridable: "mandatory, but overridable: a failure denies the plan unless an approved exception covers it",
	decision.Advisory:             "advisory: a failure warns",
}

// invocation tells whether the check itself went well, and what it says of no
// change in particular.
func invocation(d decision.Decision) sarifInvocation {
	result := sarifInvocation{Successful: d.Outcome != decision.CouldNotTell, ExitCode: d.Outcome.ExitCode()}
	for _, text := range d.Warnings {
		result.Notifications = append(result.Notifications, sarifNotification{Level: "warning", Message: sarifText{Text: text}})
	}
	for _, e := range d.Exceptions {
		if len(e.Problems) == 0 {
			continue
		}
		level := "warning"
		if e.Standing == "malformed" {
			level = "error"
		}
		result.Notifications = append(result.Notifications, sarifNotification{Level: level, Message: sarifText{Text: standing(e)}})
	}
	return result
}

func related(f decision.Finding) []sarifLocation {
	var result []sarifLocation
	seen := map[decision.Range]bool{}
	for _, m := range f.Messages {
		if m.Range != nil && !seen[*m.Range] {
			seen[*m.Range] = true
			result = append(result, sarifLocation{
				Physical: physical(*m.Range, true),
				Message:  &sarifText{Text: "The condition of policy " + f.Policy.Name},
			})
		}
	}
	return result
}

// suppressions is never nil: a result without the property is one of which nobody
// knows whether it is suppressed.
func suppressions(d decision.Decision, f decision.Finding) []sarifSuppression {
	if f.Verdict != decision.Waived {
		return []sarifSuppression{}
	}
	why := "Waived by " + f.Exception + "."
	if e, ok := exceptionOf(d, f); ok {
		why = "Waived by " + f.Exception + ": " + about(e) + "."
		if e.Reason != "" {
			why += " " + e.Reason
		}
	}
	return []sarifSuppression{{Kind: "external", Status: "accepted", Justification: why}}
}

// physical is a place in a file; a whole file when its lines say nothing.
func physical(r decision.Range, lines bool) *sarifPhysical {
	file := filepath.ToSlash(r.File)
	result := &sarifPhysical{Artifact: sarifArtifact{URI: (&url.URL{Path: file}).String(), BaseID: sourceRoot}}
	if path.IsAbs(file) {
		result.Artifact = sarifArtifact{URI: (&url.URL{Scheme: "file", Path: file}).String()}
	}
	if lines {
		result.Region = &sarifRegion{r.Start.Line, r.Start.Column, r.End.Line, r.End.Column}
	} else {
		result.Region = &sarifRegion{StartLine: 1}
	}
	return result
}
