package provider

import (
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/nhi-governance/terraform-provider-nhi/internal/postgrestest"
)

// step is one file of commands of a guide, and what it comes to.
type step struct {
	file string
	exit int
	says string
}

// Every command of these guides is a file that they show, and following them step
// by step comes to what they say.
func TestGuides(t *testing.T) {
	t.Parallel()
	guides := map[string]struct {
		example     string
		steps       []step
		environment func(t *testing.T) []string // what else the reader has set; nil for nothing
	}{
		"tenants-and-rings": {"rings", []step{
			{"1-apply.sh", 0, "3 added"},
			{"2-plan.sh", 0, "Plan: 1 to add"},
			{"3-first-ring.sh", 0, "Allowed: 1 passed"},
			{"4-later-ring.sh", 2, "Tenant globex is in rollout ring 2, and this run may reach ring 0"},
			{"5-rollout.sh", 0, "1 added"},
			{"6-both.sh", 2, "The plan changes 2 tenants, and may change 1"},
			{"7-both-meant.sh", 0, "Allowed"},
		}, nil},
		"exceptions-and-approvals": {"exceptions", []step{
			{"1-keys.sh", 0, ""},
			{"2-tenant.sh", 0, "3 added"},
			{"3-ask.sh", 2, "0 of 2 approvals"},
			{"4-approve.sh", 0, "1 of 2, by alice@msp.example"},
			{"5-requester.sh", 1, "nobody approves"},
			{"6-by-hand.sh", 0, `Good "nhi-approval@v1" signature for bob@msp.example`},
			{"7-allowed.sh", 0, "Allowed: 2 waived"},
			{"8-apply.sh", 0, `status       = "active"`},
			{"9-edited.sh", 2, "bob@msp.example signed something else"},
			{"10-ended.sh", 2, "it expired at"},
			{"11-log.sh", 0, "create  exception"},
		}, nil},
		"nightly-drift": {"nightly", []step{
			{"1-apply.sh", 0, "5 added"},
			{"2-quiet-night.sh", 0, "Nothing is wrong with the register"},
			{"3-by-hand.sh", 0, "1 imported, 0 added, 1 changed"},
			{"4-drift.sh", 2, `"backup-operators" is privileged and has no end`},
			{"5-put-right.sh", 0, "No changes"},
			{"6-lapse.sh", 2, `"active" -> "expired"`},
			{"7-carried-out.sh", 0, "No changes"},
		}, nil},
		"reviews-and-break-glass": {"reviews", []step{
			{"1-keys.sh", 0, ""},
			{"2-apply.sh", 0, "6 added"},
			{"3-due.sh", 0, "acme/svc-backup/directory/backup-operators  raj@msp.example"},
			{"4-owner.sh", 1, "jane@msp.example owns what is reviewed"},
			{"5-attest.sh", 0, "keep, by raj@msp.example"},
			{"6-overdue.sh", 0, "quarantine  acme/svc-backup/directory/backup-operators"},
			{"7-lifted.sh", 0, "grant   acme/svc-backup/directory/backup-operators"},
			{"8-approve.sh", 0, "domain-admins  active  PT1H"},
			{"9-activate.sh", 0, "raj@msp.example has it until 2027-03-21T08:30:00Z"},
			{"10-ends.sh", 0, "2027-03-24  acme/svc-backup/directory/domain-admins  alice@msp.example"},
		}, nil},
		"adopting-a-directory": {"adopting", []step{
			{"1-directory.sh", 0, "GRANT ROLE"},
			{"2-system.sh", 0, "Nobody manages readers of svc-backup, readers of svc-etl, writers of svc-etl."},
			{"3-adopt.sh", 0, "2 identities, 3 entitlements"},
			{"4-record.sh", 0, "5 added, 0 changed"},
			{"5-nothing-to-do.sh", 0, "No changes"},
			{"6-by-hand.sh", 0, "REVOKE ROLE"},
			{"7-drift.sh", 2, "Access was taken away"},
			{"8-put-right.sh", 0, "0 added, 1 changed, 0 destroyed"},
			{"9-end.sh", 0, "1 destroyed"},
			{"10-held.sh", 0, "readers|\"svc-backup\"\nreaders|\"svc-etl\"\nwriters|\"svc-backup\"\n"},
		}, func(t *testing.T) []string {
			needs(t, "psql")
			server := postgrestest.Own(t).URL()
			return []string{"TF_VAR_directory=" + (&url.URL{Scheme: server.Scheme, User: server.User, Path: server.Path, RawQuery: server.RawQuery}).String()}
		}},
	}
	for guide, g := range guides {
		t.Run(guide, func(t *testing.T) {
			t.Parallel()
			page := read(t, filepath.Join("../../templates/guides", guide+".md.tmpl"))
			shown := 0
			for _, s := range g.steps {
				if strings.Contains(page, fmt.Sprintf(`codefile "shell" "examples/%s/steps/%s"`, g.example, s.file)) {
					shown++
				}
			}
			if files := strings.Count(page, `codefile "shell"`); shown != len(g.steps) || files != shown || strings.Contains(page, "```") {
				t.Errorf("the guide shows %d of %d steps among %d files, want those and no other command", shown, len(g.steps), files)
			}
			var environment []string
			if g.environment != nil {
				environment = g.environment(t)
			}
			follow(t, g.example, g.steps, environment...)
		})
	}
}

// follow does what a reader does: in a copy of the example, with the provider that
// terraform init installs.
func follow(t *testing.T, example string, steps []step, environment ...string) {
	t.Helper()
	needs(t, "terraform", "bash", "ssh-keygen")
	settings, err := program()
	if err != nil {
		t.Fatal(err)
	}
	built := filepath.Join(filepath.Dir(settings), "terraform-provider-nhi")
	work, tools, mirror := t.TempDir(), t.TempDir(), t.TempDir()
	if err := os.CopyFS(work, os.DirFS(filepath.Join(examples, example))); err != nil {
		t.Fatal(err)
	}
	version := filepath.Join(mirror, "registry.terraform.io/nhi-governance/nhi/0.0.1", runtime.GOOS+"_"+runtime.GOARCH)
	if err := os.MkdirAll(version, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, link := range []string{filepath.Join(tools, "nhi"), filepath.Join(version, "terraform-provider-nhi_v0.0.1")} {
		if err := os.Symlink(built, link); err != nil {
			t.Fatal(err)
		}
	}
	settings = filepath.Join(mirror, "terraform.rc")
	if err := os.WriteFile(settings, fmt.Appendf(nil, "provider_installation {\n  filesystem_mirror { path = %q }\n}\n", mirror), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, s := range steps {
		cmd := exec.CommandContext(t.Context(), "bash", "-eo", "pipefail", filepath.Join("steps", s.file))
		cmd.Dir = work
		cmd.Env = append(os.Environ(), "PATH="+tools+string(os.PathListSeparator)+os.Getenv("PATH"), "TF_CLI_CONFIG_FILE="+settings,
			"TF_IN_AUTOMATION=1", "TF_CLI_ARGS=-no-color", "TF_CLI_ARGS_apply=-auto-approve", "NHI_NOW=2026-11-23T12:00:00Z", "NO_COLOR=1")
		cmd.Env = append(cmd.Env, environment...)
		out, err := cmd.CombinedOutput()
		if cmd.ProcessState == nil || cmd.ProcessState.ExitCode() != s.exit || !strings.Contains(string(out), s.says) {
			t.Fatalf("%s: %v; want exit code %d and %q in\n%s", s.file, err, s.exit, s.says, out)
		}
	}
}
