package cli

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

// reviewJSON is a review as nhi review prints it.
type reviewJSON struct {
	ID            string                   `json:"id"`
	Tenant        string                   `json:"tenant"` // slug
	State         governance.ReviewState   `json:"state"`
	SubjectKind   governance.Kind          `json:"subject_kind"`
	Subject       string                   `json:"subject"` // natural key
	SubjectID     string                   `json:"subject_id"`
	SourceKind    governance.Kind          `json:"source_kind"` // review_schedule or activation
	Source        string                   `json:"source"`      // natural key
	SourceID      string                   `json:"source_id"`
	DueAt         time.Time                `json:"due_at"`
	OverdueAt     time.Time                `json:"overdue_at"`
	OverdueAction governance.OverdueAction `json:"overdue_action"`
	Reviewers     []string                 `json:"reviewers"`
	Evidence      []string                 `json:"evidence"` // that a reviewer must bring
	Attestation   *governance.Attestation  `json:"attestation"`
}

func (g *governed) reviewJSON(r governance.Review) reviewJSON {
	return reviewJSON{
		ID: r.ID(), Tenant: g.key(governance.KindTenant, r.TenantID), State: r.State,
		SubjectKind: r.SubjectKind, Subject: g.key(r.SubjectKind, r.SubjectID), SubjectID: r.SubjectID,
		SourceKind: r.SourceKind, Source: g.key(r.SourceKind, r.SourceID), SourceID: r.SourceID,
		DueAt: r.DueAt, OverdueAt: r.OverdueAt, OverdueAction: r.OverdueAction,
		Reviewers: append([]string{}, r.Reviewers...), Evidence: append([]string{}, r.Evidence...), Attestation: r.Attestation,
	}
}

func newReviewList(p *Process) *cobra.Command {
	var flags governedFlags
	var all bool
	var reviewer string
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the reviews that are due or overdue",
		Example: `  nhi review list --tenant acme --policies policies
  nhi review list --reviewer raj@msp.example --json | jq -r '.reviews[].id'`,
		Args: usage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return p.look(cmd, &flags, func(g *governed) error {
				listed := []reviewJSON{}
				for _, r := range g.reviews {
					open := r.State == governance.ReviewDue || r.State == governance.ReviewOverdue
					if (open || all) && (reviewer == "" || contains(r.Reviewers, reviewer)) {
						listed = append(listed, g.reviewJSON(r))
					}
				}
				if flags.json {
					return p.printJSON(map[string][]reviewJSON{"reviews": listed})
				}
				return p.reviewTable(listed)
			})
		},
	}
	flags.flags(cmd)
	cmd.Flags().BoolVar(&all, "all", false, "also those that are made, and the next of each")
	cmd.Flags().StringVar(&reviewer, "reviewer", "", "only reviews that this `person` may make")
	return cmd
}

func contains(people []string, person string) bool {
	for _, one := range people {
		if strings.EqualFold(one, person) {
			return true
		}
	}
	return false
}

// reviewTable prints reviews for people, what is overdue in red on a terminal.
func (p *Process) reviewTable(reviews []reviewJSON) error {
	if len(reviews) == 0 {
		_, err := fmt.Fprintln(p.Stdout, "No review is due.")
		return err
	}
	rows := [][]string{{"REVIEW", "STATE", "DUE", "OVERDUE", "SUBJECT", "REVIEWERS"}}
	marked := make([]bool, len(reviews)+1)
	for i, r := range reviews {
		who := strings.Join(r.Reviewers, ", ")
		switch {
		case r.Attestation != nil:
			who = fmt.Sprintf("%s by %s", r.Attestation.Outcome, r.Attestation.Reviewer)
		case who == "":
			who = "nobody"
		}
		rows = append(rows, []string{r.ID, string(r.State), day(r.DueAt), day(r.OverdueAt), printable(r.Subject), printable(who)})
		marked[i+1] = r.State == governance.ReviewOverdue
	}
	return p.table(rows, marked)
}

func day(t time.Time) string { return t.Format(time.DateOnly) }

// table prints rows in columns, and those that are marked in red on a terminal.
func (p *Process) table(rows [][]string, marked []bool) error {
	var text bytes.Buffer
	columns := tabwriter.NewWriter(&text, 0, 0, 2, ' ', 0)
	for _, row := range rows {
		fmt.Fprintln(columns, strings.Join(row, "\t"))
	}
	if err := columns.Flush(); err != nil {
		return err
	}
	if p.colors(p.Stdout) {
		lines := strings.SplitAfter(text.String(), "\n")
		text.Reset()
		for i, line := range lines {
			if i < len(marked) && marked[i] {
				line = "\x1b[31m" + strings.TrimSuffix(line, "\n") + "\x1b[0m\n"
			}
			text.WriteString(line)
		}
	}
	_, err := p.Stdout.Write(text.Bytes())
	return err
}

