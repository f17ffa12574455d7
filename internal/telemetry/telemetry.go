// Package telemetry tells a collector of OpenTelemetry what nhi does and how long
// it takes: traces and metrics. It is off unless the standard variables of the
// environment say where a collector is, and costs nothing then.
package telemetry

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/exporters/otlp/otlpmetric/otlpmetrichttp"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	api "go.opentelemetry.io/otel/metric"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/resource"
	"go.opentelemetry.io/otel/sdk/trace"
)

const name = "github.com/nhi-governance/terraform-provider-nhi"

// patience is for the last of what is to be sent at the end: a collector that does
// not answer holds nobody up.
const patience = 5 * time.Second

// Start begins to tell of a command, where the environment says to whom; stop says
// how it ended and sends the rest. Both return what was not told and why, which is
// no reason for a command to fail. A trace that the caller began, such as a CI job
// that sets TRACEPARENT, goes on.
func Start(ctx context.Context, command, version string, getenv func(string) (string, bool)) (_ context.Context, stop func(error) error, err error) {
	silent := func(error) error { return nil }
	traces, tracesErr := wanted(getenv, "TRACES")
	metrics, metricsErr := wanted(getenv, "METRICS")
	if err := errors.Join(tracesErr, metricsErr); err != nil || !traces && !metrics {
		return ctx, silent, err
	}
	// Nothing of the process is detected: its arguments may hold a secret.
	about, err := resource.New(ctx, resource.WithTelemetrySDK(),
		resource.WithAttributes(attribute.String("service.name", "nhi"), attribute.String("service.version", version)),
		resource.WithFromEnv())
	if err != nil {
		return ctx, silent, err
	}
	var losses losses
	otel.SetErrorHandler(&losses)
	var shutdowns []func(context.Context) error
	if traces {
		exporter, err := otlptracehttp.New(ctx)
		if err != nil {
			return ctx, silent, err
		}
		provider := trace.NewTracerProvider(trace.WithBatcher(exporter), trace.WithResource(about))
		otel.SetTracerProvider(provider)
		shutdowns = append(shutdowns, provider.Shutdown)
	}
	if metrics {
		exporter, err := otlpmetrichttp.New(ctx)
		if err != nil {
			return ctx, silent, err
		}
		provider := metric.NewMeterProvider(metric.WithReader(metric.NewPeriodicReader(exporter)), metric.WithResource(about))
		otel.SetMeterProvider(provider)
		shutdowns = append(shutdowns, provider.Shutdown)
	}
	ctx, end := Span(propagation.TraceContext{}.Extract(ctx, environment{getenv}), command)
	return ctx, func(err error) error {
		end(err)
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), patience)
		defer cancel()
		for _, shutdown := range shutdowns {
			if err := shutdown(ctx); err != nil {
				losses.Handle(err)
			}
		}
		return losses.joined()
	}, nil
}

// losses are the errors of exporters, each once.
type losses struct {
	mu     sync.Mutex
	errors []error
}

func (l *losses) Handle(err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, known := range l.errors {
		if known.Error() == err.Error() {
			return
		}
	}
	l.errors = append(l.errors, err)
}

func (l *losses) joined() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return errors.Join(l.errors...)
}

// wanted reports whether a signal is to be sent, by the variables that
// OpenTelemetry specifies for every SDK.
func wanted(getenv func(string) (string, bool), signal string) (bool, error) {
	value := func(name string) string {
		text, _ := getenv(name)
		return strings.TrimSpace(text)
	}
	first := func(names ...string) (string, string) {
		for _, name := range names {
			if text := value(name); text != "" {
				return name, text
			}
		}
		return "", ""
	}
	if strings.EqualFold(value("OTEL_SDK_DISABLED"), "true") {
		return false, nil
	}
	_, endpoint := first("OTEL_EXPORTER_OTLP_"+signal+"_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT")
	switch exporter := value("OTEL_" + signal + "_EXPORTER"); exporter {
	case "none":
		return false, nil
	case "otlp":
	case "":
		if endpoint == "" {
			return false, nil
		}
	default:
		return false, fmt.Errorf("OTEL_%s_EXPORTER is %q, and nhi has otlp and none", signal, exporter)
	}
	if variable, protocol := first("OTEL_EXPORTER_OTLP_"+signal+"_PROTOCOL", "OTEL_EXPORTER_OTLP_PROTOCOL"); protocol != "" && protocol != "http/protobuf" {
		return false, fmt.Errorf("%s is %q, and nhi speaks http/protobuf alone; collectors listen for it on port 4318", variable, protocol)
	}
	return true, nil
}

// environment is the caller's trace, in the variables that carry it.
type environment struct {
	getenv func(string) (string, bool)
}

func (e environment) Get(key string) string {
	value, _ := e.getenv(strings.ToUpper(key))
	return value
}
func (e environment) Set(string, string) {}
func (e environment) Keys() []string     { return []string{"traceparent", "tracestate"} }

// Span begins a part of what is done; end it with the error that it ended with. How
// long it took is in the metric nhi.operation.duration as well.
func Span(ctx context.Context, operation string, attributes ...attribute.KeyValue) (_ context.Context, end func(error)) {
	began := time.Now() //nolint:forbidigo // for a duration, and no record's time
	ctx, span := otel.Tracer(name).Start(ctx, operation)
	span.SetAttributes(attributes...)
	return ctx, func(err error) {
		outcome := "ok"
		if err != nil {
			outcome = "error"
			span.SetStatus(codes.Error, err.Error())
		}
		span.End()
		histogram, metricErr := otel.Meter(name).Float64Histogram("nhi.operation.duration", api.WithUnit("s"), api.WithDescription("How long a part of what nhi does took."))
		if metricErr == nil {
			histogram.Record(ctx, time.Since(began).Seconds(), api.WithAttributes(attribute.String("nhi.operation", operation), attribute.String("nhi.outcome", outcome)))
		}
	}
}

// Count adds to a metric, whose name says of what it is the number.
func Count(ctx context.Context, metric string, n int64, attributes ...attribute.KeyValue) {
	counter, err := otel.Meter(name).Int64Counter(metric)
	if err == nil {
		counter.Add(ctx, n, api.WithAttributes(attributes...))
	}
}
