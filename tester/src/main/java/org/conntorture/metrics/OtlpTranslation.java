package org.conntorture.metrics;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.SummaryPointData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableDoublePointData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableGaugeData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableHistogramData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableHistogramPointData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableMetricData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableSumData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableSummaryData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableSummaryPointData;
import io.opentelemetry.sdk.resources.Resource;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Label;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Puts the metrics of a run into the words of OpenTelemetry, under the same names: a Prometheus that takes OTLP adds
 * {@code _total} to sums. Counts are cumulative since the start of the run.
 *
 * @param startNs start of the run, nanoseconds since 1970; so is {@code nowNs}
 */
record OtlpTranslation(Resource resource, InstrumentationScopeInfo scope, long startNs, long nowNs) {
    Collection<MetricData> of(MetricSnapshots metrics) {
        return metrics.stream().map(this::of).toList();
    }

    private MetricData of(MetricSnapshot metric) {
        if (metric instanceof CounterSnapshot counter) {
            List<DoublePointData> points = counter.getDataPoints().stream()
                    .map(point -> point(point.getLabels(), point.getValue()))
                    .toList();
            return ImmutableMetricData.createDoubleSum(
                    resource,
                    scope,
                    name(metric),
                    help(metric),
                    "",
                    ImmutableSumData.create(true, AggregationTemporality.CUMULATIVE, points));
        }
        if (metric instanceof HistogramSnapshot histogram) {
            List<HistogramPointData> points =
                    histogram.getDataPoints().stream().map(this::point).toList();
            return ImmutableMetricData.createDoubleHistogram(
                    resource,
                    scope,
                    name(metric),
                    help(metric),
                    unit(metric),
                    ImmutableHistogramData.create(AggregationTemporality.CUMULATIVE, points));
        }
        if (metric instanceof SummarySnapshot summary) {
            List<SummaryPointData> points =
                    summary.getDataPoints().stream().map(this::point).toList();
            return ImmutableMetricData.createDoubleSummary(
                    resource, scope, name(metric), help(metric), unit(metric), ImmutableSummaryData.create(points));
        }
        return gauge(metric);
    }

    private MetricData gauge(MetricSnapshot metric) {
        if (metric instanceof InfoSnapshot info) {
            List<DoublePointData> points = info.getDataPoints().stream()
                    .map(point -> point(point.getLabels(), 1))
                    .toList();
            return gauge(metric, name(metric) + "_info", points);
        }
        List<DoublePointData> points = ((GaugeSnapshot) metric)
                .getDataPoints().stream()
                        .map(point -> point(point.getLabels(), point.getValue()))
                        .toList();
        return gauge(metric, name(metric), points);
    }

    private MetricData gauge(MetricSnapshot metric, String name, List<DoublePointData> points) {
        return ImmutableMetricData.createDoubleGauge(
                resource, scope, name, help(metric), unit(metric), ImmutableGaugeData.create(points));
    }

    private static String name(MetricSnapshot metric) {
        return metric.getMetadata().getName();
    }

    private static String help(MetricSnapshot metric) {
        return metric.getMetadata().getHelp();
    }

    private static String unit(MetricSnapshot metric) {
        return metric.getMetadata().hasUnit() ? "s" : "";
    }

    private DoublePointData point(Labels labels, double value) {
        return ImmutableDoublePointData.create(startNs, nowNs, attributes(labels), value);
    }

    private HistogramPointData point(HistogramDataPointSnapshot point) {
        ClassicHistogramBuckets buckets = point.getClassicBuckets();
        // The last bound is infinite, which OTLP leaves out.
        List<Double> bounds = IntStream.range(0, buckets.size() - 1)
                .mapToObj(buckets::getUpperBound)
                .toList();
        List<Long> counts =
                IntStream.range(0, buckets.size()).mapToObj(buckets::getCount).toList();
        return ImmutableHistogramPointData.create(
                startNs, nowNs, attributes(point.getLabels()), point.getSum(), false, 0, false, 0, bounds, counts);
    }

    private SummaryPointData point(SummaryDataPointSnapshot point) {
        return ImmutableSummaryPointData.create(
                startNs, nowNs, attributes(point.getLabels()), point.getCount(), point.getSum(), List.of());
    }

    private static Attributes attributes(Labels labels) {
        AttributesBuilder attributes = Attributes.builder();
        for (Label label : labels) {
            attributes.put(label.getName(), label.getValue());
        }
        return attributes.build();
    }
}
