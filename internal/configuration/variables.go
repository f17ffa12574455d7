package configuration

import (
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
)

// variables gives an expression what it refers to, and nothing else.
func (s scope) variables(expr hcl.Expression) map[string]cty.Value {
	wanted := map[string][]hcl.Traversal{}
	tree := map[string]any{}
	for _, traversal := range expr.Variables() {
		if value, ok := s.bound[traversal.RootName()]; ok {
			tree[traversal.RootName()] = value
			continue
		}
		subject, rest := split(traversal)
		wanted[subject] = append(wanted[subject], rest)
	}
	for subject, rests := range wanted {
		steps := strings.Split(subject, ".")
		at := tree
		for _, step := range steps[:len(steps)-1] {
			next, ok := at[step].(map[string]any)
			if !ok {
				next = map[string]any{}
				at[step] = next
			}
			at = next
		}
		at[steps[len(steps)-1]] = s.subject(subject, rests)
	}
	return values(tree)
}

func values(tree map[string]any) map[string]cty.Value {
	result := make(map[string]cty.Value, len(tree))
	for name, node := range tree {
		if value, ok := node.(cty.Value); ok {
			result[name] = value
		} else {
			result[name] = cty.ObjectVal(values(node.(map[string]any)))
		}
	}
	return result
}

// split divides a reference into what it refers to (var.a, data.t.n, t.n) and
// what it takes of that.
func split(traversal hcl.Traversal) (subject string, rest hcl.Traversal) {
	names := []string{traversal.RootName()}
	want := 2
	switch names[0] {
	case "data", "ephemeral":
		want = 3
	case "self":
		want = 1
	}
	rest = traversal[1:]
	for len(names) < want && len(rest) > 0 {
		step, ok := rest[0].(hcl.TraverseAttr)
		if !ok {
			break
		}
		names, rest = append(names, step.Name), rest[1:]
	}
	return strings.Join(names, "."), rest
}

func (s scope) subject(subject string, rests []hcl.Traversal) cty.Value {
	root, name, _ := strings.Cut(subject, ".")
	switch {
	case (subject == "terraform.workspace" || subject == "tofu.workspace") && s.static != nil:
		return cty.StringVal(s.static.Workspace)
	case name == "" || root == "self" || root == "terraform" || root == "tofu" || root == "ephemeral":
		return unknown(subject)
	case root == "var":
		return s.once(subject, func(s scope) cty.Value { return s.variable(name) })
	case root == "local":
		return s.once(subject, func(s scope) cty.Value {
			if expr := s.module.local(name); expr != nil {
				return s.evaluate(expr)
			}
			return unknown(subject)
		})
	case root == "each" || root == "count":
		return s.repeated(subject)
	case root == "path":
		switch name {
		case "module":
			return cty.StringVal(s.module.dir.path)
		case "root":
			return cty.StringVal(".")
		default:
			return unknown(subject)
		}
	case root == "module":
		return s.together(subject, rests, func(s scope) cty.Value { return s.call(name, rests) })
	default:
		return s.together(subject, rests, func(s scope) cty.Value { return s.resource(subject, rests) })
	}
}

// together evaluates what is referred to as a whole a single time: each of a
// thousand instances may pick its own out of another thousand.
func (s scope) together(subject string, rests []hcl.Traversal, evaluate func(scope) cty.Value) cty.Value {
	if _, some := indexes(rests); some || s.static == nil {
		return evaluate(s)
	}
	wanted := attributesOf(rests)
	names := "*"
	if !wanted.All {
		names = strings.Join(slices.Sorted(maps.Keys(wanted.Set)), ",")
	}
	return s.once(subject+"\x00"+names, evaluate)
}

// variable returns what a module's variable was given, converted to its type.
func (s scope) variable(name string) cty.Value {
	declared := s.module.block("var." + name)
	if declared == nil || declared.flag("ephemeral") {
		return unknown("var." + name)
	}
	value := cty.NilVal
	if parent, call, ok := s.parent(); ok {
		if argument := call.attribute(name); argument != nil {
			value = parent.evaluate(argument.Expr)
		}
	} else if given, ok := s.world.Variables[name]; ok && len(s.calls) == 0 {
		value = given
	} else if s.world.Variables == nil || len(s.calls) > 0 {
		return unknown("var." + name)
	}
	if plain, _ := value.Unmark(); value != cty.NilVal && plain.IsNull() && declared.isFalse("nullable") {
		value = cty.NilVal
	}
	if value == cty.NilVal {
		byDefault := declared.attribute("default")
		if byDefault == nil {
			return unknown("var." + name)
		}
		value = s.evaluate(byDefault.Expr)
	}
	if converted, err := declared.converted(value); err == nil {
		value = converted
	}
	if declared.flag("sensitive") {
		value = value.Mark(change.Sensitive)
	}
	return value
}

