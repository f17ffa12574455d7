package configuration

import (
	"slices"
	"strings"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function/stdlib"

	"github.com/nhi-governance/terraform-provider-nhi/internal/nesting"
)

// document is a data source that writes its arguments as JSON and reads nothing
// from anywhere, so that what is known of them is known of the JSON.
type document struct {
	attributes map[string]string // that hold the JSON, with what it is indented by
	arguments  []string
	of         func(arguments cty.Value) (cty.Value, bool)
}

// documents are known by the type of the data source. What each writes is from
// the documentation of its provider.
var documents = map[string]document{
	"aws_iam_policy_document": {
		map[string]string{"json": "  ", "minified_json": ""},
		[]string{"version", "policy_id", "statement", "source_policy_documents", "override_policy_documents", "source_json", "override_json"},
		awsPolicy,
	},
	"google_iam_policy": {
		map[string]string{"policy_data": ""},
		[]string{"binding", "audit_config"},
		googlePolicy,
	},
}

// awsPolicy writes an aws_iam_policy_document.
func awsPolicy(arguments cty.Value) (cty.Value, bool) {
	statements, known := list(arguments, "statement")
	policy := map[string]cty.Value{"Version": orDefault(argument(arguments, "version"), "2012-10-17")}
	if id := argument(arguments, "policy_id"); !id.IsNull() {
		policy["Id"] = id
	}
	var all []cty.Value
	if known {
		all = make([]cty.Value, len(statements))
		for i, statement := range statements {
			all[i] = awsStatement(statement)
		}
	}
	sources, sourcesKnown := awsSources(arguments, "source_json", "source_policy_documents")
	overrides, overridesKnown := awsSources(arguments, "override_json", "override_policy_documents")
	if known && sourcesKnown && overridesKnown {
		merged, ok := mergeStatements(append(append(sources, all...), overrides...))
		if ok {
			policy["Statement"] = cty.TupleVal(merged)
			return cty.ObjectVal(policy), true
		}
	}
	policy["Statement"] = unknown("statement")
	return cty.ObjectVal(policy), true
}

// awsSources returns the statements of the documents that an argument gives, in
// order; ok is false when they are not all known.
func awsSources(arguments cty.Value, single, several string) (statements []cty.Value, ok bool) {
	texts, ok := list(arguments, several)
	if !ok {
		return nil, false
	}
	if one := argument(arguments, single); !one.IsNull() {
		texts = append([]cty.Value{one}, texts...)
	}
	for _, text := range texts {
		policy, ok := decoded(text)
		if !ok {
			return nil, false
		}
		if policy == cty.NilVal {
			continue
		}
		of := argument(policy, "Statement")
		plain, marks := of.Unmark()
		switch {
		case plain.IsNull():
		case !plain.IsKnown():
			return nil, false
		case plain.Type().IsObjectType():
			statements = append(statements, of)
		default:
			for it := plain.ElementIterator(); it.Next(); {
				_, statement := it.Element()
				statements = append(statements, statement.WithMarks(sensitivity(marks)))
			}
		}
	}
	return statements, true
}

// decoded returns the structure of a document; cty.NilVal for an empty one.
func decoded(text cty.Value) (cty.Value, bool) {
	if known, ok := structure(text); ok {
		return known, true
	}
	plain, marks := text.Unmark()
	if !plain.IsKnown() || plain.Type() != cty.String {
		return cty.NilVal, plain.IsNull()
	}
	if plain.IsNull() || plain.AsString() == "" {
		return cty.NilVal, true
	}
	if nesting.JSON([]byte(plain.AsString())) {
		return cty.NilVal, false
	}
	value, err := stdlib.JSONDecode(plain)
	if err != nil || !value.Type().IsObjectType() {
		return cty.NilVal, false
	}
	return value.WithMarks(sensitivity(marks)), true
}

