package org.conntorture.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a finished run says in its {@code result.json}, over all its targets, for whoever checks runs from outside.
 *
 * @param failureKinds how often each kind occurred, by its id
 * @param causes in the order of the file
 */
public record ResultFile(
        String verdict, long attempts, long failures, Map<String, Long> failureKinds, List<NamedCause> causes) {
    /** Of the {@code result.json} that this version writes and reads. */
    public static final int SCHEMA_VERSION = 1;

    private static final JsonMapper JSON = new JsonMapper();

    /** @param explains how many failures or slow attempts it accounts for */
    public record NamedCause(String target, String id, String confidence, long explains) {}

    public ResultFile {
        failureKinds = Map.copyOf(failureKinds);
        causes = List.copyOf(causes);
    }

    /** Reads {@code result.json} of a result directory; IOException where there is none or it is no such file. */
    public static ResultFile read(Path directory) throws IOException {
        try {
            return of(JSON.readTree(Files.readString(directory.resolve("result.json"))));
        } catch (JacksonException notJson) {
            throw new IOException("result.json is not JSON: " + notJson.getOriginalMessage(), notJson);
        }
    }

    private static ResultFile of(JsonNode document) {
        long attempts = 0;
        long failures = 0;
        Map<String, Long> kinds = new TreeMap<>();
        List<NamedCause> causes = new ArrayList<>();
        for (JsonNode target : document.path("targets")) {
            attempts += target.path("attempts").asLong();
            failures += target.path("failures").asLong();
            for (JsonNode kind : target.path("failureKinds")) {
                kinds.merge(kind.path("kind").asString(), kind.path("count").asLong(), Long::sum);
            }
            for (JsonNode cause : target.path("causes")) {
                causes.add(new NamedCause(
                        target.path("name").asString(),
                        cause.path("id").asString(),
                        cause.path("confidence").asString(),
                        cause.path("explains").asLong()));
            }
        }
        return new ResultFile(document.path("verdict").asString(), attempts, failures, kinds, causes);
    }
}
