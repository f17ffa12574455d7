package telemetry_test

import (
	"context"
	"encoding/hex"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.opentelemetry.io/otel/attribute"
	collectormetrics "go.opentelemetry.io/proto/otlp/collector/metrics/v1"
	collectortraces "go.opentelemetry.io/proto/otlp/collector/trace/v1"
	traces "go.opentelemetry.io/proto/otlp/trace/v1"
	"google.golang.org/protobuf/proto"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/system"
	"github.com/nhi-governance/terraform-provider-nhi/internal/telemetry"
)

// collector is what listens for OTLP over HTTP.
type collector struct {
	*httptest.Server
	mu      sync.Mutex
	traces  []*traces.ResourceSpans
	metrics []string // names
	bytes   []byte   // all that was sent
}

func newCollector(t *testing.T) *collector {
	t.Helper()
	c := &collector{}
	c.Server = httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		c.mu.Lock()
		defer c.mu.Unlock()
		c.bytes = append(c.bytes, body...)
		switch r.URL.Path {
		case "/v1/traces":
			var request collectortraces.ExportTraceServiceRequest
			if err := proto.Unmarshal(body, &request); err != nil {
				t.Error(err)
			}
			c.traces = append(c.traces, request.ResourceSpans...)
		case "/v1/metrics":
			var request collectormetrics.ExportMetricsServiceRequest
			if err := proto.Unmarshal(body, &request); err != nil {
				t.Error(err)
			}
			for _, r := range request.ResourceMetrics {
				for _, s := range r.ScopeMetrics {
					for _, m := range s.Metrics {
						c.metrics = append(c.metrics, m.Name)
					}
				}
			}
		default:
			t.Error("unexpected", r.URL.Path)
		}
	}))
	t.Cleanup(c.Close)
	return c
}

// spans are the spans by name, each with its parent's and how it ended.
func (c *collector) spans() map[string]string {
	names, all := map[string]string{}, map[string]string{}
	each := func(visit func(*traces.Span)) {
		for _, r := range c.traces {
			for _, s := range r.ScopeSpans {
				for _, span := range s.Spans {
					visit(span)
				}
			}
		}
	}
	each(func(s *traces.Span) { names[string(s.SpanId)] = s.Name })
	each(func(s *traces.Span) {
		all[s.Name] = names[string(s.ParentSpanId)] + " " + s.Status.GetCode().String() + " " + s.Status.GetMessage()
	})
	return all
}

// The providers of OpenTelemetry are the process's, so each case is a process.
const child = "NHI_TEST_TELEMETRY"

func TestMain(m *testing.M) {
	if os.Getenv(child) == "" {
		os.Exit(m.Run())
	}
	ctx, stop, err := telemetry.Start(context.Background(), "nhi reconcile", "1.2.3", os.LookupEnv)
	if err != nil {
		_, _ = io.WriteString(os.Stderr, err.Error())
	}
	s := telemetry.System(broken{}, governance.System{Name: "directory", Kind: governance.SystemLDAP})
	_ = s.Grant(ctx, system.Membership{Account: "svc-backup", Privilege: "admin"})
	_, _ = s.Observe(ctx)
	telemetry.Count(ctx, "nhi.reconcile.actions", 3, attribute.String("nhi.action", "revoke"))
	if err := stop(nil); err != nil {
		_, _ = io.WriteString(os.Stderr, err.Error())
	}
	os.Exit(0)
}

// broken refuses to grant.
type broken struct{ system.System }

func (broken) Grant(context.Context, system.Membership) error {
	return errors.New("the directory refuses")
}

func (broken) Observe(context.Context, ...string) (system.Observation, error) {
	return system.Observation{}, nil
}

// run is the child with the variables, and what it says.
func run(t *testing.T, variables ...string) string {
	t.Helper()
	command := exec.Command(os.Args[0], "--register", "postgresql://nhi:canary-argument@localhost/nhi")
	command.Env = append([]string{child + "=1", "NHI_REGISTER=postgresql://nhi:canary-variable@localhost/nhi"}, variables...)
	said, err := command.CombinedOutput()
	if err != nil {
		t.Fatal(err, string(said))
	}
	return string(said)
}

