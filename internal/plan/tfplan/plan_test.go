package tfplan_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/vmihailenco/msgpack/v5"
	"github.com/zclconf/go-cty/cty"
	"google.golang.org/protobuf/encoding/protowire"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
	"github.com/nhi-governance/terraform-provider-nhi/internal/hostile"
	"github.com/nhi-governance/terraform-provider-nhi/internal/plan"
	"github.com/nhi-governance/terraform-provider-nhi/internal/plan/plantest"
	"github.com/nhi-governance/terraform-provider-nhi/internal/plan/tfplan"
)

const operations = "../testdata/operations/tfplan"

func TestFacts(t *testing.T) {
	t.Parallel()
	p := open(t, operations)
	want := plan.Facts{FormatVersion: "3", TerraformVersion: "1.11.4", Complete: true, Configured: true}
	if diff := cmp.Diff(want, p.Facts()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if p.Timestamp == "" {
		t.Error("the plan has no timestamp")
	}
}

// Only the named attributes are there, and their values are those of all.
func TestNamesNarrow(t *testing.T) {
	t.Parallel()
	for c, err := range open(t, "../testdata/aws-create/tfplan").Changes() {
		if err != nil {
			t.Fatal(err)
		}
		whole, err := c.After.Value(change.AllNames)
		if err != nil {
			t.Fatal(err)
		}
		got, err := c.After.Value(change.NamesOf("policy", "tags", "no_such"))
		if err != nil {
			t.Fatal(err)
		}
		want, err := change.Known(whole).Value(change.NamesOf("policy", "tags", "no_such"))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got, plantest.ByValue); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.Address, diff)
		}
	}
}