// mergeStatements lets a later statement take the place of an earlier one with
// the same Sid; ok is false when a Sid is not known, and so neither is which.
func mergeStatements(statements []cty.Value) (merged []cty.Value, ok bool) {
	places := map[string]int{}
	for _, statement := range statements {
		sid, _ := argument(statement, "Sid").Unmark()
		if !sid.IsKnown() && len(statements) > 1 {
			return nil, false
		}
		if sid.IsKnown() && !sid.IsNull() && sid.Type() == cty.String && sid.AsString() != "" {
			if i, again := places[sid.AsString()]; again {
				merged[i] = statement
				continue
			}
			places[sid.AsString()] = len(merged)
		}
		merged = append(merged, statement)
	}
	return merged, true
}

func awsStatement(statement cty.Value) cty.Value {
	attrs := map[string]cty.Value{"Effect": orDefault(argument(statement, "effect"), "Allow")}
	if sid := argument(statement, "sid"); !isEmpty(sid) {
		attrs["Sid"] = sid
	}
	for name, written := range map[string]string{
		"actions": "Action", "not_actions": "NotAction", "resources": "Resource", "not_resources": "NotResource",
	} {
		if value := argument(statement, name); !isEmpty(value) {
			attrs[written] = oneOrMany(value)
		}
	}
	for name, written := range map[string]string{"principals": "Principal", "not_principals": "NotPrincipal"} {
		if blocks := argument(statement, name); !isEmpty(blocks) {
			attrs[written] = awsPrincipals(blocks)
		}
	}
	if blocks := argument(statement, "condition"); !isEmpty(blocks) {
		attrs["Condition"] = awsConditions(blocks)
	}
	return cty.ObjectVal(attrs).WithMarks(sensitivity(statement.Marks()))
}

// awsPrincipals writes {"AWS": …}, or "*" for everyone.
func awsPrincipals(blocks cty.Value) cty.Value {
	elements, ok := elements(blocks)
	if !ok {
		return unknown("principals")
	}
	byType := map[string]cty.Value{}
	for _, block := range elements {
		kind, _ := argument(block, "type").Unmark()
		identifiers := argument(block, "identifiers")
		if !kind.IsKnown() || kind.IsNull() || kind.Type() != cty.String {
			return unknown("principals")
		}
		name := kind.AsString()
		one := oneOrMany(identifiers)
		if name == "*" && len(elements) == 1 {
			if plain, _ := one.Unmark(); plain.RawEquals(cty.StringVal("*")) || !plain.IsKnown() {
				return one
			}
		}
		if earlier, twice := byType[name]; twice {
			one = joined(earlier, one)
		}
		byType[name] = one
	}
	return cty.ObjectVal(byType)
}

// awsConditions writes {"StringEquals": {"aws:SourceAccount": …}}.
func awsConditions(blocks cty.Value) cty.Value {
	elements, ok := elements(blocks)
	if !ok {
		return unknown("condition")
	}
	tests := map[string]map[string]cty.Value{}
	for _, block := range elements {
		test, _ := argument(block, "test").Unmark()
		variable, _ := argument(block, "variable").Unmark()
		if !test.IsKnown() || test.IsNull() || !variable.IsKnown() || variable.IsNull() {
			return unknown("condition")
		}
		if tests[test.AsString()] == nil {
			tests[test.AsString()] = map[string]cty.Value{}
		}
		values := oneOrMany(argument(block, "values"))
		if earlier, twice := tests[test.AsString()][variable.AsString()]; twice {
			values = joined(earlier, values)
		}
		tests[test.AsString()][variable.AsString()] = values
	}
	attrs := make(map[string]cty.Value, len(tests))
	for test, variables := range tests {
		attrs[test] = cty.ObjectVal(variables)
	}
	return cty.ObjectVal(attrs)
}

