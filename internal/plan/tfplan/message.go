package tfplan

import (
	"strconv"

	"google.golang.org/protobuf/encoding/protowire"
)

// formatVersion is the only one that is read.
const formatVersion = 3

// Fields of the plan's message.
const (
	planVersion          = 1
	planVariables        = 2
	planResourceChanges  = 3
	planOutputChanges    = 4
	planTerraformVersion = 14
	planResourceDrift    = 18
	planCheckResults     = 19
	planErrored          = 20
	planTimestamp        = 21
	planComplete         = 26
	planDeferredChanges  = 27
)

// split divides the plan's message into those within it, without decoding them.
func (p *Plan) split(message []byte) error {
	version, complete, saysComplete := uint64(0), false, false
	err := fields(message, func(f field) error {
		switch f.number {
		case planVersion:
			version = f.varint
		case planVariables:
			return p.addVariable(f.bytes)
		case planResourceChanges:
			p.resources = append(p.resources, f.bytes)
		case planResourceDrift:
			p.drift = append(p.drift, f.bytes)
		case planOutputChanges:
			p.outputs = append(p.outputs, f.bytes)
		case planCheckResults:
			p.checks = append(p.checks, f.bytes)
		case planDeferredChanges:
			p.facts.Deferred++
		case planTerraformVersion:
			p.facts.TerraformVersion = string(f.bytes)
		case planTimestamp:
			p.Timestamp = string(f.bytes)
		case planErrored:
			p.facts.Errored = f.varint != 0
		case planComplete:
			complete, saysComplete = f.varint != 0, true
		}
		return nil
	})
	if err != nil {
		return err
	}
	if version != formatVersion {
		return refuse("Unknown plan file format", "The plan file has format version %d, made by version %q of its program; version %d can be read, which is that of Terraform 1.x and OpenTofu 1.x. %s", version, printable(p.facts.TerraformVersion), formatVersion, viaJSON)
	}
	p.facts.FormatVersion = strconv.FormatUint(version, 10)
	p.facts.Complete = p.facts.Deferred == 0 && saysComplete && complete
	p.facts.Incomplete = p.facts.Deferred > 0 || saysComplete && !complete
	p.facts.Configured = true
	if p.facts.Errored {
		return refuse("The plan failed", "The plan is marked as errored: planning did not finish, so changes are missing. Mend what `terraform plan` reports and plan again.")
	}
	return nil
}

func (p *Plan) addVariable(entry []byte) error {
	var name string
	var value []byte
	err := fields(entry, func(f field) error {
		switch f.number {
		case 1:
			name = string(f.bytes)
		case 2:
			value = f.bytes
		}
		return nil
	})
	p.variables[name] = value
	return err
}

// dynamicValue returns the msgpack of a DynamicValue message.
func dynamicValue(message []byte) ([]byte, error) {
	var raw []byte
	err := fields(message, func(f field) error {
		if f.number == 1 {
			raw = f.bytes
		}
		return nil
	})
	return raw, err
}

// field is one field of a message: a number or bytes, by its type.
type field struct {
	number protowire.Number
	varint uint64
	bytes  []byte
}

// fields visits a message's fields in order; the bytes are windows into it.
func fields(message []byte, visit func(field) error) error {
	for len(message) > 0 {
		number, kind, n := protowire.ConsumeTag(message)
		if n < 0 {
			return damaged("The plan's message is malformed: %v", protowire.ParseError(n))
		}
		message = message[n:]
		f := field{number: number}
		switch kind {
		case protowire.VarintType:
			f.varint, n = protowire.ConsumeVarint(message)
		case protowire.BytesType:
			f.bytes, n = protowire.ConsumeBytes(message)
		default:
			n = protowire.ConsumeFieldValue(number, kind, message)
		}
		if n < 0 {
			return damaged("The plan's message is malformed at field %d: %v", number, protowire.ParseError(n))
		}
		message = message[n:]
		if err := visit(f); err != nil {
			return err
		}
	}
	return nil
}

// printable keeps what the file says about itself short and harmless in a message.
func printable(text string) string {
	if len(text) > 40 {
		text = text[:40]
	}
	clean := []byte(text)
	for i, c := range clean {
		if c < ' ' || c > '~' {
			clean[i] = '?'
		}
	}
	return string(clean)
}
