package org.conntorture.metrics;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.conntorture.metrics.MetricFamily.Type;

/** Collects what all metrics are at one moment; what comes out never changes, so that no reader sees half a step. */
final class MetricPicture {
    private final Map<MetricFamily, List<InfoDataPointSnapshot>> infos = new EnumMap<>(MetricFamily.class);
    private final Map<MetricFamily, List<CounterDataPointSnapshot>> counters = new EnumMap<>(MetricFamily.class);
    private final Map<MetricFamily, List<GaugeDataPointSnapshot>> gauges = new EnumMap<>(MetricFamily.class);
    private final Map<MetricFamily, List<HistogramDataPointSnapshot>> latencies = new EnumMap<>(MetricFamily.class);

    void info(MetricFamily family, Labels labels) {
        list(infos, family, Type.INFO).add(new InfoDataPointSnapshot(labels));
    }

    void count(MetricFamily family, Labels labels, long value) {
        list(counters, family, Type.COUNTER).add(new CounterDataPointSnapshot(value, labels, null, 0));
    }

    void gauge(MetricFamily family, Labels labels, double value) {
        list(gauges, family, Type.GAUGE).add(new GaugeDataPointSnapshot(value, labels, null));
    }

    void latency(MetricFamily family, Labels labels, LatencyBuckets latency) {
        ClassicHistogramBuckets buckets = ClassicHistogramBuckets.of(LatencyBuckets.boundsSeconds(), latency.counts());
        list(latencies, family, Type.LATENCY)
                .add(new HistogramDataPointSnapshot(buckets, latency.sumSeconds(), labels, null, 0));
    }

    private static <T> List<T> list(Map<MetricFamily, List<T>> map, MetricFamily family, Type type) {
        if (family.type() != type) {
            throw new IllegalArgumentException(family + " is of type " + family.type() + ", not " + type);
        }
        return map.computeIfAbsent(family, name -> new ArrayList<>());
    }

    MetricSnapshots snapshots() {
        List<MetricSnapshot> all = new ArrayList<>();
        infos.forEach((family, points) -> all.add(new InfoSnapshot(family.metadata(), points)));
        counters.forEach((family, points) -> all.add(new CounterSnapshot(family.metadata(), points)));
        gauges.forEach((family, points) -> all.add(new GaugeSnapshot(family.metadata(), points)));
        latencies.forEach((family, points) -> all.add(new HistogramSnapshot(family.metadata(), points)));
        return new MetricSnapshots(all);
    }
}
