package cli

import (
	"io/fs"
	"os"
	"path"

	"github.com/nhi-governance/terraform-provider-nhi/internal/configuration"
	"github.com/nhi-governance/terraform-provider-nhi/internal/credential"
)

// Written are the files of the configuration, and those below its folder that it
// names.
func (f folderInput) Written() []credential.File { return files(f.Evaluator.Written(f.files)) }

// Written are the sources that the plan file holds.
func (p planFile) Written() []credential.File {
	written := files(p.Evaluator.Written(nil))
	for i, file := range written {
		if !path.IsAbs(file.Name) {
			written[i].Name = path.Join(p.folder, file.Name)
		}
	}
	return written
}

// Written are the files of the configuration that was named, if one was.
func (p *planJSON) Written() []credential.File {
	if p.conf == nil {
		return nil
	}
	var from fs.FS
	if root, err := os.OpenRoot(p.folder); err == nil {
		defer func() { _ = root.Close() }() // it was only read
		from = root.FS()
	}
	return files(p.conf.Written(from))
}

func files(written []configuration.Written) []credential.File {
	converted := make([]credential.File, len(written))
	for i, file := range written {
		converted[i] = credential.File(file)
	}
	return converted
}