func TestACollectorHearsOfACommandAndItsSystems(t *testing.T) {
	t.Parallel()
	c := newCollector(t)
	const trace, parent = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"
	if said := run(t, "OTEL_EXPORTER_OTLP_ENDPOINT="+c.URL, "TRACEPARENT=00-"+trace+"-"+parent+"-01", "OTEL_RESOURCE_ATTRIBUTES=deployment.environment.name=ci"); said != "" {
		t.Error(said)
	}
	want := map[string]string{
		"nhi reconcile":  " STATUS_CODE_UNSET ",
		"system.grant":   "nhi reconcile STATUS_CODE_ERROR the directory refuses",
		"system.observe": "nhi reconcile STATUS_CODE_UNSET ",
	}
	if diff := cmp.Diff(want, c.spans()); diff != "" {
		t.Errorf("spans (-want +got):\n%s", diff)
	}
	about := map[string]string{}
	for _, a := range c.traces[0].Resource.Attributes {
		if !strings.HasPrefix(a.Key, "telemetry.sdk.") {
			about[a.Key] = a.Value.GetStringValue()
		}
	}
	if diff := cmp.Diff(map[string]string{"service.name": "nhi", "service.version": "1.2.3", "deployment.environment.name": "ci"}, about); diff != "" {
		t.Errorf("resource (-want +got):\n%s", diff)
	}
	for _, s := range c.traces[0].ScopeSpans[0].Spans {
		if got := hex.EncodeToString(s.TraceId); got != trace {
			t.Errorf("%s is of the trace %s", s.Name, got)
		}
		if s.Name == "nhi reconcile" && hex.EncodeToString(s.ParentSpanId) != parent {
			t.Errorf("the command is a part of %s", hex.EncodeToString(s.ParentSpanId))
		}
	}
	slices.Sort(c.metrics)
	if diff := cmp.Diff([]string{"nhi.operation.duration", "nhi.reconcile.actions"}, c.metrics); diff != "" {
		t.Errorf("metrics (-want +got):\n%s", diff)
	}
	if strings.Contains(string(c.bytes), "canary") {
		t.Error("an argument or a variable of the process was sent")
	}
}

func TestOnlyTheStandardVariablesTurnItOn(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		variables       []string // with URL for the collector's
		traces, metrics bool
		said            string
	}{
		"nothing":       {},
		"disabled":      {variables: []string{"OTEL_EXPORTER_OTLP_ENDPOINT=URL", "OTEL_SDK_DISABLED=true"}},
		"traces alone":  {variables: []string{"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=URL/v1/traces"}, traces: true},
		"metrics alone": {variables: []string{"OTEL_EXPORTER_OTLP_ENDPOINT=URL", "OTEL_TRACES_EXPORTER=none"}, metrics: true},
		"asked for":     {variables: []string{"OTEL_TRACES_EXPORTER=otlp", "OTEL_EXPORTER_OTLP_ENDPOINT=URL", "OTEL_METRICS_EXPORTER=none"}, traces: true},
		"other format":  {variables: []string{"OTEL_TRACES_EXPORTER=zipkin", "OTEL_EXPORTER_OTLP_ENDPOINT=URL"}, said: `OTEL_TRACES_EXPORTER is "zipkin", and nhi has otlp and none`},
		"grpc":          {variables: []string{"OTEL_EXPORTER_OTLP_PROTOCOL=grpc", "OTEL_EXPORTER_OTLP_ENDPOINT=URL"}, said: `OTEL_EXPORTER_OTLP_PROTOCOL is "grpc", and nhi speaks http/protobuf alone`},
		"nobody there":  {variables: []string{"OTEL_TRACES_EXPORTER=otlp", "OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:1"}, said: "connection refused"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newCollector(t)
			variables := slices.Clone(test.variables)
			for i := range variables {
				variables[i] = strings.Replace(variables[i], "URL", c.URL, 1)
			}
			began := time.Now()
			said := run(t, variables...)
			if took := time.Since(began); took > 15*time.Second {
				t.Errorf("it took %s", took)
			}
			if (test.said == "") != (said == "") || !strings.Contains(said, test.said) {
				t.Errorf("said %q, want %q", said, test.said)
			}
			if (len(c.traces) > 0) != test.traces || (len(c.metrics) > 0) != test.metrics {
				t.Errorf("traces %d, metrics %d; want %t and %t", len(c.traces), len(c.metrics), test.traces, test.metrics)
			}
		})
	}
}
