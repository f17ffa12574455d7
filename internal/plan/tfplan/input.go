package tfplan

import (
	"fmt"

	"github.com/nhi-governance/terraform-provider-nhi/internal/plan"
)

func refuse(summary, format string, args ...any) error {
	return &plan.InputError{Summary: summary, Detail: fmt.Sprintf(format, args...)}
}

const (
	viaJSON   = "Check its JSON form instead, which the program that planned makes with: terraform show -json tfplan > plan.json (or tofu show -json)."
	planAgain = "Plan again with `terraform plan -out=tfplan`, and see that the file is copied whole."
)

// damaged is for what no Terraform writes. The reason names places, not values.
func damaged(format string, args ...any) error {
	return refuse("Damaged plan file", "%s. %s", fmt.Sprintf(format, args...), planAgain)
}