// repeated gives each.key, each.value and count.index.
func (s scope) repeated(subject string) cty.Value {
	key := s.each.key
	if key == cty.NilVal || !key.IsKnown() {
		return unknown(subject)
	}
	switch subject {
	case "each.key", "count.index":
		return key
	case "each.value":
		if s.each.block.attribute("for_each") == nil || key.Type() != cty.String {
			return unknown(subject)
		}
		collection, marks := s.repeats(s.each.block, "for_each").Unmark()
		switch ty := collection.Type(); {
		case collection.IsNull() || !collection.IsKnown():
		case ty.IsSetType():
			return key.WithMarks(marks)
		case ty.IsObjectType() && ty.HasAttribute(key.AsString()):
			return collection.GetAttr(key.AsString()).WithMarks(marks)
		case ty.IsMapType() && collection.HasIndex(key).True():
			return collection.Index(key).WithMarks(marks)
		}
	}
	return unknown(subject)
}

// call gives what is referred to of a module's outputs.
func (s scope) call(name string, rests []hcl.Traversal) cty.Value {
	subject := "module." + name
	block := s.module.block(subject)
	if block == nil {
		return unknown(subject)
	}
	outputs := attributesOf(rests)
	keys, repeated := s.keys(block, rests)
	if !repeated {
		return s.outputs(name, cty.NilVal, outputs)
	}
	if keys == nil {
		return unknown(subject)
	}
	return collect(keys, func(key cty.Value) cty.Value { return s.outputs(name, key, outputs) })
}

// maxInstances is how many instances a block may have, and a whole configuration.
const maxInstances = 1 << 17

// keys returns the keys that a repeated block is wanted with: those that every
// reference names, or all; nil when they are not known.
func (s scope) keys(b *block, rests []hcl.Traversal) (keys []cty.Value, repeated bool) {
	over, count := b.attribute("for_each"), b.attribute("count")
	if over == nil && count == nil {
		return nil, false
	}
	for _, rest := range rests {
		if index, ok := first(rest).(hcl.TraverseIndex); ok {
			keys = append(keys, index.Key)
			continue
		}
		keys = nil
		break
	}
	if keys != nil {
		return keys, true
	}
	if count != nil {
		number, _ := s.repeats(b, "count").Unmark()
		if number.IsNull() || !number.IsKnown() || number.Type() != cty.Number {
			return nil, true
		}
		n, _ := number.AsBigFloat().Int64()
		if n < 0 || n > maxInstances {
			return nil, true
		}
		keys = make([]cty.Value, n)
		for i := range keys {
			keys[i] = cty.NumberIntVal(int64(i))
		}
		return keys, true
	}
	collection, _ := s.repeats(b, "for_each").Unmark()
	if collection.IsNull() || !collection.IsKnown() || !collection.CanIterateElements() {
		return nil, true
	}
	keys = []cty.Value{}
	for it := collection.ElementIterator(); it.Next(); {
		key, element := it.Element()
		if collection.Type().IsSetType() {
			key = element
		}
		if key, _ = key.Unmark(); !key.IsKnown() || key.IsNull() || key.Type() != cty.String {
			return nil, true
		}
		keys = append(keys, key)
	}
	return keys, true
}

// repeats evaluates the argument that says how often a block is repeated.
func (s scope) repeats(b *block, argument string) cty.Value {
	return s.once(b.name+"."+argument, func(s scope) cty.Value { return s.evaluate(b.attribute(argument).Expr) })
}

func first(traversal hcl.Traversal) hcl.Traverser {
	if len(traversal) == 0 {
		return nil
	}
	return traversal[0]
}

// noInstances gives what a resource that has none is to references.
func (s scope) noInstances(subject string) cty.Value {
	b := s.module.block(subject)
	switch {
	case b.attribute("count") != nil:
		return cty.EmptyTupleVal
	case b.attribute("for_each") != nil:
		return cty.EmptyObjectVal
	default:
		return unknown(subject) // there is no such resource
	}
}