// googlePolicy writes a google_iam_policy.
func googlePolicy(arguments cty.Value) (cty.Value, bool) {
	policy := map[string]cty.Value{}
	rename := func(block cty.Value, names map[string]string) cty.Value {
		attrs := map[string]cty.Value{}
		for name, written := range names {
			if value := argument(block, name); !isEmpty(value) {
				attrs[written] = value
			}
		}
		return cty.ObjectVal(attrs)
	}
	for name, written := range map[string]string{"binding": "bindings", "audit_config": "auditConfigs"} {
		blocks := argument(arguments, name)
		if isEmpty(blocks) {
			continue
		}
		elements, ok := elements(blocks)
		if !ok {
			policy[written] = unknown(name)
			continue
		}
		for i, block := range elements {
			inner := rename(block, map[string]string{"role": "role", "members": "members", "service": "service"}).AsValueMap()
			if inner == nil {
				inner = map[string]cty.Value{}
			}
			if condition, ok := list(block, "condition"); ok && len(condition) == 1 {
				inner["condition"] = rename(condition[0], map[string]string{"expression": "expression", "title": "title", "description": "description"})
			} else if !ok {
				inner["condition"] = unknown("condition")
			}
			if logs, ok := list(block, "audit_log_configs"); ok && len(logs) > 0 {
				for j, log := range logs {
					logs[j] = rename(log, map[string]string{"log_type": "logType", "exempted_members": "exemptedMembers"})
				}
				inner["auditLogConfigs"] = cty.TupleVal(logs)
			} else if !ok {
				inner["auditLogConfigs"] = unknown("audit_log_configs")
			}
			elements[i] = cty.ObjectVal(inner)
		}
		policy[written] = cty.TupleVal(elements)
	}
	return cty.ObjectVal(policy), true
}

// argument returns an attribute, with the sensitivity of what it is part of; null
// when there is none.
func argument(object cty.Value, name string) cty.Value {
	plain, marks := object.Unmark()
	switch {
	case !plain.IsKnown():
		return object
	case plain.IsNull() || !plain.Type().IsObjectType() || !plain.Type().HasAttribute(name):
		return cty.NullVal(cty.DynamicPseudoType)
	default:
		return plain.GetAttr(name).WithMarks(sensitivity(marks))
	}
}

// elements returns those of a list, with its sensitivity; ok is false when it is
// not known how many there are.
func elements(of cty.Value) (elements []cty.Value, ok bool) {
	plain, marks := of.Unmark()
	if !plain.IsKnown() {
		return nil, false
	}
	if plain.IsNull() || !plain.CanIterateElements() {
		return nil, true
	}
	for it := plain.ElementIterator(); it.Next(); {
		_, element := it.Element()
		elements = append(elements, element.WithMarks(sensitivity(marks)))
	}
	return elements, true
}

func list(object cty.Value, name string) ([]cty.Value, bool) { return elements(argument(object, name)) }

func isEmpty(value cty.Value) bool {
	plain, _ := value.Unmark()
	return plain.IsKnown() && (plain.IsNull() || plain.CanIterateElements() && plain.LengthInt() == 0 || plain.RawEquals(cty.StringVal("")))
}

func orDefault(value cty.Value, byDefault string) cty.Value {
	if isEmpty(value) {
		return cty.StringVal(byDefault)
	}
	return value
}

// oneOrMany writes a list as AWS does: a single string by itself, several in
// reverse order. A list of which one is unknown keeps the order it has, which
// means the same.
func oneOrMany(of cty.Value) cty.Value {
	all, ok := elements(of)
	switch {
	case !ok:
		return of
	case len(all) == 1:
		return all[0]
	}
	if !slices.ContainsFunc(all, func(v cty.Value) bool {
		plain, _ := v.Unmark()
		return !plain.IsKnown() || plain.IsNull() || plain.Type() != cty.String
	}) {
		slices.SortFunc(all, func(a, b cty.Value) int {
			a, _ = a.Unmark()
			b, _ = b.Unmark()
			return strings.Compare(b.AsString(), a.AsString())
		})
	}
	return cty.TupleVal(all)
}

// joined is the list of what either gives.
func joined(a, b cty.Value) cty.Value {
	var all []cty.Value
	for _, value := range []cty.Value{a, b} {
		plain, _ := value.Unmark()
		if !plain.IsKnown() {
			return value // one, or a list of them
		}
		if plain.Type() == cty.String {
			all = append(all, value)
			continue
		}
		more, _ := elements(value)
		all = append(all, more...)
	}
	return cty.TupleVal(all)
}
