package org.conntorture.cli;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.conntorture.plan.CloseMode;
import org.conntorture.plan.LoadSettings;
import org.conntorture.plan.Payload;
import org.conntorture.plan.Quantity;
import org.conntorture.plan.Setting;
import org.conntorture.plan.Sources;
import org.conntorture.plan.Stage;
import org.conntorture.plan.TransportChoice;
import org.conntorture.plan.Workload;
import org.conntorture.scenario.PayloadFile;
import org.conntorture.scenario.SourceParser;
import org.conntorture.scenario.StageReader;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/**
 * The options that shape the load; each replaces the scenario's value and has its name. An option that was called
 * otherwise still works by its old name, which the help does not show.
 */
final class LoadOptions {
    @Option(
            names = {"-n", "--attempts"},
            paramLabel = "COUNT",
            converter = Count.class,
            description = "end after COUNT attempts per target: 61000, 5M (5,000,000)")
    private Long attempts;

    @Option(
            names = {"-d", "--duration"},
            paramLabel = "TIME",
            converter = Time.class,
            description = "end after TIME of load per target: 30s, 5m (five minutes)")
    private Duration duration;

    @Option(
            names = "--failures",
            paramLabel = "COUNT",
            converter = Count.class,
            description = "end a target's load at its COUNT-th failure")
    private Long failures;

    @Option(names = "--until-failures", hidden = true, converter = Count.class)
    private Long untilFailures;

    @Option(
            names = {"-c", "--workers"},
            paramLabel = "COUNT",
            converter = Number.class,
            description = "each has one connection at a time (default 5)")
    private Integer workers;

    @Option(names = "--connections", hidden = true, converter = Number.class)
    private Integer connections;

    @Option(
            names = {"-t", "--threads"},
            paramLabel = "COUNT",
            converter = Number.class,
            description = "event loops (default: one for 64 workers, at most the cores)")
    private Integer threads;

    @Option(
            names = {"-R", "--rate"},
            paramLabel = "RATE",
            converter = Rate.class,
            description = "start RATE attempts per second, however long each takes (default: as fast as they end)")
    private Double rate;

    @Option(
            names = "--rounds",
            paramLabel = "COUNT",
            converter = Number.class,
            description = "turns of each target (default 4; 1 for targets given without a control)")
    private Integer rounds;

    @Option(
            names = "--workload",
            paramLabel = "KIND",
            description =
                    "echo (default): write, read back, compare; reply: write, read the first bytes of any reply (--payload"
                            + " '' lets the server speak first); close: write and close; connect: connect and close;"
                            + " eof: write, half-close, and the server must close; request: HTTP, for http:// targets")
    private Workload.Kind workload;

    @ArgGroup
    private PayloadOptions payload;

    @Option(
            names = "--expect-reply",
            paramLabel = "TEXT",
            description =
                    "of --workload reply: begin with TEXT, with the bytes of hex:2b4f4b, or match regex:EXPRESSION"
                            + " (default: any but a refusal)")
    private String expectReply;

    /** Three ways to say what is written. */
    static final class PayloadOptions {
        @Option(names = "--payload", paramLabel = "TEXT", description = "write TEXT (default 'hello' and a line break)")
        private String text;

        @Option(
                names = "--payload-size",
                paramLabel = "SIZE",
                converter = Size.class,
                description = "write SIZE bytes: 512, 4k, 1M")
        private Long size;

        @Option(names = "--payload-file", paramLabel = "FILE", description = "write the content of FILE")
        private Path file;

        Payload payload() {
            if (text != null) {
                return Payload.ofText(text);
            }
            return size != null ? Payload.ofSize(size) : PayloadFile.read(file);
        }
    }

    @Option(
            names = "--close",
            paramLabel = "MODE",
            converter = Mode.class,
            description =
                    "fin (default); rst; half-close: FIN, then the server must close (of reply behind the request, as nc does);"
                            + " server: wait for its close;"
                            + " abandon: leave once the request is written; keep: hold idle, use once more")
    private CloseMode close;

    @Option(
            names = "--burst",
            paramLabel = "COUNT/TIME",
            converter = Burst.class,
            description = "start COUNT attempts at once, again after each TIME: 500/1s")
    private Stage burst;

    @Mixin
    private ProtocolOptions protocol;

    @Option(names = "--transport", paramLabel = "NAME", description = "auto (default), io_uring, epoll or nio")
    private TransportChoice transport;

    @Option(names = "--connect-timeout", paramLabel = "TIME", converter = Time.class, description = "default 10s")
    private Duration connectTimeout;

