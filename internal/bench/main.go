//go:build unix

// Command bench measures nhi check on plans of growing size, beside json.Valid of
// the same bytes in the same run, and beside conftest where it is installed. A
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
	flag.Parse()
	var err error
	switch args := flag.Args(); {
	case len(args) == 2 && args[0] == "valid":
		err = valid(os.Stdout, args[1])
	case len(args) == 3 && args[0] == "generate":
		err = generate(args[1], args[2])
	default:
		err = run(os.Stdout, *program, *runs)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(w io.Writer, program string, runs int) error {
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
	fmt.Fprintf(w, "%-10s %-5s %-28s %10s %10s %8s %8s\n", "resources", "input", "what", "time", "processor", "memory", "× valid")
	for _, resources := range []int{10, 1_000, 10_000, 50_000} {
		// In processes of their own, because Linux counts to a process what
		// the one that started it had in memory.
		if _, err := self("generate", folder, fmt.Sprint(resources)); err != nil {
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
		if err := b.row("json", "conftest, 10 rules", []int{0, 1}, conftest, "test", "--policy", filepath.Join(folder, "rego"), inJSON); err != nil {
			return err
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

// valid prints how many nanoseconds json.Valid takes for a file's bytes.
func valid(w io.Writer, name string) error {
	content, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	start := time.Now()
	if !json.Valid(content) {
		return fmt.Errorf("%s is not valid JSON", name)
	}
	_, err = fmt.Fprint(w, time.Since(start).Nanoseconds())
	return err
}

// policySet is a folder of policies.
type policySet struct{ what, folder string }

// writePolicies writes the ten rules; fifty of them, of which each differs from
// the others in its name; and the ten beside forty that match nothing.
func writePolicies(folder string) ([]policySet, error) {
	rules, err := testdata.ReadFile("testdata/policies/iam.policy.hcl")
	if err != nil {
		return nil, err
	}
	rego, err := testdata.ReadFile("testdata/rego/iam.rego")
	if err != nil {
		return nil, err
	}
	renamed := func(i int) string {
		return strings.NewReplacer(`" "`, fmt.Sprintf(`" "variant_%d_`, i)).Replace(string(rules))
	}
	elsewhere := func(i int) string {
		return strings.NewReplacer(`"aws_`, `"elsewhere_`).Replace(renamed(i))
	}
	files := map[string]string{"rego/iam.rego": string(rego), "ten/iam.policy.hcl": string(rules), "idle/iam.policy.hcl": string(rules)}
	for i := range 5 {
		files[fmt.Sprintf("fifty/iam_%d.policy.hcl", i)] = renamed(i)
		if i > 0 {
			files[fmt.Sprintf("idle/iam_%d.policy.hcl", i)] = elsewhere(i)
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
	resources int
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
		taken, err := strconv.ParseInt(output, 10, 64)
		if err != nil {
			return err
		}
		all[i] = usage{time: time.Duration(taken), processor: time.Duration(taken)}
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
	fmt.Fprintf(b.w, "%-10d %-5s %-28s %8.0fms %8.0fms %8s %8.1f\n", b.resources, input, what,
		u.time.Seconds()*1000, u.processor.Seconds()*1000, memory, float64(u.time)/float64(b.valid.time))
}
