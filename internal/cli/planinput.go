package cli

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"iter"
	"os"
	"path"
	"path/filepath"
	"slices"
	"sync"

	"github.com/hashicorp/hcl/v2"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
	"github.com/nhi-governance/terraform-provider-nhi/internal/check"
	"github.com/nhi-governance/terraform-provider-nhi/internal/configuration"
	"github.com/nhi-governance/terraform-provider-nhi/internal/plan"
	"github.com/nhi-governance/terraform-provider-nhi/internal/plan/tfplan"
	"github.com/nhi-governance/terraform-provider-nhi/internal/words"
)

// maxPlanFile is how large a plan file may be: one of 10,000 resources has 1 MB.
const maxPlanFile = 256 << 20

// planInput is an opened plan, of either kind.
type planInput struct {
	check.Plan
	kind     string        // as the decision names it
	digest   func() string // once the plan is read to its end
	folder   string        // where the plan is, and so most likely its configuration
	warnings []string      // about what could not be read of it
	io.Closer
}

// openPlan opens a plan file or a plan in JSON. The folder config, if given, has
// the configuration; a plan file holds its own, and is shown below the folder.
func (p *Process) openPlan(path, config string) (*planInput, error) {
	input, content, err := p.openInput(path)
	if err != nil {
		return nil, err
	}
	head, _ := content.Peek(512)
	switch {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")), tfplan.IsEncrypted(bytes.TrimLeft(head, " \t\r\n")):
		input.kind = "plan"
		input.Plan, err = openPlanFile(content, config)
	default:
		input.kind = "plan_json"
		input.Plan, err = openPlanJSON(content, config)
	}
	if err != nil {
		input.Close()
		return nil, err
	}
	return input, nil
}

// openState opens the JSON of a state.
func (p *Process) openState(path string) (*planInput, error) {
	input, content, err := p.openInput(path)
	if err != nil {
		return nil, err
	}
	input.kind = "state"
	reader, err := plan.OpenState(content)
	if err != nil {
		input.Close()
		return nil, planProblem(err)
	}
	input.Plan = reader
	return input, nil
}

// openInput opens what is to be judged, whatever it is.
func (p *Process) openInput(path string) (*planInput, *bufio.Reader, error) {
	source, folder := io.NopCloser(p.Stdin), "."
	if path != "-" {
		file, err := os.Open(path)
		if errors.Is(err, fs.ErrNotExist) {
			how := "terraform plan -out=" + path
			if filepath.Ext(path) == ".json" {
				how = "terraform show -json tfplan > " + path
			}
			return nil, nil, problemf("No such plan", "There is no file %s. Make it with: %s", path, how)
		}
		if err != nil {
			return nil, nil, problemf("Plan cannot be read", "%s.", words.UpperFirst(err.Error()))
		}
		if info, err := file.Stat(); err == nil && info.IsDir() {
			file.Close()
			return nil, nil, problemf("Plan cannot be read", "%s is a folder. Name the file that `terraform plan -out` wrote.", path)
		}
		source, folder = file, filepath.Dir(path)
	}
	hash := sha256.New()
	input := &planInput{
		digest: func() string { return "sha256:" + hex.EncodeToString(hash.Sum(nil)) },
		folder: folder,
		Closer: source,
	}
	return input, bufio.NewReader(io.TeeReader(source, hash)), nil
}

// planFile is a plan file with its sources.
type planFile struct {
	*configuration.Evaluator
	file   *tfplan.Plan
	folder string // where Terraform was run, as --config says
}

var (
	_ check.Sourced    = planFile{}
	_ check.Configured = planFile{}
	_ check.Putting    = planFile{}
	_ check.Reading    = planFile{}
	_ check.Written    = planFile{}
)

func (p planFile) Changes() iter.Seq2[change.Change, error] { return p.file.Changes() }

// Place is below the folder where Terraform was run, which the plan file does not
// tell.
func (p planFile) Place(origin change.Origin) hcl.Range {
	place := p.Evaluator.Place(origin)
	if place.Filename != "" && !path.IsAbs(place.Filename) {
		place.Filename = path.Join(p.folder, place.Filename)
	}
	return place
}

// Files are the sources that places are in.
func (p planFile) Files() map[string][]byte {
	files := map[string][]byte{}
	for name, content := range p.Evaluator.Files() {
		if !path.IsAbs(name) {
			name = path.Join(p.folder, name)
		}
		files[name] = content
	}
	return files
}

func (p planFile) Facts() plan.Facts { return p.file.Facts() }

// Providers are told with the versions that were installed, where the lock file
// has them.
func (p planFile) Providers() []plan.Setting {
	locks, err := p.file.Locks()
	if err != nil {
		locks = nil // built-in providers have none
	}
	return settings(p.Evaluator.Providers(p.file.Providers(), configuration.Locks(locks)))
}

// KeepData has nothing to do: the plan file is at hand as a whole.
func (p planFile) KeepData() {}

func (p planFile) DataRead() ([]change.Change, error) { return p.file.DataRead() }

