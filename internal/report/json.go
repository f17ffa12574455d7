package report

import (
	"encoding/json"
	"io"

	"github.com/nhi-governance/terraform-provider-nhi/internal/decision"
)

// JSON writes the decision's own form, indented, with a line feed at its end.
func JSON(w io.Writer, d decision.Decision, _ Options) error {
	return writeJSON(w, d)
}

func writeJSON(w io.Writer, value any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(value)
}
