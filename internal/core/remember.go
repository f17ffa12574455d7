package core

import (
	"sync"

	"github.com/zclconf/go-cty/cty"
)

// Limits on what a decoder remembers: each worker needs the few documents of one
// change at a time.
const (
	maxRemembered = 64 << 10 // bytes of one document
	maxDocuments  = 64
)

// remembering returns a decoder that knows the documents it decoded last. Every
// policy about a document decodes it anew, which is most of what it does.
func remembering(f callable) callable {
	var last documents
	return around(f, func(args []cty.Value) (cty.Value, error) {
		document, ok := text(args[0])
		if !ok || len(document) > maxRemembered {
			return f.Call(args)
		}
		if value, ok := last.find(document); ok {
			return value, nil
		}
		value, err := f.Call(args)
		if err == nil {
			last.keep(document, value)
		}
		return value, err
	})
}

// documents are texts with what they decode to. When the recent ones are too
// many, they take the place of the older.
type documents struct {
	mutex         sync.Mutex
	recent, older map[string]cty.Value
}

func (d *documents) find(document string) (cty.Value, bool) {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	if value, ok := d.recent[document]; ok {
		return value, true
	}
	value, ok := d.older[document]
	return value, ok
}

func (d *documents) keep(document string, value cty.Value) {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	if len(d.recent) >= maxDocuments || d.recent == nil {
		d.older, d.recent = d.recent, make(map[string]cty.Value, maxDocuments)
	}
	d.recent[document] = value
}
