package register

import (
	"bytes"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

// field ties one column to one place in a record, for writing and for reading:
// each kind says it once.
type field struct {
	column string
	value  func() (any, error)
	into   any // for sql.Rows.Scan
}

// attribute names the field as the Terraform resource does.
func (f field) attribute() string { return strings.Replace(f.column, "credential_", "credential.", 1) }

// plain is a column that SQL holds as Go does.
func plain[T any](column string, p *T) field {
	return field{column, func() (any, error) { return *p, nil }, p}
}

// optional is text whose absence is NULL.
func optional[T ~string](column string, p *T) field {
	value := func() (any, error) {
		if *p == "" {
			return nil, nil
		}
		return string(*p), nil
	}
	return field{column, value, scanText(func(text string) error {
		*p = T(text)
		return nil
	})}
}

// instantLayout has one width, so that the order of the texts is the order of
// the instants; microseconds are what every engine can keep.
const instantLayout = "2006-01-02T15:04:05.000000Z"

// instant is a moment, or NULL for none.
func instant(column string, p *time.Time) field {
	value := func() (any, error) {
		if p.IsZero() {
			return nil, nil
		}
		return formatInstant(*p)
	}
	return field{column, value, scanText(func(text string) (err error) {
		*p, err = parseInstant(text)
		return err
	})}
}

func formatInstant(t time.Time) (string, error) {
	t = t.UTC()
	if t.Nanosecond()%int(time.Microsecond) != 0 {
		return "", fmt.Errorf("%s is finer than a microsecond, which is as fine as the register keeps instants", t.Format(time.RFC3339Nano))
	}
	if t.Year() < 1 || t.Year() > 9999 {
		return "", fmt.Errorf("the year %d cannot be written in RFC 3339: years are 1 to 9999", t.Year())
	}
	return t.Format(instantLayout), nil
}

func parseInstant(text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	return time.Parse(time.RFC3339Nano, text)
}

// period is a length of time in its canonical spelling, or NULL for none.
func period(column string, p *governance.Period) field {
	value := func() (any, error) {
		if p.IsZero() {
			return nil, nil
		}
		return p.String(), nil
	}
	return field{column, value, scanText(func(text string) error { return p.UnmarshalText([]byte(text)) })}
}

// set is a JSON array, sorted and without duplicates.
func set[T ~string](column string, p *[]T) field {
	value := func() (any, error) {
		sorted := slices.Compact(slices.Sorted(slices.Values(*p)))
		if sorted == nil {
			return "[]", nil
		}
		return encode(sorted)
	}
	return field{column, value, scanText(func(text string) error {
		*p = nil
		if err := json.Unmarshal([]byte(text), p); err != nil {
			return err
		}
		if len(*p) == 0 {
			*p = nil
		}
		return nil
	})}
}

// dictionary is a JSON object of text.
func dictionary(column string, p *map[string]string) field {
	value := func() (any, error) {
		if len(*p) == 0 {
			return "{}", nil
		}
		return encode(*p)
	}
	return field{column, value, scanText(func(text string) error {
		*p = nil
		if err := json.Unmarshal([]byte(text), p); err != nil {
			return err
		}
		if len(*p) == 0 {
			*p = nil
		}
		return nil
	})}
}

// document is any JSON, without what white space it had.
func document(column string, p *json.RawMessage) field {
	value := func() (any, error) {
		var compact bytes.Buffer
		if err := json.Compact(&compact, *p); err != nil {
			return nil, fmt.Errorf("it is not JSON: %w", err)
		}
		return compact.String(), nil
	}
	return field{column, value, scanText(func(text string) error {
		*p = json.RawMessage(text)
		return nil
	})}
}

// encode returns JSON as text: a driver would send bytes as a blob.
func encode(value any) (string, error) {
	b, err := json.Marshal(value)
	return string(b), err
}

// scanText reads a text column, NULL as "".
type scanText func(text string) error

var _ sql.Scanner = scanText(nil)

func (s scanText) Scan(value any) error {
	switch v := value.(type) {
	case nil:
		return s("")
	case string:
		return s(v)
	case []byte:
		return s(string(v))
	case time.Time:
		return s(v.UTC().Format(time.RFC3339Nano))
	default:
		return fmt.Errorf("a column holds %T where text belongs", value)
	}
}
