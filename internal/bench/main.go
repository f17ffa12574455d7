//go:build unix

// Command bench measures nhi check on plans of growing size, beside json.Valid of
// the same bytes in the same run, and beside conftest where it is installed; on a
// folder of configuration, beside the parser and terraform validate; and Terraform with the provider, beside Terraform with one that does nothing. A
// machine's speed is its own, so what counts are the ratios.
//
//	make bench
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

func main() {
	program := flag.String("nhi", "bin/nhi", "the program to measure")
	runs := flag.Int("runs", 3, "runs of each, of which the median counts")
	sizes := flag.String("resources", "10,1000,10000,50000", "how many resources the plans have")
	folders := flag.String("folder", "10000", "how many resources the folder of configuration has")
	flag.Parse()
	var err error
	switch args := flag.Args(); {
	case len(args) == 2 && args[0] == "valid":
		err = valid(os.Stdout, args[1])
	case len(args) == 3 && args[0] == "generate":
		err = generate(args[1], args[2])
	case len(args) == 2 && args[0] == "parse":
		err = parseFolder(os.Stdout, args[1])
	case len(args) == 1 && args[0] == "folder":
		err = runFolder(os.Stdout, *program, *runs, *folders)
	case len(args) == 1 && args[0] == "check":
		err = run(os.Stdout, *program, *runs, strings.Split(*sizes, ","))
	case len(args) == 1 && args[0] == "provider":
		err = runProvider(os.Stdout, *program, *runs)
	default:
		err = run(os.Stdout, *program, *runs, strings.Split(*sizes, ","))
		if err == nil {
			err = runFolder(os.Stdout, *program, *runs, *folders)
		}
		if err == nil {
			err = runProvider(os.Stdout, *program, *runs)
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(w io.Writer, program string, runs int, sizes []string) error {
	folder, err := os.MkdirTemp("", "nhi-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	sets, err := writePolicies(folder)
	if err != nil {
		return err
	}
	conftest, err := exec.LookPath("conftest")
	if err != nil {
		conftest = ""
		fmt.Fprintln(w, "conftest is not on PATH; it is left out.")
	}
	fmt.Fprintf(w, "%-10s %-5s %-32s %10s %10s %8s %8s %11s\n", "resources", "input", "what", "time", "processor", "memory", "× valid", "processor ×")
	for _, resources := range sizes {
		// In processes of their own, because Linux counts to a process what
		// the one that started it had in memory.
		if _, err := self("generate", folder, resources); err != nil {
			return err
		}
		b := bench{w: w, runs: runs, resources: resources}
		inJSON, file := filepath.Join(folder, "plan.json"), filepath.Join(folder, "tfplan")
		if err := b.baseline(inJSON); err != nil {
			return err
		}
		for _, set := range sets {
			if err := b.row("json", "nhi, "+set.what, []int{0, 2}, program, "check", inJSON, "--policies", set.folder, "--quiet"); err != nil {
				return err
			}
		}
		if err := b.row("plan", "nhi, "+sets[0].what, []int{0, 2}, program, "check", file, "--policies", sets[0].folder, "--quiet"); err != nil {
			return err
		}
		if conftest == "" {
			continue
		}
		for _, rules := range []policySet{{"10 rules", "ten"}, {"50 rules", "fifty"}} {
			if err := b.row("json", "conftest, "+rules.what, []int{0, 1}, conftest, "test", "--policy", filepath.Join(folder, "rego", rules.folder), inJSON); err != nil {
				return err
			}
		}
	}
	return nil
}

// self runs this program for one of its parts.
func self(args ...string) (string, error) {
	program, err := os.Executable()
	if err != nil {
		return "", err
	}
	cmd := exec.Command(program, args...)
	cmd.Stderr = os.Stderr
	output, err := cmd.Output()
	return string(output), err
}

// generate writes plan.json and tfplan, of so many resources, into a folder.
func generate(folder, resources string) error {
	n, err := strconv.Atoi(resources)
	if err != nil {
		return err
	}
	if err := write(filepath.Join(folder, "plan.json"), n, writeJSON); err != nil {
		return err
	}
	return write(filepath.Join(folder, "tfplan"), n, writePlanFile)
}

// valid prints how many nanoseconds json.Valid takes for a file's bytes, by the
// clock and of the processor.
func valid(w io.Writer, name string) error {
	content, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	start, before := time.Now(), processorTime()
	if !json.Valid(content) {
		return fmt.Errorf("%s is not valid JSON", name)
	}
	_, err = fmt.Fprint(w, time.Since(start).Nanoseconds(), processorTime()-before)
	return err
}

// processorTime is what this process has used, in nanoseconds.
func processorTime() int64 {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		return 0
	}
	return used.Utime.Nano() + used.Stime.Nano()
}

// policySet is a folder of policies.
type policySet struct{ what, folder string }

// writePolicies writes the ten rules; fifty different ones; the ten five times
// over, under other names; and the ten beside forty that match nothing.
func writePolicies(folder string) ([]policySet, error) {
	hcl, err := testdata.ReadFile("testdata/policies/iam.policy.hcl")
	if err != nil {
		return nil, err
	}
	rego, err := testdata.ReadFile("testdata/rego/iam.rego")
	if err != nil {
		return nil, err
	}
	rules := string(hcl)
	files := map[string]string{
		"rego/ten/iam.rego": string(rego), "rego/fifty/iam.rego": regoVariants(string(rego)),
		"ten/iam.policy.hcl": rules, "idle/iam.policy.hcl": rules,
	}
	for i := range len(variants[0].hcl) {
		name := fmt.Sprintf("iam_%d.policy.hcl", i)
		files["fifty/"+name] = variant(rules, i)
		files["repeated/"+name] = renamed(rules, i)
		if i > 0 {
			files["idle/"+name] = strings.ReplaceAll(renamed(rules, i), `"aws_`, `"elsewhere_`)
		}
	}
	for name, content := range files {
		path := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return nil, err
		}
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			return nil, err
		}
	}
	return []policySet{
		{"10 policies", filepath.Join(folder, "ten")},
		{"10, and 40 matching nothing", filepath.Join(folder, "idle")},
		{"50 policies", filepath.Join(folder, "fifty")},
		{"50, five of each alike", filepath.Join(folder, "repeated")},
	}, nil
}

func write(name string, resources int, content func(io.Writer, int) error) error {
	file, err := os.Create(name)
	if err != nil {
		return err
	}
	defer file.Close()
	if err := content(file, resources); err != nil {
		return fmt.Errorf("generating %s: %w", name, err)
	}
	return file.Close()
}

// bench measures what is done with a plan of one size.
type bench struct {
	w         io.Writer
	runs      int
	resources string
	valid     usage
}

// usage is what a run took.
type usage struct {
	time, processor time.Duration
	memory          int64 // bytes, at its peak; 0 when not measured
}

func median(all []usage) usage {
	slices.SortFunc(all, func(a, b usage) int { return int(a.time - b.time) })
	return all[len(all)/2]
}

// baseline measures json.Valid.
func (b *bench) baseline(name string) error {
	info, err := os.Stat(name)
	if err != nil {
		return err
	}
	all := make([]usage, b.runs)
	for i := range all {
		output, err := self("valid", name)
		if err != nil {
			return err
		}
		if _, err := fmt.Sscan(output, &all[i].time, &all[i].processor); err != nil {
			return err
		}
	}
	b.valid = median(all)
	b.print("json", fmt.Sprintf("json.Valid of %.1f MB", float64(info.Size())/1e6), b.valid)
	return nil
}

// row measures a program from its start to its exit with one of the given codes.
func (b *bench) row(input, what string, codes []int, program string, args ...string) error {
	all := make([]usage, b.runs)
	for i := range all {
		cmd := exec.Command(program, args...)
		start := time.Now()
		err := cmd.Run()
		all[i].time = time.Since(start)
		if cmd.ProcessState == nil || !slices.Contains(codes, cmd.ProcessState.ExitCode()) {
			return fmt.Errorf("%s %s: %w", program, strings.Join(args, " "), err)
		}
		all[i].processor = cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
		all[i].memory = cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss
		if runtime.GOOS != "darwin" {
			all[i].memory *= 1024 // only macOS counts bytes
		}
	}
	b.print(input, what, median(all))
	return nil
}

func (b *bench) print(input, what string, u usage) {
	memory := ""
	if u.memory > 0 {
		memory = fmt.Sprintf("%d MB", u.memory>>20)
	}
	fmt.Fprintf(b.w, "%-10s %-5s %-32s %8.0fms %8.0fms %8s %8.1f %11.1f\n", b.resources, input, what,
		u.time.Seconds()*1000, u.processor.Seconds()*1000, memory, float64(u.time)/float64(b.valid.time), float64(u.processor)/float64(b.valid.processor))
}
