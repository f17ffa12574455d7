// Package bundle reads what a check judges by: policies, the controls that they
// enforce, the groups of approvers and their keys. It reads from an fs.FS, so a
// folder, an embedded baseline and an archive are one thing to it.
//
//	*.policy.hcl     policies, in the Terraform policy language
//	*.control.hcl    controls, groups of approvers, sinks of messages
//	allowed_signers  the approvers' public keys, in OpenSSH's format
//
// Every other file is left alone. Folders are read to any depth; those whose
// name starts with a dot are not.
package bundle

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/hashicorp/hcl/v2"

	"github.com/nhi-governance/terraform-provider-nhi/internal/approval"
	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/policy"
)

// Names of what a bundle is made of.
const (
	PolicySuffix   = ".policy.hcl"
	ControlSuffix  = ".control.hcl"
	AllowedSigners = "allowed_signers"
)

// CredentialPolicy judges the files of a configuration: no credential may be written
// into them. It is part of nhi, and judges where a control of the bundle names it.
const CredentialPolicy = "nhi_credential_in_configuration"

// Directory is one folder of a bundle.
type Directory struct {
	Name string // as the user gave it; ranges and messages start with it
	FS   fs.FS
	// Open says that controls may name groups of approvers and sinks that no file
	// declares, as a bundle for everybody must: whoever uses it declares them
	// in a folder beside it. Until then nobody can approve, and nobody is told.
	Open bool
}

// Bundle is everything that a check judges by.
type Bundle struct {
	Policies *policy.Set
	Controls []governance.Control // by name
	Sinks    governance.Sinks     // by name
	// Signers are the approvers' keys, of every allowed_signers file.
	Signers *approval.AllowedSigners
	// SnapshotSigners are the keys that sign snapshots of the register.
	SnapshotSigners *approval.AllowedSigners
	// ReviewSigners are the keys that sign the outcomes of reviews, and hand them
	// over.
	ReviewSigners *approval.AllowedSigners
	// ActivationSigners are the keys that activate break-glass access.
	ActivationSigners *approval.AllowedSigners
	// ReceiptSigners are the keys that sign receipts.
	ReceiptSigners *approval.AllowedSigners
	// Digest is "sha256:" and the hex digest over the paths, below their
	// directories, and contents of all files: the same on every machine.
	Digest string
	// Sources holds the content of every file by the name that ranges use.
	Sources map[string][]byte
}

// Control returns the control of that name, or nil.
func (b *Bundle) Control(name string) *governance.Control {
	i, found := slices.BinarySearchFunc(b.Controls, name, func(c governance.Control, name string) int {
		return cmp.Compare(c.Name, name)
	})
	if !found {
		return nil
	}
	return &b.Controls[i]
}

// Enforcing names the controls that a policy enforces, sorted.
func (b *Bundle) Enforcing(policy string) []string {
	var names []string
	for _, control := range b.Controls {
		if slices.Contains(control.Policies, policy) {
			names = append(names, control.Name)
		}
	}
	return names
}

// Stand is how an exception of the tenant stands at an instant, by the rules of
// its control and the approvals that verify. It is the one answer to whether an
// exception counts: the provider, the check and the receipt all ask here.
func (b *Bundle) Stand(e governance.Exception, tenantSlug string, at time.Time) governance.Standing {
	signers, problems := approval.Signers(e, tenantSlug, b.Signers, at)
	standing := e.Stand(b.Control(e.Control), signers, at)
	standing.Problems = append(standing.Problems, problems...)
	return standing
}

// StandVariation is how a variation of the tenant stands at an instant; the one
// answer to whether it counts.
func (b *Bundle) StandVariation(v governance.Variation, tenantSlug string, at time.Time) governance.Standing {
	signers, problems := approval.Approvers(approval.OfVariation(v, tenantSlug), v.RequestedBy, v.Approvals, b.Signers, at)
	standing := v.Stand(b.Control(v.Control), signers, at)
	standing.Problems = append(standing.Problems, problems...)
	return standing
}

// StandBreakGlass is how break-glass access of the tenant stands at an instant;
// the one answer to whether it may be activated.
func (b *Bundle) StandBreakGlass(access governance.BreakGlass, tenantSlug string, at time.Time) governance.Standing {
	signers, problems := approval.Approvers(approval.OfBreakGlass(access, tenantSlug), access.RequestedBy, access.Approvals, b.Signers, at)
	standing := access.Stand(b.Controls, signers)
	standing.Problems = append(standing.Problems, problems...)
	return standing
}

