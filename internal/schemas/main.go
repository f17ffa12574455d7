// Command schemas prints the provider's schemas as `terraform providers schema
// -json` does, for tfplugindocs. It asks the provider itself, so that identities,
// list resources and actions are documented whichever Terraform is installed:
// older ones leave out what they do not know.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/nhi-governance/terraform-provider-nhi/internal/provider"
)

func main() {
	if err := run(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	server := providerserver.NewProtocol6(provider.New("schemas")())()
	schemas, err := server.GetProviderSchema(ctx, &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		return err
	}
	identities, err := server.GetResourceIdentitySchemas(ctx, &tfprotov6.GetResourceIdentitySchemasRequest{})
	if err != nil {
		return err
	}
	for _, d := range append(schemas.Diagnostics, identities.Diagnostics...) {
		return errors.New(d.Summary + ": " + d.Detail)
	}
	encoder := json.NewEncoder(os.Stdout)
	encoder.SetIndent("", " ") // it is kept in the repository, where changes are read
	return encoder.Encode(document(schemas, identities))
}
