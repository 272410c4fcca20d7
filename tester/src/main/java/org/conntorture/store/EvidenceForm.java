package org.conntorture.store;

import java.net.SocketAddress;
import java.util.List;
import java.util.Optional;
import org.conntorture.evidence.AttemptEvidence;
import org.conntorture.evidence.ClientEvidence;
import org.conntorture.evidence.HostEvidence;
import org.conntorture.evidence.KernelEvidence;
import org.conntorture.evidence.ProxyEvidence;
import org.conntorture.evidence.TargetEvidence;
import org.conntorture.evidence.UnixEvidence;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.util.NameTransformer;

/**
 * How one target stands in {@code evidence.json}: the parts of its evidence side by side in one object, {@code local}
 * telling whether that of the server's host is one of them.
 */
final class EvidenceForm {
    private EvidenceForm() {}

    /** Each part adds its components by their names. */
    static final class Writer extends ValueSerializer<TargetEvidence> {
        @Override
        public void serialize(TargetEvidence seen, JsonGenerator out, SerializationContext context) {
            out.writeStartObject(seen);
            out.writePOJOProperty("address", seen.address());
            out.writeBooleanProperty("local", seen.host().isPresent());
            out.writePOJOProperty("attempts", seen.attempts());
            for (Record part :
                    List.of(seen.client(), seen.kernel(), seen.host().orElse(HostEvidence.UNSEEN), seen.proxy())) {
                context.findValueSerializer(part.getClass())
                        .unwrappingSerializer(NameTransformer.NOP)
                        .serialize(part, out, context);
            }
            out.writePOJOProperty("unix", seen.unix());
            out.writeEndObject();
        }
    }

    /** Each part takes what has the names of its components. */
    static final class Reader extends ValueDeserializer<TargetEvidence> {
        /** What is no part of several. */
        private record Single(
                SocketAddress address, boolean local, AttemptEvidence attempts, Optional<UnixEvidence> unix) {}

        @Override
        public TargetEvidence deserialize(JsonParser parser, DeserializationContext context) {
            JsonNode seen = context.readTree(parser);
            Single single = context.readTreeAsValue(seen, Single.class);
            return new TargetEvidence(
                    single.address(),
                    single.attempts(),
                    context.readTreeAsValue(seen, ClientEvidence.class),
                    context.readTreeAsValue(seen, KernelEvidence.class),
                    single.local() ? Optional.of(context.readTreeAsValue(seen, HostEvidence.class)) : Optional.empty(),
                    context.readTreeAsValue(seen, ProxyEvidence.class),
                    single.unix());
        }
    }
}
