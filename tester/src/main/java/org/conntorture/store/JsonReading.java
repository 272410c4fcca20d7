package org.conntorture.store;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.conntorture.evidence.TargetEvidence;
import org.conntorture.outcome.FailureKind;
import org.conntorture.outcome.Phase;
import org.conntorture.plan.CloseMode;
import org.conntorture.plan.Origin;
import org.conntorture.plan.Payload;
import org.conntorture.plan.ProxyProtocol;
import org.conntorture.plan.Role;
import org.conntorture.plan.TransportChoice;
import org.conntorture.plan.Workload;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.module.SimpleModule;

/** The way back from the words that {@link JsonText} writes for plain values. */
final class JsonReading {
    private static final Pattern HOST_PORT = Pattern.compile("(?:\\[(.+)\\]|([^\\[\\]:]+)):([0-9]{1,5})");

    private JsonReading() {}

    static SimpleModule module() {
        SimpleModule module = new SimpleModule();
        module.addDeserializer(Duration.class, by(Duration::parse));
        module.addDeserializer(Payload.class, by(Payload::described));
        module.addDeserializer(Path.class, by(Path::of));
        module.addDeserializer(FailureKind.class, by(FailureKind::ofId));
        module.addDeserializer(Phase.class, by(Phase::ofId));
        module.addDeserializer(CloseMode.class, by(CloseMode::ofId));
        module.addDeserializer(Role.class, by(id -> Role.valueOf(upper(id))));
        module.addDeserializer(ProxyProtocol.class, by(id -> ProxyProtocol.valueOf(upper(id))));
        module.addDeserializer(TransportChoice.class, by(id -> TransportChoice.valueOf(upper(id))));
        module.addDeserializer(Workload.Kind.class, by(id -> Workload.Kind.valueOf(upper(id))));
        module.addDeserializer(InetAddress.class, by(JsonReading::literal));
        module.addDeserializer(InetSocketAddress.class, by(JsonReading::hostAndPort));
        module.addDeserializer(SocketAddress.class, by(JsonReading::address));
        module.addDeserializer(Origin.class, new OriginReading());
        module.addDeserializer(TargetEvidence.class, new EvidenceForm.Reader());
        return module;
    }

    private static String upper(String id) {
        return id.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private static <T> ValueDeserializer<T> by(Function<String, T> parse) {
        return new ValueDeserializer<>() {
            @Override
            public T deserialize(JsonParser parser, DeserializationContext context) {
                return parse.apply(parser.getString());
            }
        };
    }

    /** Each kind has a component of its own by which it is known. */
    private static final class OriginReading extends ValueDeserializer<Origin> {
        private static final Map<String, Class<? extends Origin>> KINDS = Map.of(
                "address", Origin.Address.class,
                "kind", Origin.Builtin.class,
                "command", Origin.Command.class,
                "service", Origin.Compose.class);

        @Override
        public Origin deserialize(JsonParser parser, DeserializationContext context) {
            JsonNode origin = context.readTree(parser);
            return KINDS.entrySet().stream()
                    .filter(kind -> origin.has(kind.getKey()))
                    .map(kind -> (Origin) context.readTreeAsValue(origin, kind.getValue()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("a target comes from nowhere"));
        }
    }

    static SocketAddress address(String text) {
        return text.startsWith("unix:") ? UnixDomainSocketAddress.of(text.substring(5)) : hostAndPort(text);
    }

    private static InetSocketAddress hostAndPort(String text) {
        Matcher form = HOST_PORT.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not host:port");
        }
        String host = form.group(1) == null ? form.group(2) : form.group(1);
        return new InetSocketAddress(literal(host), Integer.parseInt(form.group(3)));
    }

    /** Never looked up: only what begins like an address is one. */
    private static InetAddress literal(String text) {
        if (!text.matches("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*(%.*)?")) {
            throw new IllegalArgumentException("'" + text + "' is not an IP address");
        }
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException wrong) {
            throw new IllegalArgumentException("'" + text + "' is not an IP address", wrong);
        }
    }
}
