package provider

import (
	"context"
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/attr/xattr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

// notation is text with several spellings of one meaning.
type notation interface {
	instantNotation | periodNotation
	// canonical returns the one spelling of what the text means.
	canonical(text string) (string, error)
	// noun names what the text is, for people.
	noun() string
}

type instantNotation struct{}

func (instantNotation) noun() string { return "instant" }

func (instantNotation) canonical(text string) (string, error) {
	t, err := governance.ParseInstant(text)
	if err == nil && t.Nanosecond()%int(time.Microsecond) != 0 {
		return "", fmt.Errorf("%q is finer than a microsecond, which is as fine as instants are kept", text)
	}
	return t.Format(time.RFC3339Nano), err
}

type periodNotation struct{}

func (periodNotation) noun() string { return "period" }

func (periodNotation) canonical(text string) (string, error) {
	p, err := governance.ParsePeriod(text)
	return p.String(), err
}

// Instants and periods are written as people like and equal when they mean the
// same, so no spelling is a difference for ever. RFC3339 of
// terraform-plugin-framework-timetypes is not used because it holds the same
// instant at two offsets for two values.
type (
	instant     = text[instantNotation]
	instantType = textType[instantNotation]
	period      = text[periodNotation]
	periodType  = textType[periodNotation]
)

var (
	_ basetypes.StringTypable                    = textType[instantNotation]{}
	_ basetypes.StringValuableWithSemanticEquals = text[instantNotation]{}
	_ xattr.ValidateableAttribute                = text[instantNotation]{}
)

type textType[N notation] struct{ basetypes.StringType }

func (t textType[N]) String() string {
	var n N
	return "provider." + n.noun()
}

func (t textType[N]) ValueType(context.Context) attr.Value { return text[N]{} }

func (t textType[N]) Equal(other attr.Type) bool {
	_, ok := other.(textType[N])
	return ok
}

func (t textType[N]) ValueFromString(_ context.Context, value basetypes.StringValue) (basetypes.StringValuable, diag.Diagnostics) {
	return text[N]{StringValue: value}, nil
}

func (t textType[N]) ValueFromTerraform(ctx context.Context, in tftypes.Value) (attr.Value, error) {
	value, err := t.StringType.ValueFromTerraform(ctx, in)
	if err != nil {
		return nil, err
	}
	s, ok := value.(basetypes.StringValue)
	if !ok {
		return nil, fmt.Errorf("a string became %T", value)
	}
	return text[N]{StringValue: s}, nil
}

type text[N notation] struct{ basetypes.StringValue }

func (v text[N]) Type(context.Context) attr.Type { return textType[N]{} }

func (v text[N]) Equal(other attr.Value) bool {
	o, ok := other.(text[N])
	return ok && v.StringValue.Equal(o.StringValue)
}

// StringSemanticEquals compares what the texts mean.
func (v text[N]) StringSemanticEquals(_ context.Context, other basetypes.StringValuable) (bool, diag.Diagnostics) {
	o, ok := other.(text[N])
	if !ok {
		return false, nil
	}
	var n N
	a, errA := n.canonical(v.ValueString())
	b, errB := n.canonical(o.ValueString())
	return errA == nil && errB == nil && a == b, nil
}

// ValidateAttribute refuses text that has no meaning.
func (v text[N]) ValidateAttribute(_ context.Context, req xattr.ValidateAttributeRequest, resp *xattr.ValidateAttributeResponse) {
	if v.IsNull() || v.IsUnknown() {
		return
	}
	var n N
	if _, err := n.canonical(v.ValueString()); err != nil {
		resp.Diagnostics.AddAttributeError(req.Path, "Not "+article(n.noun()), sentence(err.Error()))
	}
}

// article puts the indefinite article before one of the two nouns.
func article(noun string) string {
	if noun[0] == 'i' {
		return "an " + noun
	}
	return "a " + noun
}

// instantOf returns a null instant for the zero time.
func instantOf(t time.Time) instant {
	if t.IsZero() {
		return instant{basetypes.NewStringNull()}
	}
	return instant{basetypes.NewStringValue(t.UTC().Format(time.RFC3339Nano))}
}

// periodOf returns a null period for no length.
func periodOf(p governance.Period) period {
	if p.IsZero() {
		return period{basetypes.NewStringNull()}
	}
	return period{basetypes.NewStringValue(p.String())}
}

// timeOf returns the zero time for what is null, unknown, or refused by
// validation.
func timeOf(v instant) time.Time {
	t, _ := governance.ParseInstant(v.ValueString())
	return t
}

// lengthOf returns no length for what is null, unknown, or refused by
// validation.
func lengthOf(v period) governance.Period {
	p, _ := governance.ParsePeriod(v.ValueString())
	return p
}
