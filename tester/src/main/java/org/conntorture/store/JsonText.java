package org.conntorture.store;

import java.net.InetAddress;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.conntorture.evidence.TargetEvidence;
import org.conntorture.outcome.FailureKind;
import org.conntorture.outcome.Phase;
import org.conntorture.plan.CloseMode;
import org.conntorture.plan.Payload;
import org.conntorture.plan.ProxyProtocol;
import org.conntorture.plan.Role;
import org.conntorture.plan.RunPlan;
import org.conntorture.plan.TransportChoice;
import org.conntorture.plan.Workload;
import org.conntorture.text.Addresses;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** JSON of plain values, maps, records and plans: one line, or indented for a person. Any thread. */
public final class JsonText {
    /** Made when first used: what asks for an address alone need not wait for it. */
    private static final class Writing {
        static final JsonMapper LINE = JsonMapper.builder()
                .addModule(new SimpleModule()
                        .addSerializer(Duration.class, as(Duration::toString))
                        .addSerializer(Payload.class, as(Payload::toString))
                        .addSerializer(Path.class, as(Path::toString))
                        .addSerializer(FailureKind.class, as(FailureKind::id))
                        .addSerializer(Phase.class, as(Phase::id))
                        .addSerializer(Role.class, as(Role::id))
                        .addSerializer(CloseMode.class, as(CloseMode::id))
                        .addSerializer(ProxyProtocol.class, as(ProxyProtocol::id))
                        .addSerializer(TransportChoice.class, as(TransportChoice::id))
                        .addSerializer(Workload.Kind.class, as(Workload.Kind::id))
                        .addSerializer(InetAddress.class, as(InetAddress::getHostAddress))
                        .addSerializer(SocketAddress.class, as(Addresses::of))
                        .addSerializer(TargetEvidence.class, new EvidenceForm.Writer()))
                .build();
        static final JsonMapper INDENTED =
                LINE.rebuild().enable(SerializationFeature.INDENT_OUTPUT).build();
    }

    private static final class Reading {
        static final JsonMapper MAPPER = JsonMapper.builder()
                .addModule(JsonReading.module())
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
        static final JsonMapper LENIENT = MAPPER.rebuild()
                .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .build();
    }

    private JsonText() {}

    /** What {@link #line} or {@link #indented} wrote; IllegalArgumentException where it is something else. */
    public static <T> T read(String text, Class<T> type) {
        try {
            return Reading.MAPPER.readValue(text, type);
        } catch (JacksonException wrong) {
            throw new IllegalArgumentException(wrong.getOriginalMessage(), wrong);
        }
    }

    /** The plan that {@link #indented} wrote, also of an earlier release; IllegalArgumentException where it is none. */
    public static RunPlan readPlan(String text) {
        try {
            return Reading.MAPPER.treeToValue(PlanNames.current(Reading.MAPPER.readTree(text)), RunPlan.class);
        } catch (JacksonException wrong) {
            throw new IllegalArgumentException(wrong.getOriginalMessage(), wrong);
        }
    }

    /** The same of what an earlier version wrote: a number that is not there is 0. */
    static <T> T readLenient(String text, Class<T> type) {
        try {
            return Reading.LENIENT.readValue(text, type);
        } catch (JacksonException wrong) {
            throw new IllegalArgumentException(wrong.getOriginalMessage(), wrong);
        }
    }

    /** The same of an object whose values are all of one type, in its order. */
    public static <T> Map<String, T> readMap(String text, Class<T> type) {
        try {
            return Reading.MAPPER.readValue(
                    text, Reading.MAPPER.getTypeFactory().constructMapType(LinkedHashMap.class, String.class, type));
        } catch (JacksonException wrong) {
            throw new IllegalArgumentException(wrong.getOriginalMessage(), wrong);
        }
    }

    /** Compact, without a line break. */
    public static String line(Object value) {
        return Writing.LINE.writeValueAsString(value);
    }

    public static String indented(Object value) {
        return Writing.INDENTED.writeValueAsString(value) + "\n";
    }

    /** As it would be written, for a component of a file that knows no more of it. */
    public static JsonNode tree(Object value) {
        return Writing.LINE.valueToTree(value);
    }

    private static <T> ValueSerializer<T> as(java.util.function.Function<T, String> text) {
        return new ValueSerializer<>() {
            @Override
            public void serialize(T value, JsonGenerator generator, SerializationContext context) {
                generator.writeString(text.apply(value));
            }
        };
    }
}
