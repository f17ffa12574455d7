package provider

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/action/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/nhi-governance/terraform-provider-nhi/internal/access"
	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
	"github.com/nhi-governance/terraform-provider-nhi/internal/words"
)

var _ action.ActionWithConfigure = (*recordAction[governance.Exception])(nil)

// deed is what an operator may do to one record now, whatever its configuration
// says: what cannot wait for a change of the configuration to be reviewed.
type deed[R register.Record] struct {
	verb        string // in the infinitive, as in the name of the action
	kind        governance.Kind
	description string // what it does, in full sentences
	collection  func(register.Register) register.Collection[R]
	// carryOut changes the record and says what that did, or changes nothing and
	// says why not.
	carryOut func(record *R, now time.Time) (did string, changed bool)
	holding  *holding[R] // nil for what gives no access
	// idle makes an account unusable that is left with nothing that is in force.
	idle bool
}

func (d *deed[R]) action() action.Action { return &recordAction[R]{deed: d} }

// recordAction is the action of any deed.
type recordAction[R register.Record] struct {
	*deed[R]
	session *session
}

func (a *recordAction[R]) Metadata(_ context.Context, req action.MetadataRequest, resp *action.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_" + a.verb + "_" + string(a.kind)
}

func (a *recordAction[R]) Schema(_ context.Context, _ action.SchemaRequest, resp *action.SchemaResponse) {
	given := []validator.String{stringvalidator.LengthAtLeast(1)}
	resp.Schema = schema.Schema{
		MarkdownDescription: a.description + " It happens at once and is in the audit log with the reason. " +
			"Doing it again does nothing, so it may be tried again after a failure.",
		Attributes: map[string]schema.Attribute{
			string(a.kind): schema.StringAttribute{MarkdownDescription: "The id of the " + string(a.kind) + ".", Required: true, Validators: given},
			"reason":       schema.StringAttribute{MarkdownDescription: "Why, for the audit log.", Required: true, Validators: given},
		},
	}
}

func (a *recordAction[R]) Configure(_ context.Context, req action.ConfigureRequest, resp *action.ConfigureResponse) {
	a.session = sessionOf(req.ProviderData, &resp.Diagnostics)
}

func (a *recordAction[R]) Invoke(ctx context.Context, req action.InvokeRequest, resp *action.InvokeResponse) {
	var id, reason types.String
	resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root(string(a.kind)), &id)...)
	resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root("reason"), &reason)...)
	if resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, defaultTimeout)
	defer cancel()
	said, err := a.invoke(ctx, id.ValueString(), reason.ValueString())
	resp.Diagnostics.Append(failure(err)...)
	if said != "" {
		resp.SendProgress(action.InvokeProgressEvent{Message: said})
	}
}

// invoke carries the deed out in a register of its own, whose writes have the
// deed's reason, and returns what it did.
func (a *recordAction[R]) invoke(ctx context.Context, id, reason string) (string, error) {
	options := a.session.opener.options
	options.Reason = reason
	kept, err := register.Open(ctx, a.session.opener.location, options)
	if err != nil {
		return "", err
	}
	a.session.view.anew.Store(true)
	did, err := a.write(ctx, a.collection(kept), id)
	return did, errors.Join(err, kept.Close())
}

// write changes the record as it is now. Somebody else's change in the meantime
// is no reason to refuse: nothing of what the deed does depends on it. What is
// recorded and cannot be carried out yet is said beside the error.
func (a *recordAction[R]) write(ctx context.Context, records register.Collection[R], id string) (string, error) {
	key, err := records.Key(ctx, id)
	if err != nil {
		return "", err
	}
	for {
		record, err := records.Get(ctx, id)
		if err != nil {
			return "", err
		}
		did, changed := a.carryOut(&record, a.session.now)
		if changed {
			if did, err = a.carry(ctx, records, record, did); errors.Is(err, register.ErrConflict) {
				continue
			}
			if did == "" {
				return "", err
			}
		}
		return fmt.Sprintf("%s %s: %s", words.UpperFirst(strings.ReplaceAll(string(a.kind), "_", " ")), key, did), err
	}
}

// carry writes the record, and makes the system of what it gives have it so. It
// says what it did, "" for nothing.
func (a *recordAction[R]) carry(ctx context.Context, records register.Collection[R], record R, did string) (string, error) {
	if a.holding == nil {
		_, err := records.Update(ctx, record)
		return did, err
	}
	written, err := a.holding.end(ctx, a.session, records, record)
	switch {
	case written == nil:
		return "", err
	case err != nil:
		return "it is recorded, and not carried out yet: do it again, or leave it to nhi reconcile", err
	case a.idle:
		err = a.suspend(ctx, *written)
	}
	return did, err
}

// suspend makes the account of a record unusable when nothing that the register
// has of it is in force.
func (a *recordAction[R]) suspend(ctx context.Context, record R) error {
	claim := a.holding.claim(record)
	account, err := a.session.account(ctx, claim)
	if account == nil || err != nil {
		return err
	}
	held, err := heldNow(ctx, a.session)
	if err != nil || access.InForce(held, claim.SystemID, account.name) {
		return err
	}
	reached, err := account.open(ctx)
	if err != nil {
		return err
	}
	return account.in(reached.Suspend(ctx, account.name))
}