    @Option(
            names = "--reply-timeout",
            paramLabel = "TIME",
            converter = Time.class,
            description = "from connected to the end of the reply, default 5s")
    private Duration replyTimeout;

    @Option(names = "--timeout", hidden = true, converter = Time.class)
    private Duration timeout;

    @Option(
            names = "--close-timeout",
            paramLabel = "TIME",
            converter = Time.class,
            description = "for the server's close where --close waits for it, default 5s")
    private Duration closeTimeout;

    @Option(
            names = "--warmup",
            paramLabel = "TIME",
            converter = Time.class,
            description =
                    "start of each turn whose latencies are not recorded, default 1s; at most a tenth of the turn")
    private Duration warmup;

    @Option(
            names = "--source",
            paramLabel = "ADDRESS",
            split = ",",
            description = "connect from these addresses in turn; a prefix such as 127.0.0.0/24 is all its addresses")
    private List<String> sourceAddresses = List.of();

    @Option(names = "--source-ports", paramLabel = "A-B", description = "bind the source ports A to B in turn")
    private String sourcePorts;

    /** @throws IllegalArgumentException with one sentence where an option does not say what it should */
    LoadSettings settings() {
        return LoadSettings.builder()
                .set(Setting.ATTEMPTS, attempts)
                .set(Setting.DURATION, duration)
                .set(Setting.FAILURES, untilFailures)
                .set(Setting.FAILURES, failures)
                .set(Setting.WORKERS, connections)
                .set(Setting.WORKERS, workers)
                .set(Setting.THREADS, threads)
                .set(Setting.RATE, rate)
                .set(Setting.ROUNDS, rounds)
                .set(Setting.WORKLOAD, workload)
                .set(Setting.EXPECT_REPLY, expectReply)
                .set(Setting.CLOSE, close)
                .set(Setting.STAGES, burst == null ? null : List.of(burst))
                .set(Setting.TRANSPORT, transport)
                .set(Setting.CONNECT_TIMEOUT, connectTimeout)
                .set(Setting.REPLY_TIMEOUT, timeout)
                .set(Setting.REPLY_TIMEOUT, replyTimeout)
                .set(Setting.CLOSE_TIMEOUT, closeTimeout)
                .set(Setting.WARMUP, warmup)
                .set(Setting.PAYLOAD, payload == null ? null : payload.payload())
                .set(Setting.SOURCES, sources())
                .build()
                .over(protocol.settings());
    }

    private Sources sources() {
        if (sourceAddresses.isEmpty() && sourcePorts == null) {
            return null;
        }
        List<InetAddress> addresses = SourceParser.addresses(sourceAddresses);
        return SourceParser.sources(addresses, sourcePorts);
    }

    /** Reads a unit and lets picocli name the option in front of the sentence. */
    abstract static class Unit<T> implements ITypeConverter<T> {
        @Override
        public T convert(String text) {
            try {
                return parse(text);
            } catch (IllegalArgumentException wrong) {
                throw new TypeConversionException(wrong.getMessage());
            }
        }

        abstract T parse(String text);
    }

    static final class Count extends Unit<Long> {
        @Override
        Long parse(String text) {
            return Quantity.count(text);
        }
    }

    static final class Number extends Unit<Integer> {
        @Override
        Integer parse(String text) {
            long number = Quantity.count(text);
            if (number > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("must be at most " + Integer.MAX_VALUE + ", was '" + text + "'");
            }
            return (int) number;
        }
    }

    static final class Size extends Unit<Long> {
        @Override
        Long parse(String text) {
            return Quantity.size(text);
        }
    }

    static final class Rate extends Unit<Double> {
        @Override
        Double parse(String text) {
            double rate = Quantity.rate(text);
            if (rate <= 0) {
                throw new IllegalArgumentException("rate must be above 0, was '" + text + "'");
            }
            return rate;
        }
    }

    static final class Mode extends Unit<CloseMode> {
        @Override
        CloseMode parse(String text) {
            try {
                return CloseMode.ofId(text);
            } catch (IllegalArgumentException unknown) {
                throw new IllegalArgumentException("'" + text + "' is none of "
                        + Arrays.stream(CloseMode.values()).map(CloseMode::id).collect(Collectors.joining(", ")));
            }
        }
    }

    static final class Burst extends Unit<Stage> {
        @Override
        Stage parse(String text) {
            return StageReader.burst(text, Stage.ENDLESS);
        }
    }

    static final class Time extends Unit<Duration> {
        @Override
        Duration parse(String text) {
            return Quantity.duration(text);
        }
    }
}
