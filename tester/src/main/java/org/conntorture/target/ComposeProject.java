package org.conntorture.target;

import java.util.List;
import java.util.Map;
import org.conntorture.plan.Origin;

/**
 * The command lines for one service of a compose file, started as a project that nobody else has, with the name of the
 * run in it. File and project are in the environment, as compose itself reads them: a scenario's commands have them too.
 *
 * @param tool words that run compose: {@link DockerTools}
 * @param name of the project, in lower case, as compose demands
 */
record ComposeProject(String tool, String name, Origin.Compose origin) {
    /** One line of id, pid and addresses; the addresses last, as there may be several or none. */
    private static final String INSPECT = "docker inspect --format"
            + " '{{.Id}} {{.State.Running}} {{.State.Pid}} {{.HostConfig.NetworkMode}}"
            + "{{range .NetworkSettings.Networks}} {{.IPAddress}}{{end}}'";

    /** Fails with docker's own sentence where no daemon answers, of which the older compose makes a long story. */
    static final String DAEMON = "docker version --format '{{.Server.Version}}'";

    Map<String, String> environment() {
        return Map.of(
                "COMPOSE", tool,
                "COMPOSE_FILE", origin.file().toString(),
                "COMPOSE_PROJECT_NAME", name);
    }

    /** Builds or pulls what is missing, and returns once the containers run. */
    String up() {
        return tool + " up --detach " + origin.service();
    }

    /** Of the service's first container; fails where compose does. */
    String inspect() {
        return "id=$(" + tool + " ps --quiet " + origin.service() + ") && " + INSPECT
                + " \"$(echo \"$id\" | head -n 1)\"";
    }

    /**
     * Prints what the container does and ends with its exit status, so that it stands for the container's process; with
     * docker's own sentence and 1 should the daemon go.
     */
    static List<String> follow(Container container) {
        return Shell.words("docker logs --follow " + container.id() + "; status=$(docker wait " + container.id()
                + ") && exit \"$status\"");
    }

    /** All that the project made, but for images that have a name of their own in the file. */
    String down() {
        return tool + " down --volumes --remove-orphans --rmi local --timeout 1";
    }
}
