package bundle

import (
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/notify"
	"github.com/nhi-governance/terraform-provider-nhi/internal/words"
)

var sinkSchema = &hcl.BodySchema{Attributes: []hcl.AttributeSchema{{Name: "kind", Required: true}}}

// sink is a sink and where it is declared.
type sink struct {
	governance.Sink
	place hcl.Range
}

// sink records where messages can go.
func (d *decoder) sink(block *hcl.Block) {
	name := block.Labels[0]
	first, duplicate := d.sinks[name]
	switch {
	case duplicate:
		d.report(block.LabelRanges[0], "Duplicate sink", "Sink %q is already declared at %s. Controls name a sink, so its name is unique in the bundle.", name, first.place)
		return
	case name == governance.Here:
		d.report(block.LabelRanges[0], "Unsuitable name", "%q stands for the register, which keeps what no sink sends. Name the sink otherwise.", name)
		return
	case name == "" || strings.ContainsAny(name, "@, \t\n"):
		d.report(block.LabelRanges[0], "Unsuitable name", "%q is no name of a sink: use letters, digits, - and _. What has an @ is a mail address, and is not declared.", name)
		return
	}
	known, rest, diags := block.Body.PartialContent(sinkSchema)
	d.diags = append(d.diags, diags...)
	s := governance.Sink{Name: name, Kind: oneOf(d, known, "kind", notify.Kinds), Config: map[string]string{}}
	d.sinks[name] = sink{s, block.DefRange} // also with mistakes: to miss it as well would be one more
	settings := notify.Settings(s.Kind)
	if settings == nil {
		return // which is reported, and what the others should be is not known
	}
	schema := &hcl.BodySchema{}
	for _, setting := range settings {
		schema.Attributes = append(schema.Attributes, hcl.AttributeSchema{Name: setting.Name, Required: setting.Required})
	}
	before := len(d.diags)
	content := d.content(rest, schema)
	for _, setting := range settings {
		if values := d.setting(content, setting); len(values) > 0 {
			s.Config[setting.Name] = strings.Join(values, notify.ListSeparator)
		}
	}
	if len(d.diags) > before {
		return
	}
	for _, wrong := range notify.CheckTogether(s) {
		d.report(block.DefRange, "Unsuitable settings", "Sink %q: %s", name, wrong)
	}
}

// setting reads the values of one setting. A value that does not fit is never
// repeated: it may be a secret in the wrong place.
func (d *decoder) setting(content *hcl.BodyContent, setting notify.Setting) []string {
	var values []placed
	if setting.List {
		values = d.texts(content, setting.Name)
	} else if text := d.text(content, setting.Name); text.text != "" {
		values = []placed{text}
	}
	for _, value := range values {
		if err := setting.Check(value.text); err != nil {
			d.report(value.place, "Unsuitable value", "The value of %q is not suitable: %s.", setting.Name, err)
		}
	}
	return plain(values)
}

// allSinks returns the sinks by name. A mail address goes through the one mail
// sink that says no recipients, so there is one at most.
func (d *decoder) allSinks() governance.Sinks {
	var all governance.Sinks
	carrier := ""
	for _, name := range slices.Sorted(maps.Keys(d.sinks)) {
		s := d.sinks[name]
		all = append(all, s.Sink)
		if _, isGroup := d.groups[name]; isGroup {
			d.report(s.place, "One name for two", "There is a group %q as well, so it is not clear who hears of what is for %q. Name one of them otherwise.", name, name)
		}
		if !s.Carries() {
			continue
		}
		if carrier != "" {
			d.report(s.place, "Second sink for mail addresses", "Neither this sink nor %q says to whom it sends, so either could send what is for a mail address. Give one of them recipients: to = [...].", carrier)
		}
		carrier = name
	}
	return all
}

// notify reads who hears of violations of a control. An action that takes a sink
// and has none would be a promise that nobody keeps.
func (d *decoder) notify(block *hcl.Block, content *hcl.BodyContent, action governance.Action) []string {
	var told []string
	fits, unknown := false, false
	for _, recipient := range d.texts(content, "notify") {
		names, known := d.recipients(block, recipient)
		unknown = unknown || !known
		for _, name := range names {
			s, reached := d.route(name)
			if known && !reached {
				d.report(recipient.place, "No sink for mail", "No sink of the bundle sends to the mail address %q. Declare one: sink \"mail\" { kind = \"mail\" … }, without to.", name)
			}
			fits = fits || slices.Contains(action.Sinks(), s.Kind)
		}
		told = append(told, names...)
	}
	if kinds := action.Sinks(); kinds != nil && !fits && !unknown {
		words := make([]string, len(kinds))
		for i, kind := range kinds {
			words[i] = string(kind)
		}
		d.report(content.Attributes["action"].Expr.Range(), "Action without a sink", "The action %q takes a sink of kind %s, and notify names none, so nothing would come of it. Declare one, sink \"NAME\" { kind = %q … }, and name it: notify = [\"NAME\"].",
			action, strings.Join(words, " or "), words[0])
	}
	return unique(told)
}

// escalatedTo reads who hears of what lasts. An address that no sink sends to is
// not an error here: people read it in the decision, and write to it.
func (d *decoder) escalatedTo(block *hcl.Block, content *hcl.BodyContent) []string {
	var told []string
	for _, recipient := range d.some(content, "to", "An escalation tells somebody.") {
		names, _ := d.recipients(block, recipient)
		told = append(told, names...)
	}
	return unique(told)
}

// recipients resolves a name: a sink, a mail address, or a group, which stands
// for its members.
func (d *decoder) recipients(block *hcl.Block, recipient placed) (names []string, known bool) {
	if members, isGroup := d.groups[recipient.text]; isGroup {
		return members, true
	}
	if _, isSink := d.sinks[recipient.text]; isSink || strings.Contains(recipient.text, "@") {
		return []string{recipient.text}, true
	}
	if !d.open[block.DefRange.Filename] {
		d.report(recipient.place, "Nobody of that name", "%q is neither a sink nor a group of the bundle, nor a mail address.%s Declare it: sink %q { kind = … }.",
			recipient.text, words.DidYouMean(recipient.text, slices.Concat(slices.Sorted(maps.Keys(d.sinks)), d.groupNames())), recipient.text)
	}
	return []string{recipient.text}, false
}

func (d *decoder) route(recipient string) (governance.Sink, bool) {
	var all governance.Sinks
	for _, s := range d.sinks {
		all = append(all, s.Sink)
	}
	return all.Route(recipient)
}

// unique leaves out what is there already, as groups may share members.
func unique(names []string) []string {
	var result []string
	for _, name := range names {
		if !slices.Contains(result, name) {
			result = append(result, name)
		}
	}
	return result
}
