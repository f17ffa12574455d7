package policy

import (
	"math/big"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/nhi-governance/terraform-provider-nhi/internal/core"
	"github.com/nhi-governance/terraform-provider-nhi/internal/core/plain"
)

// step takes one step of a path.
func step(v plain.Value, by hcl.Traverser) (plain.Value, status) {
	switch by := by.(type) {
	case hcl.TraverseAttr:
		switch v := v.(type) {
		case *plain.Object:
			if member, ok := v.Get(by.Name); ok {
				return member, done
			}
			return nil, failed
		case cty.Value:
			return told(hcl.GetAttr(v, by.Name, nil))
		default:
			return nil, failed // nothing else has attributes
		}
	case hcl.TraverseIndex:
		return at(v, plain.Of(by.Key))
	default:
		return nil, stuck
	}
}

// at returns the element of a key.
func at(v, key plain.Value) (plain.Value, status) {
	switch v := v.(type) {
	case *plain.Object:
		if name, ok := key.(string); ok {
			if member, ok := v.Get(name); ok {
				return member, done
			}
			return nil, failed
		}
	case *plain.List:
		if n, ok := key.(*big.Float); ok {
			if i, exact := n.Int64(); exact == big.Exact && i >= 0 && i < int64(len(v.Elements)) {
				return v.Elements[i], done
			}
			return nil, failed
		}
	}
	return told(hcl.Index(plain.Cty(v), plain.Cty(key), nil))
}

func (b *builder) index(e *hclsyntax.IndexExpr) *code {
	collection, key := b.expr(e.Collection), b.expr(e.Key)
	traits := like(collection, key)
	traits.path, traits.untyped = core.IsPath(e), collection.untyped
	return b.shared("index"+ids(collection, key), traits, func(f *frame) (plain.Value, status) {
		v, status := collection.run(f)
		if status != done {
			return nil, status
		}
		k, status := key.run(f)
		if status != done {
			return nil, stuck // HCL goes on, and its error can be of the element's type
		}
		return at(v, k)
	})
}