// indexes returns the keys that references name, as addresses have them; ok is
// false when one of them is of all instances.
func indexes(rests []hcl.Traversal) (keys []string, ok bool) {
	for _, rest := range rests {
		index, ok := first(rest).(hcl.TraverseIndex)
		if !ok {
			return nil, false
		}
		if index.Key.IsKnown() && !index.Key.IsNull() && index.Key.Type().IsPrimitiveType() && index.Key.Type() != cty.Bool {
			keys = append(keys, change.Call{Key: index.Key}.KeyText())
		}
	}
	return keys, true
}

// collect makes the object or tuple that a repeated block is to references.
func collect(keys []cty.Value, value func(key cty.Value) cty.Value) cty.Value {
	byName, byIndex := map[string]cty.Value{}, map[int]cty.Value{}
	length := 0
	for _, key := range keys {
		switch {
		case key.Type() == cty.String:
			byName[key.AsString()] = value(key)
		case key.Type() == cty.Number:
			i, _ := key.AsBigFloat().Int64()
			if i >= 0 && i <= maxInstances {
				byIndex[int(i)] = value(key)
				length = max(length, int(i)+1)
			}
		}
	}
	if len(byIndex) == 0 {
		return cty.ObjectVal(byName)
	}
	elements := make([]cty.Value, length)
	for i := range elements {
		if element, ok := byIndex[i]; ok {
			elements[i] = element
		} else {
			elements[i] = unknown("index")
		}
	}
	return cty.TupleVal(elements)
}

// outputs gives the named outputs of a module instance, or all of them.
func (s scope) outputs(name string, key cty.Value, wanted change.Names) cty.Value {
	child, ok := s.child(name, key)
	if !ok {
		return unknown("module." + name)
	}
	attrs := map[string]cty.Value{}
	add := func(output string) {
		block := child.module.block("output." + output)
		value := block.attribute("value")
		if value == nil {
			return
		}
		attrs[output] = child.once("output."+output, func(s scope) cty.Value { return s.evaluate(value.Expr) })
		if block.flag("sensitive") {
			attrs[output] = attrs[output].Mark(change.Sensitive)
		}
	}
	if wanted.All {
		for _, output := range child.module.names("output.") {
			add(output)
		}
	}
	for output := range wanted.Set {
		add(output)
	}
	return cty.ObjectVal(attrs)
}

// attributesOf returns the first attribute that each reference takes, behind the
// key of an instance.
func attributesOf(rests []hcl.Traversal) change.Names {
	names := map[string]struct{}{}
	for _, rest := range rests {
		if _, ok := first(rest).(hcl.TraverseIndex); ok {
			rest = rest[1:]
		}
		step, ok := first(rest).(hcl.TraverseAttr)
		if !ok {
			return change.AllNames
		}
		names[step.Name] = struct{}{}
	}
	return change.Names{Set: names}
}

// resource gives what the plan knows of a resource's instances.
func (s scope) resource(subject string, rests []hcl.Traversal) cty.Value {
	module := change.ModuleAddress(s.calls)
	wanted := attributesOf(rests)
	instances := slices.DeleteFunc(slices.Clone(s.world.Instances(module, subject)), func(c change.Change) bool {
		return c.Drift || c.Deposed != "" || c.Action == change.Delete || c.Action == change.Forget
	})
	if len(instances) == 0 && s.static != nil {
		return s.noInstances(subject)
	}
	if len(instances) == 0 || s.depth > maxDepth {
		return unknown(subject)
	}
	value := func(c change.Change) cty.Value {
		known, err := s.known(c, wanted, s.depth+1)
		if err != nil {
			return unknown(subject)
		}
		return withNamings(c, known)
	}
	if instances[0].Index == cty.NilVal {
		return value(instances[0])
	}
	referred, some := indexes(rests)
	var keys []cty.Value
	byKey := map[string]change.Change{}
	for _, c := range instances {
		text := change.Call{Key: c.Index}.KeyText()
		switch {
		case !c.Index.IsKnown():
			return unknown(subject)
		case !some || slices.Contains(referred, text):
			keys = append(keys, c.Index)
			byKey[text] = c
		}
	}
	return collect(keys, func(key cty.Value) cty.Value { return value(byKey[change.Call{Key: key}.KeyText()]) })
}
