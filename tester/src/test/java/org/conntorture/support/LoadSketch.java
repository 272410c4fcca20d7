package org.conntorture.support;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.conntorture.plan.CloseMode;
import org.conntorture.plan.ConnectionUse;
import org.conntorture.plan.Ends;
import org.conntorture.plan.Load;
import org.conntorture.plan.Payload;
import org.conntorture.plan.ProxyProtocol;
import org.conntorture.plan.Sources;
import org.conntorture.plan.Stage;
import org.conntorture.plan.Tls;
import org.conntorture.plan.TransportChoice;
import org.conntorture.plan.Workload;

/** A load: five workers on one thread make one attempt, an echo in the clear, but for what a test says. */
public final class LoadSketch {
    public Workload workload = new Workload(Workload.Kind.ECHO, Payload.DEFAULT, null);
    public CloseMode closeMode = CloseMode.FIN;
    public int workers = 5;
    public int threads = 1;
    public TransportChoice transport = TransportChoice.AUTO;
    public double rate;
    public Ends ends = new Ends(1, null, 0);
    public Duration warmup = Duration.ZERO;
    public Duration connectTimeout = Duration.ofSeconds(10);
    public Duration replyTimeout = Duration.ofSeconds(5);
    public Sources sources = Sources.KERNEL;
    public int requestsPerConnection = 1;
    public Duration hold = ConnectionUse.HOLD;
    public Duration closeTimeout = ConnectionUse.CLOSE_TIMEOUT;
    public Tls tls;
    public ProxyProtocol proxyProtocol = ProxyProtocol.NONE;
    public List<Stage> stages = List.of();

    public static Load of(Consumer<LoadSketch> change) {
        LoadSketch sketch = new LoadSketch();
        change.accept(sketch);
        return sketch.build();
    }

    public void workload(Workload.Kind kind, Payload payload) {
        workload = new Workload(kind, payload, null);
    }

    public void echo(int bytes) {
        workload(Workload.Kind.ECHO, Payload.ofSize(bytes));
    }

    public void request(Workload.Http http, Payload body) {
        workload = new Workload(Workload.Kind.REQUEST, body, http);
    }

    public void request(String path, int status) {
        request(new Workload.Http(path, status), Payload.NONE);
    }

    public void attempts(long number) {
        ends = new Ends(number, null, 0);
    }

    public void duration(Duration length) {
        ends = new Ends(0, length, 0);
    }

    public void sourcePorts(int first, int last) {
        sources = new Sources(List.of(), first, last);
    }

    public Load build() {
        ConnectionUse use = new ConnectionUse(requestsPerConnection, hold, closeTimeout, tls, proxyProtocol);
        return new Load(
                workload,
                closeMode,
                workers,
                threads,
                transport,
                rate,
                ends,
                warmup,
                connectTimeout,
                replyTimeout,
                sources,
                use,
                stages);
    }
}
