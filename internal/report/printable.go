package report

import (
	"io"
	"reflect"
	"strings"
	"unicode"

	"github.com/nhi-governance/terraform-provider-nhi/internal/decision"
)

// printable is the format with every text of the decision made harmless first.
// Addresses, messages and values come from the plan: they must neither command
// a terminal nor turn the direction of writing to say other than they seem.
func printable(format Format) Format {
	return func(w io.Writer, d decision.Decision, options Options) error {
		clean := reflect.New(reflect.TypeOf(d)).Elem()
		copyPrintable(clean, reflect.ValueOf(d))
		return format(w, clean.Interface().(decision.Decision), options)
	}
}

// copyPrintable works on any shape, so that no field can be forgotten.
func copyPrintable(to, from reflect.Value) {
	switch from.Kind() {
	case reflect.String:
		to.SetString(harmless(from.String()))
	case reflect.Slice:
		if from.IsNil() {
			return
		}
		to.Set(reflect.MakeSlice(from.Type(), from.Len(), from.Len()))
		for i := range from.Len() {
			copyPrintable(to.Index(i), from.Index(i))
		}
	case reflect.Struct:
		to.Set(from) // time.Time keeps what it does not export
		for i := range from.NumField() {
			if from.Type().Field(i).IsExported() {
				copyPrintable(to.Field(i), from.Field(i))
			}
		}
	case reflect.Pointer:
		if from.IsNil() {
			return
		}
		to.Set(reflect.New(from.Type().Elem()))
		copyPrintable(to.Elem(), from.Elem())
	default:
		to.Set(from)
	}
}

func harmless(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' || unicode.Is(unicode.Bidi_Control, r) {
			return unicode.ReplacementChar
		}
		return r
	}, s)
}
