package org.conntorture;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What starts several testers at once is written as its engine reads it. */
class EnginesTest {
    private static final Path ENGINES = Path.of("..", "docker", "engines");

    @Test
    void shouldBeWhatTheTypedModelOfKubernetesKnows() throws Exception {
        List<HasMetadata> parts =
                new KubernetesSerialization().unmarshal(Files.readString(ENGINES.resolve("kubernetes.yaml")));

        for (HasMetadata part : parts) {
            requireNothingUnknown(part, part.getKind());
        }
        assertThat(parts)
                .extracting(Object::getClass)
                .containsExactly(ConfigMap.class, PersistentVolumeClaim.class, Job.class, Job.class);
        Map<String, String> settings = ((ConfigMap) parts.get(0)).getData();
        Job shards = (Job) parts.get(2);
        assertThat(shards.getSpec().getCompletionMode()).isEqualTo("Indexed");
        assertThat(shards.getSpec().getCompletions())
                .isEqualTo(shards.getSpec().getParallelism())
                .hasToString(settings.get("SHARDS"));
        assertThat(shards.getSpec().getBackoffLimitPerIndex()).isZero();
        assertThat(shards.getSpec().getMaxFailedIndexes())
                .isEqualTo(shards.getSpec().getCompletions());
        for (HasMetadata part : parts.subList(2, 4)) {
            Container container = ((Job) part)
                    .getSpec()
                    .getTemplate()
                    .getSpec()
                    .getContainers()
                    .get(0);
            assertThat(container.getEnvFrom().get(0).getConfigMapRef().getName())
                    .isEqualTo(parts.get(0).getMetadata().getName());
            assertThat(((Job) part)
                            .getSpec()
                            .getTemplate()
                            .getSpec()
                            .getVolumes()
                            .get(0)
                            .getPersistentVolumeClaim()
                            .getClaimName())
                    .isEqualTo(parts.get(1).getMetadata().getName());
        }
    }

    /** The model keeps what it does not know apart. */
    private static void requireNothingUnknown(Object value, String where) throws Exception {
        if (value instanceof Collection<?> all) {
            for (Object one : all) {
                requireNothingUnknown(one, where + "[]");
            }
        } else if (value != null && value.getClass().getName().startsWith("io.fabric8.kubernetes.api.model")) {
            for (Method getter : value.getClass().getMethods()) {
                if (getter.getName().equals("getAdditionalProperties")) {
                    assertThat((Map<?, ?>) getter.invoke(value)).as(where).isEmpty();
                } else if (getter.getName().startsWith("get") && getter.getParameterCount() == 0) {
                    requireNothingUnknown(
                            getter.invoke(value), where + "." + getter.getName().substring(3));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"shard.sh", "swarm.sh", "slurm.sbatch"})
    void shouldBeScriptsThatAShellReads(String name) throws Exception {
        Process shell = new ProcessBuilder("sh", "-n", ENGINES.resolve(name).toString())
                .inheritIO()
                .start();
        assertThat(shell.waitFor()).isZero();
    }
}
