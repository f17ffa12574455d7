//go:build unix

package main

import (
	"bufio"
	"embed"
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// testdata holds ten resources as Terraform 1.11 planned them, in JSON and as
// they were written, with places for what differs from one application to the
// next.
//
//go:embed testdata
var testdata embed.FS

const perApplication = 10

// places fills the template for one application. Every fiftieth breaks a rule.
func places(n int) *strings.Replacer {
	broken := func(rule int, good, bad string) string {
		if n%50 == 7 && n/50%6 == rule {
			return bad
		}
		return good
	}
	return strings.NewReplacer(
		"@N@", fmt.Sprint(n),
		"@T@", fmt.Sprint(n%40),
		"@OWNER@", broken(0, fmt.Sprintf("team-%d@example.com", n%40), "nobody"),
		"@ACTION@", broken(1, "sqs:SendMessage", "*"),
		"@INLINE@", broken(2, "s3:PutObject", "iam:*"),
		`"@SESSION@"`, broken(3, "3600", "43200"),
		`"@RECOVERY@"`, broken(4, "30", "0"),
		`"@DAYS@"`, broken(5, "60", "365"),
	)
}

// section is the part of a plan's JSON between two brackets, of which every
// application has its own elements.
type section struct{ before, elements, after string }

// sections are those of a plan, in Terraform's order.
func sections() ([]section, error) {
	content, err := testdata.ReadFile("testdata/application.json")
	if err != nil {
		return nil, err
	}
	var application struct {
		Changes  []map[string]json.RawMessage `json:"resource_changes"`
		Blocks   []json.RawMessage            `json:"configuration"`
		Relevant []json.RawMessage            `json:"relevant_attributes"`
	}
	if err := json.Unmarshal(content, &application); err != nil {
		return nil, err
	}
	var values []map[string]json.RawMessage
	for _, change := range application.Changes {
		var sides struct {
			After     json.RawMessage `json:"after"`
			Sensitive json.RawMessage `json:"after_sensitive"`
		}
		if err := json.Unmarshal(change["change"], &sides); err != nil {
			return nil, err
		}
		values = append(values, map[string]json.RawMessage{
			"address": change["address"], "mode": change["mode"], "type": change["type"], "name": change["name"],
			"provider_name": change["provider_name"], "schema_version": json.RawMessage("0"),
			"values": sides.After, "sensitive_values": sides.Sensitive,
		})
	}
	result := []section{
		{before: `{"format_version":"1.2","terraform_version":"1.11.4","variables":{"env":{"value":"prod"}},"planned_values":{"root_module":{"resources":[`, after: `]}},`},
		{before: `"resource_changes":[`, after: `],`},
		{before: `"configuration":{"root_module":{"resources":[`, after: `]}},`},
		{before: `"relevant_attributes":[`, after: `],"timestamp":"2026-11-23T09:13:30Z","applyable":true,"complete":true,"errored":false}`},
	}
	for i, elements := range []any{values, application.Changes, application.Blocks, application.Relevant} {
		encoded, err := json.Marshal(elements)
		if err != nil {
			return nil, err
		}
		result[i].elements = string(encoded[1 : len(encoded)-1])
	}
	return result, nil
}

// writeJSON writes the output of terraform show -json for so many resources.
func writeJSON(w io.Writer, resources int) error {
	parts, err := sections()
	if err != nil {
		return err
	}
	out := bufio.NewWriterSize(w, 1<<20)
	for _, part := range parts {
		out.WriteString(part.before)
		for n := range resources / perApplication {
			if n > 0 {
				out.WriteByte(',')
			}
			places(n).WriteString(out, part.elements)
		}
		out.WriteString(part.after)
	}
	return out.Flush()
}
