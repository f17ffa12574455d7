package cli_test

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/json"
	"encoding/pem"
	"net"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/agent"

	"github.com/nhi-governance/terraform-provider-nhi/internal/approval"
	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

// scriptNow is the NHI_NOW of scripts.
var scriptNow = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// TestApproveScript runs nhi approve with keys, agents and registers of its own.
func TestApproveScript(t *testing.T) {
	t.Parallel()
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/approve",
		UpdateScripts:       update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits":  exits,
			"keygen": keygen,
			"allow":  allow,
			"agent":  serveAgent,
			"record": recordSigned,
			"valid":  valid,
			"subst":  subst,
		},
		Setup: func(env *testscript.Env) error {
			env.Setenv("NHI_NOW", scriptNow.Format(time.RFC3339))
			return nil
		},
	})
}

func check(ts *testscript.TestScript, err error) {
	if err != nil {
		ts.Fatalf("%v", err)
	}
}

// keygen NAME [PASSPHRASE] writes an Ed25519 key into NAME and NAME.pub.
func keygen(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 || len(args) > 2 {
		ts.Fatalf("usage: keygen NAME [PASSPHRASE]")
	}
	public, private, err := ed25519.GenerateKey(rand.Reader)
	check(ts, err)
	var block *pem.Block
	if len(args) == 2 {
		block, err = ssh.MarshalPrivateKeyWithPassphrase(private, args[0], []byte(args[1]))
	} else {
		block, err = ssh.MarshalPrivateKey(private, args[0])
	}
	check(ts, err)
	key, err := ssh.NewPublicKey(public)
	check(ts, err)
	check(ts, os.WriteFile(ts.MkAbs(args[0]), pem.EncodeToMemory(block), 0o600))
	check(ts, os.WriteFile(ts.MkAbs(args[0]+".pub"), ssh.MarshalAuthorizedKey(key), 0o644))
}

// allow FILE PRINCIPAL KEY [NAMESPACE] adds a key to an allowed_signers file.
func allow(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 3 || len(args) > 4 {
		ts.Fatalf("usage: allow FILE PRINCIPAL KEY [NAMESPACE]")
	}
	namespace := "nhi-approval@v1"
	if len(args) == 4 {
		namespace = args[3]
	}
	file, err := os.OpenFile(ts.MkAbs(args[0]), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	check(ts, err)
	_, err = file.WriteString(args[1] + ` namespaces="` + namespace + `" ` + ts.ReadFile(args[2]+".pub"))
	check(ts, err)
	check(ts, file.Close())
}

// agent KEY... starts an ssh-agent with the keys for the rest of the script.
func serveAgent(ts *testscript.TestScript, neg bool, args []string) {
	if neg {
		ts.Fatalf("usage: agent KEY...")
	}
	ring := agent.NewKeyring()
	for _, name := range args {
		key, err := ssh.ParseRawPrivateKey([]byte(ts.ReadFile(name)))
		check(ts, err)
		check(ts, ring.Add(agent.AddedKey{PrivateKey: key}))
	}
	directory, err := os.MkdirTemp("", "agent") // a socket's path must be short
	check(ts, err)
	listener, err := net.Listen("unix", directory+"/sock")
	check(ts, err)
	ts.Defer(func() {
		listener.Close()
		os.RemoveAll(directory)
	})
	go func() {
		for {
			connection, err := listener.Accept()
			if err != nil {
				return
			}
			go func() {
				defer connection.Close()
				_ = agent.ServeAgent(ring, connection) // ends with the connection
			}()
		}
	}()
	ts.Setenv("SSH_AUTH_SOCK", listener.Addr().String())
}

// recorded is a record of a script: an exception and the slug of its tenant.
type recorded struct {
	Tenant    string               `json:"tenant"`
	Exception governance.Exception `json:"exception"`
}

func readRecorded(ts *testscript.TestScript, file string) (r recorded) {
	check(ts, json.Unmarshal([]byte(ts.ReadFile(file)), &r))
	return r
}

// recordSigned is record LOCATION FILE [SIGNATURE...]: it records an exception and, when need be, its
// tenant; the ids are in $ID and $TENANT_ID afterwards.
func recordSigned(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: record LOCATION FILE [SIGNATURE...]")
	}
	r := readRecorded(ts, args[1])
	ctx := context.Background()
	kept, err := register.Open(ctx, ts.MkAbs(args[0]), register.Options{Now: func() time.Time { return scriptNow }})
	check(ts, err)
	defer func() { check(ts, kept.Close()) }()
	tenant, err := kept.Tenants().Find(ctx, r.Tenant)
	if err != nil {
		tenant, err = kept.Tenants().Create(ctx, governance.Tenant{
			Slug: r.Tenant, Name: r.Tenant, Owner: "ops@msp.example",
			ContractStart: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC),
		})
		check(ts, err)
	}
	r.Exception.TenantID = tenant.ID
	for _, signature := range args[2:] {
		r.Exception.Approvals = append(r.Exception.Approvals, ts.ReadFile(signature))
	}
	created, err := kept.Exceptions().Create(ctx, r.Exception)
	check(ts, err)
	ts.Setenv("ID", created.ID)
	ts.Setenv("TENANT_ID", tenant.ID)
}

// valid FILE SIGNERS PRINCIPAL SIGNATURE checks a signature over an exception,
// without the command; SIGNATURE may be stdout.
func valid(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 4 {
		ts.Fatalf("usage: [!] valid FILE SIGNERS PRINCIPAL SIGNATURE")
	}
	r := readRecorded(ts, args[0])
	r.Exception.Approvals = []string{ts.ReadFile(args[3])}
	var signers approval.AllowedSigners
	if diags := signers.Read([]byte(ts.ReadFile(args[1])), args[1]); diags.HasErrors() {
		ts.Fatalf("%v", diags)
	}
	names, problems := approval.Signers(r.Exception, r.Tenant, &signers, scriptNow)
	if got := strings.Join(names, " ") == args[2]; got == neg {
		ts.Fatalf("approvers %q, problems %q", names, problems)
	}
}

// subst OLD NEW FILE replaces text in a file; @NAME as NEW is the content of a
// file as a JSON string.
func subst(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: subst OLD NEW FILE")
	}
	with := args[1]
	if name, ok := strings.CutPrefix(with, "@"); ok {
		quoted, err := json.Marshal(ts.ReadFile(name))
		check(ts, err)
		with = string(quoted)
	}
	content := ts.ReadFile(args[2])
	if !strings.Contains(content, args[0]) {
		ts.Fatalf("%s has no %s", args[2], args[0])
	}
	check(ts, os.WriteFile(ts.MkAbs(args[2]), []byte(strings.ReplaceAll(content, args[0], with)), 0o644))
}