func newReviewShow(p *Process) *cobra.Command {
	var flags governedFlags
	cmd := &cobra.Command{
		Use:     "show REVIEW",
		Short:   "Show a review and what it is of",
		Example: "  nhi review show 7c9fq-1mw3d --policies policies",
		Args:    usage(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.look(cmd, &flags, func(g *governed) error {
				r, err := g.review(args[0])
				if err != nil {
					return err
				}
				if flags.json {
					return p.printJSON(g.reviewJSON(r))
				}
				g.show(p.Stdout, r)
				return nil
			})
		},
	}
	flags.flags(cmd)
	return cmd
}

// show tells of a review for people.
func (g *governed) show(w io.Writer, r governance.Review) {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	defer table.Flush()
	row := func(name, format string, args ...any) {
		fmt.Fprintf(table, "%s\t%s\n", name, printable(fmt.Sprintf(format, args...)))
	}
	row("review", "%s, %s", r.ID(), r.State)
	row(noun(r.SubjectKind), "%s", g.key(r.SubjectKind, r.SubjectID))
	for _, fact := range g.facts(r) {
		row(fact[0], "%s", fact[1])
	}
	row("asked for by", "%s %s", noun(r.SourceKind), g.key(r.SourceKind, r.SourceID))
	row("due", "%s", r.DueAt.Format(time.RFC3339))
	row("overdue", "%s, then %s", r.OverdueAt.Format(time.RFC3339), r.OverdueAction)
	if len(r.Evidence) > 0 {
		row("evidence", "%s", strings.Join(r.Evidence, ", "))
	}
	if a := r.Attestation; a != nil {
		row("outcome", "%s by %s at %s: %s", a.Outcome, a.Reviewer, a.CreatedAt.Format(time.RFC3339), a.Reason)
		return
	}
	who := strings.Join(r.Reviewers, ", ")
	if who == "" {
		who = "nobody may make it"
	}
	row("reviewers", "%s", who)
}

// facts are what a reviewer looks at, by name.
func (g *governed) facts(r governance.Review) (facts [][2]string) {
	add := func(name, value string) {
		if value != "" {
			facts = append(facts, [2]string{name, value})
		}
	}
	end := func(t time.Time) string {
		if t.IsZero() {
			return "none"
		}
		return t.Format(time.RFC3339)
	}
	identity := func(id string) {
		for _, i := range g.held.Identities {
			if i.ID == id {
				add("kind", string(i.Kind))
				add("purpose", i.Purpose)
				add("owner", i.Owner)
			}
		}
	}
	switch r.SubjectKind {
	case governance.KindEntitlement:
		for _, e := range g.held.Entitlements {
			if e.ID == r.SubjectID {
				add("status", string(e.Status))
				add("justification", e.Justification)
				add("end", end(e.ExpiresAt))
				identity(e.IdentityID)
			}
		}
	case governance.KindEntitlementSet:
		for _, s := range g.held.EntitlementSets {
			if s.ID == r.SubjectID {
				var all []string
				for _, privilege := range s.Privileges {
					all = append(all, privilege.String())
				}
				add("privileges", strings.Join(all, ", "))
				add("status", string(s.Status))
				add("justification", s.Justification)
				add("end", end(s.ExpiresAt))
				identity(s.IdentityID)
			}
		}
	case governance.KindIdentity:
		identity(r.SubjectID)
	case governance.KindException:
		for _, e := range g.held.Exceptions {
			if e.ID == r.SubjectID {
				add("targets", strings.Join(e.Targets, ", "))
				add("reason", e.Reason)
				add("mitigation", e.Mitigation)
				add("end", end(e.ExpiresAt))
			}
		}
	case governance.KindBreakGlass:
		for _, a := range g.held.Activations {
			if a.ID == r.SourceID {
				add("used", fmt.Sprintf("by %s from %s until %s: %s", a.Activator, a.StartsAt.Format(time.RFC3339), a.End().Format(time.RFC3339), a.Reason))
			}
		}
		for _, b := range g.held.BreakGlass {
			if b.ID == r.SubjectID {
				add("reason", b.Reason)
				identity(b.IdentityID)
			}
		}
	}
	return facts
}
