package core

import (
	"errors"
	"regexp"
	"regexp/syntax"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"

	"github.com/nhi-governance/terraform-provider-nhi/internal/core/plain"
)

// Limits on what one call may take or make. They are far above what a policy
// needs, and keep a hostile or mistaken one from exhausting the machine.
const (
	maxSize     = plain.MaxSize // bytes of strings, and valueCost for every value around them
	maxElements = 1 << 17       // of a product
	maxWidth    = 1 << 12       // of a format verb or an indent
	maxDigits   = 1 << 12       // of an integer
	maxPattern  = 1 << 28       // steps: a pattern's instructions times a string's bytes
	maxExponent = 1 << 12       // of two, in a number
	valueCost   = plain.ValueCost
)

// limit refuses arguments whose result would be too large. It sees them
// unmarked, and may be handed unknown, null and wrong ones.
type limit func(args []cty.Value) error

// limited returns f with a limit on its arguments.
func limited(f callable, within limit) callable {
	return around(f, func(args []cty.Value) (cty.Value, error) {
		plain := make([]cty.Value, len(args))
		for i, arg := range args {
			plain[i], _ = arg.Unmark()
		}
		if err := within(plain); err != nil {
			return cty.NilVal, err
		}
		return f.Call(args)
	})
}

// explaining returns f with what it panics over, as the standard library does in
// places, told as an error for people.
func explaining(f callable, why string) callable {
	return around(f, func(args []cty.Value) (cty.Value, error) {
		result, err := f.Call(args)
		if panicked := (function.PanicError{}); errors.As(err, &panicked) {
			return cty.NilVal, errors.New(why)
		}
		return result, err
	})
}

func bySize(args []cty.Value) error {
	left := maxSize
	for i, arg := range args {
		if left = spend(arg, left); left < 0 {
			return tooLarge(i)
		}
	}
	return nil
}

// byText bounds the size, and refuses strings that are not UTF-8: the YAML
// encoder never comes to the end of one.
func byText(args []cty.Value) error {
	if err := bySize(args); err != nil {
		return err
	}
	return cty.Walk(args[0], func(_ cty.Path, v cty.Value) (bool, error) {
		v, _ = v.Unmark()
		if s, ok := text(v); ok && !utf8.ValidString(s) {
			return false, function.NewArgErrorf(0, "a string in it is not valid UTF-8")
		}
		return true, nil
	})
}

func tooLarge(arg int) error {
	return function.NewArgErrorf(arg, "the value is too large: one call takes at most %d MiB", maxSize>>20)
}

// spend returns what is left of a budget after value, and stops walking when
// nothing is: a value that shares its parts can be exponentially larger than
// the memory it takes.
func spend(value cty.Value, left int) int {
	if left -= valueCost; left < 0 {
		return left
	}
	value, _ = value.Unmark()
	if value.IsNull() || !value.IsKnown() {
		return left
	}
	switch ty := value.Type(); {
	case ty == cty.String:
		return left - len(value.AsString())
	case ty == cty.Number:
		return left - digits(value)
	case ty.IsPrimitiveType() || ty.IsCapsuleType():
		return left
	default:
		for it := value.ElementIterator(); it.Next(); {
			key, element := it.Element()
			if ty.IsMapType() || ty.IsObjectType() {
				left -= len(key.AsString())
			}
			if left = spend(element, left); left < 0 {
				return left
			}
		}
		return left
	}
}

func digits(number cty.Value) int { return plain.Digits(number.AsBigFloat()) }

// checkNumbers refuses numbers that could not be written out, such as the
// 1e999999999 that ten bytes of JSON can hold. It is no cty.Walk because that
// makes a path to every element.
func checkNumbers(value cty.Value) error {
	value, _ = value.Unmark()
	switch {
	case value.IsNull() || !value.IsKnown():
	case value.Type() == cty.Number:
		if value.AsBigFloat().IsInf() || digits(value) > maxExponent/3 {
			return function.NewArgErrorf(0, "a number in it is too large or too small: its exponent of two must be within %d", maxExponent)
		}
	case value.CanIterateElements():
		for it := value.ElementIterator(); it.Next(); {
			_, element := it.Element()
			if err := checkNumbers(element); err != nil {
				return err
			}
		}
	}
	return nil
}

// byMapping reports what is not a map before the standard library's merge, which
// looks no further than a null, panics over it.
func byMapping(args []cty.Value) error {
	for i, arg := range args {
		if ty := arg.Type(); ty != cty.DynamicPseudoType && !ty.IsMapType() && !ty.IsObjectType() {
			return function.NewArgErrorf(i, "arguments must be maps or objects, not %s", ty.FriendlyName())
		}
	}
	return bySize(args)
}

// byStep reports a step of zero as what it is, not as too many values.
func byStep(args []cty.Value) error {
	if len(args) == 3 {
		if step := args[2]; step.IsKnown() && !step.IsNull() && step.AsBigFloat().Sign() == 0 {
			return function.NewArgErrorf(2, "step must not be zero")
		}
	}
	return nil
}