func (p planFile) Outputs() ([]plan.Output, error) { return p.file.Outputs() }

func (p planFile) Modules() []plan.Setting { return settings(p.Evaluator.Modules()) }

func settings(all []configuration.Setting) []plan.Setting {
	converted := make([]plan.Setting, len(all))
	for i, s := range all {
		converted[i] = plan.Setting(s)
	}
	return converted
}

func openPlanFile(source io.Reader, config string) (check.Plan, error) {
	if config != "" {
		if info, err := os.Stat(config); err != nil || !info.IsDir() {
			return nil, problemf("Configuration cannot be read", "--config: there is no folder %s.", config)
		}
	}
	content, err := io.ReadAll(io.LimitReader(source, maxPlanFile+1))
	if err != nil {
		return nil, problemf("Plan cannot be read", "%s.", words.UpperFirst(err.Error()))
	}
	if len(content) > maxPlanFile {
		return nil, problemf("Plan cannot be read", "The plan file is larger than %d MiB.", maxPlanFile>>20)
	}
	opened, err := tfplan.Open(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return nil, planProblem(err)
	}
	sources, err := configuration.FromPlan(opened.Configuration())
	if err != nil {
		return nil, planProblem(err)
	}
	variables, err := opened.Variables()
	if err != nil {
		return nil, planProblem(err)
	}
	return planFile{sources.Evaluator(configuration.World{Instances: opened.Instances, Variables: variables}), opened, filepath.ToSlash(config)}, nil
}

// planJSON is a plan in JSON, with the sources when they were named. It keeps the
// data sources that write documents, for those who refer to them.
type planJSON struct {
	*plan.Reader
	documents map[[2]string][]change.Change
	// sources tell more, once the changes are read; nil when none were named.
	sources func() *configuration.Evaluator
	conf    *configuration.Configuration
	folder  string // of the configuration
}

var (
	_ check.Sourced   = (*planJSON)(nil)
	_ check.Supposing = (*planJSON)(nil)
	_ check.Written   = (*planJSON)(nil)
)

func openPlanJSON(source io.Reader, config string) (check.Plan, error) {
	reader, err := plan.Open(source)
	if err != nil {
		return nil, planProblem(err)
	}
	p := &planJSON{Reader: reader, documents: map[[2]string][]change.Change{}}
	if config == "" {
		return p, nil
	}
	sources, err := openSources(config)
	if err != nil {
		return nil, err
	}
	p.conf, p.folder = sources, config
	p.sources = sync.OnceValue(func() *configuration.Evaluator {
		return sources.Evaluator(configuration.World{Instances: p.instances, Variables: p.Variables()})
	})
	return p, nil
}

// Changes keeps the documents that pass by.
func (p *planJSON) Changes() iter.Seq2[change.Change, error] {
	return func(yield func(change.Change, error) bool) {
		for c, err := range p.Reader.Changes() {
			if err == nil && !c.Drift && configuration.IsDocument(c) {
				a := change.Address{Mode: c.Mode, Type: c.Type, Name: c.Name}
				key := [2]string{c.Module, a.Resource()}
				p.documents[key] = append(p.documents[key], c)
			}
			if !yield(c, err) {
				return
			}
		}
	}
}

func (p *planJSON) instances(module, resource string) []change.Change {
	return p.documents[[2]string{module, resource}]
}

// Known looks into the sources. Without them nothing more is known.
func (p *planJSON) Known(c change.Change) change.Object {
	if p.sources != nil {
		return p.sources().Known(c)
	}
	return c.After
}

// Supposed takes a reference for what it names. With the sources there is no need
// to suppose.
func (p *planJSON) Supposed(c change.Change) change.Object {
	if p.sources != nil {
		return c.After
	}
	return configuration.Reference{Authored: p.Authored, Instances: p.instances}.Supposed(c)
}

// Place is in the sources, when they were named.
func (p *planJSON) Place(origin change.Origin) hcl.Range {
	if p.sources == nil {
		return hcl.Range{}
	}
	return p.sources().Place(origin)
}

// Files are the sources that places are in.
func (p *planJSON) Files() map[string][]byte {
	if p.sources == nil {
		return nil
	}
	return p.sources().Files()
}

// Providers have the arguments that the sources give them, where those were
// named: the plan itself tells only those that are written out.
func (p *planJSON) Providers() []plan.Setting {
	told := p.Reader.Providers()
	if p.sources == nil {
		return told
	}
	return withArguments(told, p.sources().Providers(nil, nil))
}

// Modules have the arguments that the sources give them, as providers have.
func (p *planJSON) Modules() []plan.Setting {
	told := p.Reader.Modules()
	if p.sources == nil {
		return told
	}
	return withArguments(told, p.sources().Modules())
}

func withArguments(told []plan.Setting, known []configuration.Setting) []plan.Setting {
	arguments := map[string]change.Object{}
	for _, s := range known {
		arguments[s.Address] = s.Arguments
	}
	told = slices.Clone(told)
	for i, s := range told {
		if given, ok := arguments[s.Address]; ok {
			told[i].Arguments = given
		}
	}
	return told
}