func TestVariables(t *testing.T) {
	t.Parallel()
	got, err := open(t, operations).Variables()
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]cty.Value{"given": cty.ObjectVal(map[string]cty.Value{
		"name": cty.StringVal("n"), "size": cty.NumberIntVal(3),
	})}
	if diff := cmp.Diff(want, got, plantest.ByValue); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestDataRead(t *testing.T) {
	t.Parallel()
	read, err := open(t, "../testdata/data-read/tfplan").DataRead()
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]cty.Value{}
	for _, c := range read {
		value, err := c.After.Value(change.NamesOf("backend", "config", "defaults", "workspace"))
		if err != nil {
			t.Fatal(err)
		}
		got[c.Address] = value
	}
	of := func(region string) cty.Value {
		return cty.ObjectVal(map[string]cty.Value{
			"backend":   cty.StringVal("local"),
			"config":    cty.ObjectVal(map[string]cty.Value{"path": cty.StringVal("./" + region + ".tfstate")}),
			"defaults":  cty.ObjectVal(map[string]cty.Value{"token": cty.StringVal("canary-data-2719")}).Mark(change.Sensitive),
			"workspace": cty.NullVal(cty.DynamicPseudoType),
		})
	}
	want := map[string]cty.Value{
		`data.terraform_remote_state.network["eu"]`: of("eu"),
		`data.terraform_remote_state.network["us"]`: of("us"),
	}
	if diff := cmp.Diff(want, got, plantest.ByValue); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestOutputs(t *testing.T) {
	t.Parallel()
	outputs, err := open(t, operations).Outputs()
	if err != nil {
		t.Fatal(err)
	}
	type output struct {
		Action        change.Action
		Before, After cty.Value
		Sensitive     bool
	}
	got := map[string]output{}
	for _, o := range outputs {
		before, err := o.Before.Value(change.AllNames)
		if err != nil {
			t.Fatal(err)
		}
		after, err := o.After.Value(change.AllNames)
		if err != nil {
			t.Fatal(err)
		}
		got[o.Name] = output{o.Action, before, after, o.Sensitive}
	}
	null, same := cty.NullVal(cty.DynamicPseudoType), cty.TupleVal([]cty.Value{cty.NumberIntVal(1), cty.StringVal("two")})
	want := map[string]output{
		"changed": {change.Update, cty.StringVal("one"), cty.DynamicVal.Mark(change.Origin{Address: "output.changed"}), false},
		"removed": {change.Delete, cty.ObjectVal(map[string]cty.Value{"a": cty.NumberIntVal(1)}), null, false},
		"same":    {change.NoOp, same, same, false},
		"secret": {change.Create, null, cty.ObjectVal(map[string]cty.Value{
			"token": cty.StringVal("canary-1b4f0e98").Mark(change.Sensitive),
		}), true},
	}
	if diff := cmp.Diff(want, got, plantest.ByValue); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestChecks(t *testing.T) {
	t.Parallel()
	got, err := open(t, operations).Checks()
	if err != nil {
		t.Fatal(err)
	}
	want := []tfplan.Check{{Address: "check.size", Kind: "check", Status: "fail", Problems: []string{"The size is small."}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestConfiguration(t *testing.T) {
	t.Parallel()
	sources := open(t, operations).Configuration()
	got, err := fs.Glob(sources, "m-*/*.tf")
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"m-/main.tf", "m-inner/main.tf"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	main, err := fs.ReadFile(sources, "m-/main.tf")
	if err != nil || !strings.Contains(string(main), `resource "terraform_data" "created"`) {
		t.Errorf("m-/main.tf reads %q, %v", main, err)
	}
	if _, err := fs.ReadFile(sources, "m-/none.tf"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a file that is not there: %v", err)
	}
	if _, err := fs.ReadFile(sources, "../tfplan"); err == nil {
		t.Error("a path led out of the configuration")
	}
}

// What Terraform writes for a number that a float64 does not hold keeps its
// digits where the plan gives the type.
func TestNumbersKeepTheirDigits(t *testing.T) {
	t.Parallel()
	for c, err := range open(t, operations).Changes() {
		if err != nil {
			t.Fatal(err)
		}
		if c.Address != "terraform_data.created" {
			continue
		}
		value, err := c.After.Value(change.NamesOf("input"))
		if err != nil {
			t.Fatal(err)
		}
		want := cty.MustParseNumberVal("123456789012345678901234567890")
		if got := value.GetAttr("input").GetAttr("big"); !got.RawEquals(want) {
			t.Errorf("got %#v", got)
		}
		return
	}
	t.Error("the change is not there")
}

// What is computed from numbers is what it is when they are read as text, as the
// plan's JSON is.
func TestNumbersComputeAsThoseOfTheJSON(t *testing.T) {
	t.Parallel()
	input := planOf(t, create("a.b", pack(t, map[string]any{"int": 1, "big": uint64(1) << 63, "float": 0.5, "ten": 10})))
	p, err := tfplan.Open(bytes.NewReader(input), int64(len(input)))
	if err != nil {
		t.Fatal(err)
	}
	for c, err := range p.Changes() {
		if err != nil {
			t.Fatal(err)
		}
		value, err := c.After.Value(change.AllNames)
		if err != nil {
			t.Fatal(err)
		}
		ten := value.GetAttr("ten")
		for name, text := range map[string]string{"int": "0.1", "big": "922337203685477580.8", "float": "0.05"} {
			if got, want := value.GetAttr(name).Divide(ten), cty.MustParseNumberVal(text); got.AsBigFloat().Cmp(want.AsBigFloat()) != 0 {
				t.Errorf("%s: got %#v, want %#v", name, got, want)
			}
		}
	}
}

func TestRefusals(t *testing.T) {
	t.Parallel()
	valid := planOf(t, create("a.b", pack(t, map[string]any{"id": "x"})))
	twice := zipOf(t, map[string][]byte{"tfplan": {8, 3}}, "tfplan")
	tests := map[string]struct {
		input []byte
		want  string // in the error
	}{
		"empty":            {nil, "Empty input"},
		"text":             {[]byte("hello"), "Not a plan: This is no plan file"},
		"encrypted":        {[]byte(`{"meta":{"key_provider.pbkdf2.k":"e30="},"encrypted_data":"AAAA","encryption_version":"v0"}`), "tofu show -json"},
		"zip of something": {zipOf(t, map[string][]byte{"a": nil}), "without the entry tfplan"},
		"cut short":        {valid[:len(valid)-30], "cut short"},
		"entry twice":      {twice, `"tfplan" is there twice`},
		"version 2":        {zipOf(t, map[string][]byte{"tfplan": {8, 2}}), "terraform show -json tfplan"},
		"errored":          {zipOf(t, map[string][]byte{"tfplan": {8, 3, 160, 1, 1}}), "The plan failed"},
		"no version":       {zipOf(t, map[string][]byte{"tfplan": {}}), "format version 0"},
		"length lies":      {zipOf(t, map[string][]byte{"tfplan": {8, 3, 26, 200, 1, 0}}), "malformed at field 3"},
		"no address":       {planOf(t, create("", nil)), "none of a resource"},
		"module address":   {planOf(t, create("module.a", nil)), "none of a resource"},
		"key not closed":   {planOf(t, create(`a.b["x`, nil)), "none of a resource"},
		"action 99":        {planOf(t, changeOf("a.b", 99, pack(t, nil))), "action number 99"},
		"values missing":   {planOf(t, changeOf("a.b", 3, pack(t, nil))), `has 1 values, and its action "update" has 2`},
		"attribute twice":  {planOf(t, create("a.b", []byte("\x82\xa1a\x01\xa1a\x02"))), `attribute "a" twice`},
		"list lies":        {planOf(t, create("a.b", []byte("\x81\xa1a\xdd\x7f\xff\xff\xff"))), "claims 2147483647 elements"},
		"string lies":      {planOf(t, create("a.b", []byte("\x81\xa1a\xdb\x7f\xff\xff\xff"))), "malformed"},
		"deep":             {planOf(t, create("a.b", append([]byte("\x81\xa1a"), bytes.Repeat([]byte{0x91}, 1<<16)...))), "nested deeper"},
		"deep types":       {planOf(t, create("a.b", append([]byte("\x81\xa1a"), bytes.Repeat([]byte("\x92\xc4\x09\"dynamic\""), 1<<12)...))), "nested deeper"},
		"deep type":        {planOf(t, create("a.b", append([]byte("\x81\xa1a\x92\xc5\x10\x00"), append(bytes.Repeat([]byte{'['}, 1<<12), 0xc0)...))), "type of a value in the plan is nested"},
		"not UTF-8":        {planOf(t, create("a.b", []byte("\x81\xa1a\xa1\xff"))), "not UTF-8"},
		"not a number":     {planOf(t, create("a.b", []byte("\x81\xa1a\xcb\x7f\xf8\x00\x00\x00\x00\x00\x01"))), "A number"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			err := readAll(test.input)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want %q", err, test.want)
			}
			if input := new(plan.InputError); !errors.As(err, &input) {
				t.Errorf("%v is no InputError", err)
			}
		})
	}
}

// What is skipped is bounded as what is decoded.
func TestSkipsHostileValues(t *testing.T) {
	t.Parallel()
	deep := append([]byte("\x81\xa1a"), bytes.Repeat([]byte{0x91}, 1<<20)...)
	input := planOf(t, create("a.b", deep))
	p, err := tfplan.Open(bytes.NewReader(input), int64(len(input)))
	if err != nil {
		t.Fatal(err)
	}
	for c, err := range p.Changes() {
		if err != nil {
			t.Fatal(err)
		}
		if _, err := c.After.Value(change.NamesOf("other")); err == nil || !strings.Contains(err.Error(), "nested deeper") {
			t.Errorf("got %v", err)
		}
	}
}

func TestUnpacksWithinLimits(t *testing.T) {
	t.Parallel()
	input := zipOf(t, map[string][]byte{"tfplan": {8, 3}, "tfconfig/m-/bomb.tf": make([]byte, 64<<20)})
	p, err := tfplan.Open(bytes.NewReader(input), int64(len(input)))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := fs.ReadFile(p.Configuration(), "m-/bomb.tf"); err == nil || !strings.Contains(err.Error(), "more than 16 MiB") {
		t.Errorf("got %v", err)
	}
}

// What an archive unpacks to is limited as a whole: many entries that are within
// their own limits, and one that is beyond, whatever the file is named.
func TestBombs(t *testing.T) { // alone, as it measures
	many := map[string][]byte{"tfplan": {8, 3}}
	for i := range 40 {
		many[fmt.Sprintf("tfconfig/m-/%d.tf", i)] = bytes.Repeat([]byte(" "), 15<<20)
	}
	for name, input := range map[string][]byte{
		"many":    zipOf(t, many),
		"message": planOf(t, make([]byte, 600<<20)),
		"lying":   lying(t, planOf(t, []byte{8, 3})),
	} {
		t.Run(name, func(t *testing.T) {
			hostile.Within(t, 16<<20, func() {
				var told *plan.InputError
				if _, err := tfplan.Open(bytes.NewReader(input), int64(len(input))); !errors.As(err, &told) || !strings.Contains(told.Detail, "unpacks to more than") {
					t.Errorf("got %v", err)
				}
			})
		})
	}
}

func FuzzPlanFile(f *testing.F) {
	f.Add([]byte("\x08\x03"))
	f.Add(create("a.b[0]", []byte("\x82\xa1a\xd4\x00\x00\xa1b\xc7\x03\x0c\x81\x01\xc2")))
	for _, path := range []string{operations, "../testdata/aws-change/tfplan"} {
		z, err := zip.OpenReader(path)
		if err != nil {
			f.Fatal(err)
		}
		message, err := fs.ReadFile(z, "tfplan")
		if err != nil {
			f.Fatal(err)
		}
		f.Add(message)
		for quarter := 1; quarter < 4; quarter++ {
			f.Add(message[:len(message)*quarter/4])
		}
		z.Close()
	}
	for _, value := range hostileValues {
		f.Add(create("a.b", []byte(value)))
		f.Add(create("a.b", []byte("\x82\xa1a"+value+"\xa1b\x01")))
	}
	f.Fuzz(func(t *testing.T, message []byte) {
		input := zipOf(t, map[string][]byte{"tfplan": message})
		hostile.Within(t, 64<<20, func() { _ = readAll(input) })
	})
}

// hostileValues are values in msgpack that lie about their length, nest deeply,
// say something twice, are no UTF-8, or are numbers of nobody.
var hostileValues = []string{
	"", "\xc1", "\x81", "\xdf\xff\xff\xff\xff", "\xdd\xff\xff\xff\xff", "\xdb\xff\xff\xff\xff", "\xc6\xff\xff\xff\xff", "\xc9\xff\xff\xff\xff\x0c",
	"\x81\xa1a\xdd\x00\xff\xff\xff\xc0", "\x81\xa1a\xdb\x00\x00\x00\xffshort", "\x81\xa1a\xc7\xff\x0c", "\x81\xa1a\xd4\x00\x00",
	strings.Repeat("\x91", 20_000), strings.Repeat("\x81\xa1a", 20_000), strings.Repeat("\xdd\xff\xff\xff\xff", 2_000),
	"\x82\xa1a\x01\xa1a\x02", "\x81\xa1a\xa2\xff\xfe", "\x81\xa1\xff\x01",
	"\x81\xa1a\xcb\x7f\xf8\x00\x00\x00\x00\x00\x01", "\x81\xa1a\xcb\x7f\xf0\x00\x00\x00\x00\x00\x00", "\x81\xa1a\xcf\xff\xff\xff\xff\xff\xff\xff\xff",
	"\x81\xa1a\xda\x13\x88" + strings.Repeat("9", 5000),
	"\x81\xa1a\xc7\x0c\x0c\x81\x02\xdf\xff\xff\xff\xff\x00\x00\x00\x00\x00", "\x92\xc4\x08\"string\"\xa1x",
}

func FuzzArchive(f *testing.F) {
	whole := zipOf(f, map[string][]byte{"tfplan": {8, 3}, "tfconfig/modules.json": []byte("[]")})
	f.Add(whole)
	for quarter := 1; quarter < 4; quarter++ {
		f.Add(whole[:len(whole)*quarter/4])
	}
	f.Add(zipOf(f, map[string][]byte{"tfplan": make([]byte, 1<<20), "tfconfig/m-/a.tf": make([]byte, 1<<20)}))
	f.Add(zipOf(f, map[string][]byte{"tfplan": {8, 3}, "../../etc/passwd": nil, "/tfplan": nil, "tfconfig/m-/../x.tf": nil, "tfconfig/": nil}))
	f.Add(lying(f, whole))
	f.Fuzz(func(t *testing.T, input []byte) {
		hostile.Within(t, 512<<20, func() { _ = readAll(input) })
	})
}

// lying is the archive with sizes in its directory that are not those of the
// entries.
func lying(t testing.TB, whole []byte) []byte {
	t.Helper()
	directory := bytes.Index(whole, []byte("PK\x01\x02"))
	if directory < 0 {
		t.Fatal("the zip has no directory")
	}
	lies := bytes.Clone(whole)
	copy(lies[directory+20:], "\xff\xff\xff\x7f\xff\xff\xff\x7f") // compressed, uncompressed
	return lies
}

// readAll reads everything that a plan file has, to its first error.
func readAll(input []byte) error {
	p, err := tfplan.Open(bytes.NewReader(input), int64(len(input)))
	if err != nil {
		return err
	}
	for c, err := range p.Changes() {
		if err != nil {
			return err
		}
		for _, side := range []change.Object{c.Before, c.After} {
			if _, err := side.Value(change.NamesOf("id")); err != nil {
				return err
			}
			if _, err := side.Value(change.AllNames); err != nil {
				return err
			}
		}
	}
	if _, err := p.Outputs(); err != nil {
		return err
	}
	if _, err := p.Checks(); err != nil {
		return err
	}
	if _, err := p.DataRead(); err != nil {
		return err
	}
	if _, err := p.Variables(); err != nil {
		return err
	}
	return fs.WalkDir(p.Configuration(), ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		_, err = fs.ReadFile(p.Configuration(), path)
		return err
	})
}

// zipOf packs entries, and those named again a second time.
func zipOf(t testing.TB, entries map[string][]byte, again ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	add := func(name string) {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(entries[name]); err != nil {
			t.Fatal(err)
		}
	}
	for name := range entries {
		add(name)
	}
	for _, name := range again {
		add(name)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func planOf(t testing.TB, message []byte) []byte {
	t.Helper()
	return zipOf(t, map[string][]byte{"tfplan": message})
}

func create(address string, value []byte) []byte { return changeOf(address, 1, value) }

// changeOf writes the message of a plan with one change of one value.
func changeOf(address string, action uint64, value []byte) []byte {
	field := func(b []byte, number protowire.Number, content []byte) []byte {
		return protowire.AppendBytes(protowire.AppendTag(b, number, protowire.BytesType), content)
	}
	inner := protowire.AppendVarint(protowire.AppendTag(nil, 1, protowire.VarintType), action)
	inner = field(inner, 2, field(nil, 1, value))
	resource := field(field(nil, 9, inner), 13, []byte(address))
	return field([]byte{8, 3}, 3, resource)
}

func pack(t testing.TB, value any) []byte {
	t.Helper()
	b, err := msgpack.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