func byProduct(args []cty.Value) error {
	total := 1
	for i, arg := range args {
		n, ok := count(arg)
		if !ok {
			continue
		}
		if n > 0 && total > maxElements/n {
			return function.NewArgErrorf(i, "the product would have more than %d elements", maxElements)
		}
		total *= n
	}
	return bySize(args)
}

// count returns the number of elements of a known sequence.
func count(value cty.Value) (int, bool) {
	ty := value.Type()
	if ty.IsTupleType() {
		return ty.Length(), true
	}
	if value.IsNull() || !value.IsKnown() || !ty.IsCollectionType() || !value.Length().IsKnown() {
		return 0, false
	}
	return value.LengthInt(), true
}

// text returns a known string without marks.
func text(value cty.Value) (string, bool) {
	if value.IsMarked() || value.Type() != cty.String || value.IsNull() || !value.IsKnown() {
		return "", false
	}
	return value.AsString(), true
}

func whole(value cty.Value) (int64, bool) {
	if value.Type() != cty.Number || value.IsNull() || !value.IsKnown() {
		return 0, false
	}
	n, _ := value.AsBigFloat().Int64()
	return n, true
}

var (
	verbPattern   = regexp.MustCompile(`%%|%[^%A-Za-z]*`)
	numberPattern = regexp.MustCompile(`[0-9]+`)
)

// byFormat bounds what a format string makes of its arguments: each verb may
// write the largest of them, padded to its width, once for every row.
func byFormat(args []cty.Value) error {
	if err := bySize(args); err != nil {
		return err
	}
	format, ok := text(args[0])
	if !ok {
		return nil
	}
	verbs := verbPattern.FindAllString(format, -1)
	for _, verb := range verbs {
		for _, n := range numberPattern.FindAllString(verb, -1) {
			if width, err := strconv.Atoi(n); err != nil || width > maxWidth {
				return function.NewArgErrorf(0, "the number in %q is too large: a width, precision or index may be at most %d", verb, maxWidth)
			}
		}
	}
	largest, rows := maxWidth, 1
	for _, arg := range args[1:] {
		largest = max(largest, maxSize-spend(arg, maxSize))
		if n, ok := count(arg); ok {
			rows = max(rows, n)
		}
	}
	// An argument of many rows is written in parts, so rows multiply only
	// the padding.
	if len(verbs)*largest > 4*maxSize || rows*(len(format)+len(verbs)) > maxSize {
		return function.NewArgErrorf(0, "the result could be longer than %d MiB", maxSize>>20)
	}
	return nil
}

func byIndent(args []cty.Value) error {
	if spaces, ok := whole(args[0]); ok {
		if spaces < 0 {
			return function.NewArgErrorf(0, "the number of spaces must not be negative")
		}
		if spaces > maxWidth {
			return function.NewArgErrorf(0, "the number of spaces may be at most %d", maxWidth)
		}
		if s, ok := text(args[1]); ok && len(s)+int(spaces)*strings.Count(s, "\n") > maxSize {
			return function.NewArgErrorf(1, "the result would be longer than %d MiB", maxSize>>20)
		}
	}
	return nil
}

func byJoin(args []cty.Value) error {
	if err := bySize(args); err != nil {
		return err
	}
	separator, _ := text(args[0])
	elements := 0
	for _, arg := range args[1:] {
		n, _ := count(arg)
		elements += n
	}
	if float64(len(separator))*float64(elements) > maxSize {
		return function.NewArgErrorf(0, "the result would be longer than %d MiB", maxSize>>20)
	}
	return nil
}

func byDigits(args []cty.Value) error {
	if s, ok := text(args[0]); ok && len(s) > maxDigits {
		return function.NewArgErrorf(0, "the number has more than %d digits", maxDigits)
	}
	return nil
}

// byPattern bounds the steps that a match can take: RE2 is linear in the string
// for one pattern, but a short pattern can repeat itself a thousand times.
func byPattern(pattern, str int) limit {
	return func(args []cty.Value) error {
		p, ok := text(args[pattern])
		if !ok {
			return nil
		}
		s, _ := text(args[str])
		if len(p) > maxSize>>8 {
			return function.NewArgErrorf(pattern, "the pattern is longer than %d KiB", maxSize>>18)
		}
		if size := instructions(p); float64(size)*float64(len(s)) > maxPattern {
			return function.NewArgErrorf(pattern, "matching a pattern of this size against a string of %d bytes would take too long", len(s))
		}
		return nil
	}
}

// instructions is the length of a pattern's program; 0 when it does not parse,
// which the function itself reports.
func instructions(pattern string) int {
	if !strings.Contains(pattern, "{") {
		return 2 * len(pattern) // without counted repetition a program is about as long as its source
	}
	parsed, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return 0
	}
	program, err := syntax.Compile(parsed.Simplify())
	if err != nil {
		return 0
	}
	return len(program.Inst)
}
