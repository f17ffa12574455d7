package register_test

import (
	"bufio"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/postgrestest"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register/registertest"
)

// The test binary is also the other processes of these tests: with a task in
// the environment it does that instead of testing.
const taskVariable = "NHI_REGISTER_TEST_TASK"

var tasks = map[string]func(ctx context.Context, path string, arguments []string) error{
	"open":       openTask,
	"read":       readTask,
	"count":      countTask,
	"churn":      churnTask,
	"hold":       holdTask,
	"monopolise": monopoliseTask,
	"claim":      claimTask,
}

func TestMain(m *testing.M) {
	words := strings.Split(os.Getenv(taskVariable), "\n")
	task, ok := tasks[words[0]]
	if !ok {
		code := m.Run()
		postgrestest.Stop()
		os.Exit(code)
	}
	if err := task(context.Background(), words[1], words[2:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// openTask waits for the word to go and opens a register to write.
func openTask(ctx context.Context, path string, _ []string) error {
	if _, err := io.ReadAll(os.Stdin); err != nil {
		return err
	}
	r, err := register.Open(ctx, path, register.Options{Now: time.Now})
	if err != nil {
		return err
	}
	return r.Close()
}

// claimTask claims the tenant and holds on to it until it is killed.
func claimTask(ctx context.Context, path string, arguments []string) error {
	r, err := register.Open(ctx, path, register.Options{Now: time.Now})
	if err != nil {
		return err
	}
	lease, err := time.ParseDuration(arguments[1])
	if err != nil {
		return err
	}
	register.Lease(r, lease)
	_, claimed, err := r.Claim(ctx, arguments[0])
	if err != nil || !claimed {
		return errors.Join(err, errors.New("not claimed"))
	}
	fmt.Println("claimed")
	select {}
}

// readTask gives up root, for whom no file is read-only, and then opens a
// register, for reading unless the argument is "write".
func readTask(ctx context.Context, path string, arguments []string) error {
	if os.Getuid() == 0 {
		const nobody = 65534
		if err := errors.Join(syscall.Setgid(nobody), syscall.Setuid(nobody)); err != nil {
			return err
		}
	}
	r, err := register.Open(ctx, path, register.Options{ReadOnly: arguments[0] != "write", Now: time.Now})
	if err != nil {
		return err
	}
	tenants, err := r.Tenants().List(ctx, "")
	if err != nil {
		return err
	}
	for _, tenant := range tenants {
		fmt.Println(tenant.Slug)
	}
	return r.Close()
}

// countTask counts the ring of tenant acme up by a number, ten at a time, as
// others do, and creates an entitlement with each.
func countTask(ctx context.Context, path string, arguments []string) error {
	n, err := strconv.Atoi(arguments[0])
	if err != nil {
		return err
	}
	identity, system := arguments[1], arguments[2]
	r, err := register.Open(ctx, path, register.Options{Now: time.Now})
	if err != nil {
		return err
	}
	results := make([]error, 10)
	var group sync.WaitGroup
	for worker := range results {
		group.Go(func() {
			for i := range n / len(results) {
				if results[worker] = countUp(ctx, r); results[worker] != nil {
					return
				}
				privilege := fmt.Sprintf("%d-%d-%d", os.Getpid(), worker, i)
				if _, results[worker] = r.Entitlements().Create(ctx, registertest.Entitlement(identity, system, privilege)); results[worker] != nil {
					return
				}
			}
		})
	}
	group.Wait()
	return errors.Join(append(results, r.Close())...)
}

func countUp(ctx context.Context, r register.Register) error {
	for {
		tenant, err := r.Tenants().Find(ctx, "acme")
		if err != nil {
			return err
		}
		tenant.Ring++
		if _, err = r.Tenants().Update(ctx, tenant); !errors.Is(err, register.ErrConflict) {
			return err
		}
	}
}

// churnTask writes without end and says on stdout what was acknowledged, as
// KIND ID REVISION, with revision 0 for a deletion, which it announces as -1.
func churnTask(ctx context.Context, path string, _ []string) error {
	r, err := register.Open(ctx, path, register.Options{Now: time.Now})
	if err != nil {
		return err
	}
	say := func(kind governance.Kind, id string, revision int64) { fmt.Println(kind, id, revision) }
	for n := 0; ; n++ {
		tenant, err := r.Tenants().Create(ctx, registertest.Tenant(fmt.Sprintf("t-%d-%d", os.Getpid(), n)))
		if err != nil {
			return err
		}
		say(governance.KindTenant, tenant.ID, tenant.Revision)
		system, err := r.Systems().Create(ctx, registertest.System(tenant.ID, "directory"))
		if err != nil {
			return err
		}
		say(governance.KindSystem, system.ID, system.Revision)
		schedule, err := r.ReviewSchedules().Create(ctx, registertest.ReviewSchedule(tenant.ID, "quarterly", system.ID))
		if err != nil {
			return err
		}
		say(governance.KindReviewSchedule, schedule.ID, schedule.Revision)
		if schedule, err = r.ReviewSchedules().Update(ctx, schedule); err != nil {
			return err
		}
		say(governance.KindReviewSchedule, schedule.ID, schedule.Revision)
		exception, err := r.Exceptions().Create(ctx, registertest.Exception(tenant.ID, "no-wildcards"))
		if err != nil {
			return err
		}
		say(governance.KindException, exception.ID, exception.Revision)
		say(governance.KindException, exception.ID, -1)
		if err := r.Exceptions().Delete(ctx, exception.ID, exception.Revision); err != nil {
			return err
		}
		say(governance.KindException, exception.ID, 0)
	}
}

// holdTask keeps the lock of a writer until stdin ends.
func holdTask(ctx context.Context, path string, _ []string) error {
	return hold(ctx, path, "BEGIN EXCLUSIVE", "ROLLBACK")
}

// monopoliseTask keeps everybody out until stdin ends.
func monopoliseTask(ctx context.Context, path string, _ []string) error {
	return hold(ctx, path, "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; UPDATE tenants SET ring = ring + 1; COMMIT", "SELECT 1")
}

func hold(ctx context.Context, path, take, release string) error {
	db, err := sql.Open("sqlite", path)
	if err != nil {
		return err
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	if _, err := db.ExecContext(ctx, take); err != nil {
		return err
	}
	fmt.Println("held")
	if _, err := io.ReadAll(os.Stdin); err != nil {
		return err
	}
	_, err = db.ExecContext(ctx, release)
	return err
}

// child is another process at work.
type child struct {
	*exec.Cmd
	stdin  io.WriteCloser
	stdout *bufio.Reader
	stderr *strings.Builder
}

// start starts a task in another process.
func start(t *testing.T, task, path string, arguments ...string) *child {
	t.Helper()
	executable, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := &child{Cmd: exec.CommandContext(t.Context(), executable), stderr: new(strings.Builder)}
	c.Env = append(os.Environ(), taskVariable+"="+strings.Join(append([]string{task, path}, arguments...), "\n"))
	c.Stderr = c.stderr
	if c.stdin, err = c.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	stdout, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	c.stdout = bufio.NewReader(stdout)
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	return c
}

// end lets the process end and returns what it wrote.
func (c *child) end(t *testing.T) (stdout string, err error) {
	t.Helper()
	c.stdin.Close()
	text, readErr := io.ReadAll(c.stdout)
	if readErr != nil {
		t.Fatal(readErr)
	}
	return string(text), c.Wait()
}

// done ends a process that is to succeed in silence.
func (c *child) done(t *testing.T) {
	t.Helper()
	if stdout, err := c.end(t); err != nil || stdout != "" || c.stderr.Len() > 0 {
		t.Errorf("got %v, stdout %q, stderr %q; want silent success", err, stdout, c.stderr)
	}
}
