package org.conntorture.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Map;
import org.conntorture.plan.Origin;
import org.conntorture.plan.Ready;
import org.junit.jupiter.api.Test;

class ComposeProjectTest {
    private static final Origin.Compose PM2 =
            new Origin.Compose(Path.of("/s/c.yaml"), "pm2", 8085, null, null, Map.of(), Path.of("/s"), Ready.DEFAULT);

    private final ComposeProject project = new ComposeProject("docker compose", "conntorture-ab-1", PM2);

    @Test
    void shouldLeaveFileAndProjectToTheEnvironment() {
        assertThat(project.environment())
                .containsOnly(
                        Map.entry("COMPOSE", "docker compose"),
                        Map.entry("COMPOSE_FILE", "/s/c.yaml"),
                        Map.entry("COMPOSE_PROJECT_NAME", "conntorture-ab-1"));
    }

    @Test
    void shouldStartTheServiceWithWhatItDependsOn() {
        assertThat(project.up()).isEqualTo("docker compose up --detach pm2");
    }

    @Test
    void shouldAskForTheServicesOwnContainer() {
        assertThat(project.inspect())
                .startsWith("id=$(docker compose ps --quiet pm2) && docker inspect --format '")
                .endsWith("' \"$(echo \"$id\" | head -n 1)\"");
    }

    @Test
    void shouldFollowAContainerToItsEnd() throws Exception {
        Container container = new Container("ab12", true, 7, InetAddress.getByName("172.18.0.2"));
        assertThat(ComposeProject.follow(container))
                .containsExactly(
                        "sh", "-c", "docker logs --follow ab12; status=$(docker wait ab12) && exit \"$status\"");
    }

    @Test
    void shouldTakeAwayAllThatTheProjectMade() {
        ComposeProject old = new ComposeProject("docker-compose", "conntorture-ab-1", PM2);
        assertThat(old.down()).isEqualTo("docker-compose down --volumes --remove-orphans --rmi local --timeout 1");
    }
}
