package tfplan

import (
	"github.com/zclconf/go-cty/cty"
)

// tree holds the paths of one side of a change that are sensitive. A nil tree
// holds none.
type tree struct {
	here    bool // the value itself and all that is below
	members map[string]*tree
	items   map[int]*tree
}

// withPath adds a Path message: steps, each the name of an attribute or the
// msgpack of an element's key.
func (t *tree) withPath(message []byte) (*tree, error) {
	if t == nil {
		t = &tree{}
	}
	at, depth := t, 0
	err := fields(message, func(f field) error {
		if f.number != 1 || at.here {
			return nil
		}
		if depth++; depth > maxDepth {
			return damaged("A path in the plan is longer than %d steps", maxDepth)
		}
		return fields(f.bytes, func(step field) error {
			switch step.number {
			case 1:
				at = at.addMember(string(step.bytes))
			case 2:
				raw, err := dynamicValue(step.bytes)
				if err != nil {
					return err
				}
				key, err := decode(raw, "")
				if err != nil {
					return err
				}
				at = at.addElement(key)
			}
			return nil
		})
	})
	at.here = true
	return t, err
}

func (t *tree) addMember(name string) *tree {
	next := t.members[name]
	if next == nil {
		if t.members == nil {
			t.members = map[string]*tree{}
		}
		next = &tree{}
		t.members[name] = next
	}
	return next
}

// addElement marks the collection as a whole when the key is none of a list or a
// map: that of a set is the element itself, whose place is not known here.
func (t *tree) addElement(key cty.Value) *tree {
	if key, _ := key.Unmark(); key.IsKnown() && !key.IsNull() {
		switch key.Type() {
		case cty.String:
			return t.addMember(key.AsString())
		case cty.Number:
			if i, accuracy := key.AsBigFloat().Int64(); accuracy == 0 && i >= 0 {
				next := t.items[int(i)]
				if next == nil {
					if t.items == nil {
						t.items = map[int]*tree{}
					}
					next = &tree{}
					t.items[int(i)] = next
				}
				return next
			}
		}
	}
	return t
}

// member returns what is below a member.
func (t *tree) member(name string) *tree {
	if t == nil {
		return nil
	}
	return t.members[name]
}

// element returns what is below an element.
func (t *tree) element(i int) *tree {
	if t == nil {
		return nil
	}
	return t.items[i]
}
