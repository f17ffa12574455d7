package tfplan

import "fmt"

// InputError says that the input is not a plan file that can be read, and what
// to do about it. It never quotes values of the plan.
type InputError struct {
	Summary string // fixed
	Detail  string // full sentences
}

func (e *InputError) Error() string { return e.Summary + ": " + e.Detail }

func refuse(summary, format string, args ...any) error {
	return &InputError{summary, fmt.Sprintf(format, args...)}
}

const (
	viaJSON   = "Check its JSON form instead, which the program that planned makes with: terraform show -json tfplan > plan.json (or tofu show -json)."
	planAgain = "Plan again with `terraform plan -out=tfplan`, and see that the file is copied whole."
)

// damaged is for what no Terraform writes. The reason names places, not values.
func damaged(format string, args ...any) error {
	return refuse("Damaged plan file", "%s. %s", fmt.Sprintf(format, args...), planAgain)
}
