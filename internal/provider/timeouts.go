package provider

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// defaultTimeout is far more than a register needs that is there, and less than
// anybody wants to wait for one that is not.
const defaultTimeout = 5 * time.Minute

// timeoutsAttribute is how long each operation on a record may take.
var timeoutsAttribute = func() schema.SingleNestedAttribute {
	limit := func(operation string) string {
		return "How long to " + operation + " the record may take, such as `30s`. The default is `5m`."
	}
	attribute, _ := timeouts.Attributes(context.Background(), timeouts.Opts{
		Create: true, CreateDescription: limit("create"),
		Read: true, ReadDescription: limit("read") + " Planning reads it too.",
		Update: true, UpdateDescription: limit("update"),
		Delete: true, DeleteDescription: limit("delete") + " It has to be applied before the record is destroyed.",
	}).(schema.SingleNestedAttribute)
	attribute.MarkdownDescription = "How long operations on the record may take, waiting for others who write to the register, and for the system, included: " +
		"durations such as `30s` or `2h45m`. They are no part of the record."
	return attribute
}()

var noTimeouts = timeouts.Value{Object: types.ObjectNull(objectTypes(timeoutsAttribute.Attributes))}

// within bounds an operation in time. Whoever begins it ends it with the function
// that is returned, which says that time ran out in place of the errors that this
// led to.
func within(ctx context.Context, operation string, limit func(context.Context, time.Duration) (time.Duration, diag.Diagnostics), diags *diag.Diagnostics) (context.Context, func()) {
	allowed, problems := limit(ctx, defaultTimeout)
	diags.Append(problems...)
	ctx, cancel := context.WithTimeout(ctx, allowed)
	return ctx, func() {
		defer cancel()
		if !diags.HasError() || !errors.Is(ctx.Err(), context.DeadlineExceeded) {
			return
		}
		*diags = diags.Warnings()
		diags.AddAttributeError(path.Root("timeouts").AtName(operation), "Operation took too long", fmt.Sprintf(
			"To %s the record took longer than %s, and was given up. Somebody else may be writing to the register, or it answers slowly, or the system does. "+
				"Plan again to see what was done, and raise timeouts.%s if this is how long it takes.", operation, allowed, operation))
	}
}

// withTimeoutsOf is what is in the state with the timeouts that are planned.
func withTimeoutsOf(plan, state tftypes.Value) tftypes.Value {
	values := attributesOf(state)
	values["timeouts"] = attributesOf(plan)["timeouts"]
	return tftypes.NewValue(state.Type(), values)
}
