package cli_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"sync"

	"github.com/rogpeppe/go-internal/testscript"
	collectormetrics "go.opentelemetry.io/proto/otlp/collector/metrics/v1"
	collectortraces "go.opentelemetry.io/proto/otlp/collector/trace/v1"
	"google.golang.org/protobuf/proto"
)

// collector listens for OpenTelemetry and writes what it hears of, a line for each
// span and metric: collector FILE
func collector(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: collector FILE")
	}
	out, err := os.Create(ts.MkAbs(args[0]))
	ts.Check(err)
	var writing sync.Mutex
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return
		}
		var traces collectortraces.ExportTraceServiceRequest
		var metrics collectormetrics.ExportMetricsServiceRequest
		if r.URL.Path == "/v1/traces" {
			err = proto.Unmarshal(body, &traces)
		} else {
			err = proto.Unmarshal(body, &metrics)
		}
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		writing.Lock()
		defer writing.Unlock()
		for _, r := range traces.ResourceSpans {
			for _, s := range r.ScopeSpans {
				for _, span := range s.Spans {
					fmt.Fprintf(out, "span %s %s\n", span.Name, span.Status.GetCode())
				}
			}
		}
		for _, r := range metrics.ResourceMetrics {
			for _, s := range r.ScopeMetrics {
				for _, m := range s.Metrics {
					for _, point := range m.GetSum().GetDataPoints() {
						fmt.Fprintf(out, "metric %s %s %d\n", m.Name, point.Attributes[0].Value.GetStringValue(), point.GetAsInt())
					}
				}
			}
		}
	}))
	ts.Defer(func() {
		server.Close()
		_ = out.Close()
	})
	ts.Setenv("OTEL_EXPORTER_OTLP_ENDPOINT", server.URL)
}
