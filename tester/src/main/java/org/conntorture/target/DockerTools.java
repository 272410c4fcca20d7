package org.conntorture.target;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.Optional;

/** Which of docker's programs this host has. Compose is a plugin of docker's, or the older program of its own. */
final class DockerTools {
    private static final String PLUGIN = "docker compose";
    private static final String PROGRAM = "docker-compose";

    private DockerTools() {}

    /** What is missing and the package that has it, or empty. */
    static Optional<String> missing(ToolPath tools) {
        if (!tools.has("docker")) {
            return Optional.of("docker is not on the PATH: install the package docker.io");
        }
        return compose(tools).isPresent()
                ? Optional.empty()
                : Optional.of("neither docker compose nor docker-compose is there: install the package docker-compose,"
                        + " or docker-compose-plugin of docker's own packages");
    }

    /** Words for a shell that run compose. */
    static Optional<String> compose(ToolPath tools) {
        if (tools.has("docker") && hasPlugin(tools)) {
            return Optional.of(PLUGIN);
        }
        return Optional.of(PROGRAM).filter(tools::has);
    }

    private static boolean hasPlugin(ToolPath tools) {
        ProcessBuilder version = new ProcessBuilder(Shell.words(PLUGIN + " version"))
                .redirectErrorStream(true)
                .redirectOutput(Redirect.DISCARD);
        version.environment().put("PATH", tools.directories());
        try {
            return version.start().waitFor() == 0;
        } catch (IOException noShell) {
            return false;
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