// file is one file of a bundle.
type file struct {
	name    string // directory and path, for people
	path    string // below its directory, for the digest
	content []byte
	open    bool // its directory is
}

// Load reads the directories as one bundle, in the current dialect of the policy
// language. The bundle is never nil, so that its sources can illustrate the
// diagnostics; it is usable when they have no errors.
func Load(directories ...Directory) (*Bundle, hcl.Diagnostics) {
	return LoadWith(policy.Options{}, directories...)
}

// LoadWith is Load with a say in how policies are read.
func LoadWith(options policy.Options, directories ...Directory) (*Bundle, hcl.Diagnostics) {
	b := &Bundle{
		Signers:           new(approval.AllowedSigners),
		SnapshotSigners:   &approval.AllowedSigners{Purpose: approval.SnapshotNamespace},
		ReviewSigners:     &approval.AllowedSigners{Purpose: approval.AttestationNamespace},
		ActivationSigners: &approval.AllowedSigners{Purpose: approval.ActivationNamespace},
		ReceiptSigners:    &approval.AllowedSigners{Purpose: approval.ReceiptNamespace},
		Sources:           map[string][]byte{},
	}
	var files []file
	var diags hcl.Diagnostics
	for _, directory := range directories {
		found, err := read(directory)
		if err != nil {
			diags = append(diags, unreadable(directory, err))
			continue
		}
		files = append(files, found...)
	}
	for _, f := range files {
		b.Sources[f.name] = f.content
		if path.Base(f.path) == AllowedSigners {
			diags = append(diags, b.Signers.Read(f.content, f.name)...)
			if !diags.HasErrors() { // which would be the same ones again
				for _, signers := range []*approval.AllowedSigners{b.SnapshotSigners, b.ReviewSigners, b.ActivationSigners, b.ReceiptSigners} {
					diags = append(diags, signers.Read(f.content, f.name)...)
				}
			}
		}
	}
	b.Digest = digest(files)
	if diags.HasErrors() {
		return b, diags
	}

	set, moreDiags := loadPolicies(files, directories, options)
	b.Policies = set
	diags = append(diags, moreDiags...)
	b.Controls, b.Sinks, moreDiags = parseControls(files, set)
	return b, append(diags, moreDiags...)
}

// read returns the directory's files in the order of their paths.
func read(directory Directory) ([]file, error) {
	var files []file
	err := fs.WalkDir(directory.FS, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && name != "." && strings.HasPrefix(entry.Name(), "."):
			return fs.SkipDir
		case entry.IsDir() || !belongs(entry.Name()):
			return nil
		}
		content, err := fs.ReadFile(directory.FS, name)
		if err != nil {
			return err
		}
		files = append(files, file{name: path.Join(directory.Name, name), path: name, content: content, open: directory.Open})
		return nil
	})
	return files, err
}

func belongs(name string) bool {
	return strings.HasSuffix(name, PolicySuffix) || strings.HasSuffix(name, ControlSuffix) || name == AllowedSigners
}

func unreadable(directory Directory, err error) *hcl.Diagnostic {
	detail := fmt.Sprintf("The folder %s cannot be read: %s.", directory.Name, err)
	if errors.Is(err, fs.ErrNotExist) {
		detail = fmt.Sprintf("There is no folder %s. Name the folder that holds your *%s files.", directory.Name, PolicySuffix)
	}
	return &hcl.Diagnostic{Severity: hcl.DiagError, Summary: "Policies cannot be read", Detail: detail}
}

// digest frames every path and content by its length, so that no two different
// sets of files hash the same bytes.
func digest(files []file) string {
	sorted := slices.SortedFunc(slices.Values(files), func(a, b file) int {
		return cmp.Or(cmp.Compare(a.path, b.path), slices.Compare(a.content, b.content))
	})
	hash := sha256.New()
	frame := func(content []byte) {
		hash.Write(binary.BigEndian.AppendUint64(nil, uint64(len(content))))
		hash.Write(content)
	}
	for _, f := range sorted {
		frame([]byte(f.path))
		frame(f.content)
	}
	return "sha256:" + hex.EncodeToString(hash.Sum(nil))
}
