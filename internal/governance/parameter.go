package governance

import (
	"fmt"
	"math/big"
)

// Check refuses a parameter whose own values contradict each other: a default
// outside the bounds, or bounds where values have no order.
func (p Parameter) Check() error {
	if p.Minimum != "" && p.Maximum != "" {
		order, err := compareValues(p.Minimum, p.Maximum)
		if err != nil {
			return err
		}
		if order > 0 {
			return fmt.Errorf("the minimum %s is above the maximum %s", p.Minimum, p.Maximum)
		}
	}
	return p.Admits(p.Default)
}

// Admits refuses a value that is outside the parameter's bounds.
func (p Parameter) Admits(value string) error {
	if p.Minimum != "" {
		order, err := compareValues(value, p.Minimum)
		if err != nil {
			return err
		}
		if order < 0 {
			return fmt.Errorf("%s is below the minimum, %s", value, p.Minimum)
		}
	}
	if p.Maximum != "" {
		order, err := compareValues(value, p.Maximum)
		if err != nil {
			return err
		}
		if order > 0 {
			return fmt.Errorf("%s is above the maximum, %s", value, p.Maximum)
		}
	}
	return nil
}

func compareValues(a, b string) (int, error) {
	left, leftErr := number(a)
	right, rightErr := number(b)
	if leftErr == nil && rightErr == nil {
		return left.Cmp(right), nil
	}
	from, fromErr := ParsePeriod(a)
	to, toErr := ParsePeriod(b)
	if fromErr == nil && toErr == nil {
		return from.Compare(to), nil
	}
	return 0, fmt.Errorf("%q and %q cannot be compared: only two numbers or two periods have an order", a, b)
}

func number(text string) (*big.Float, error) {
	f, _, err := big.ParseFloat(text, 10, 512, big.ToNearestEven)
	return f, err
}
