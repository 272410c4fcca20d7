package org.conntorture.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.conntorture.report.JunitSchema;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Runs the shell lines of the build jobs in scenarios/README.md, all but the installation of packages. */
class BuildJobsIT {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok";
    private static final Pattern GROOVY_VARIABLE = Pattern.compile("(?m)^ *([A-Z]+) = '([^']*)'$");
    private static final Pattern GROOVY_SHELL = Pattern.compile("(?m)^ *sh '([^']*)'$");

    @TempDir
    private Path directory;

    @BeforeEach
    void checkOut() throws IOException {
        Tester.putLauncher(directory);
        putTool("sudo", "exec \"$@\"");
        putTool("apt-get", "echo apt-get \"$@\" >> packages.txt");
    }

    @Test
    void shouldRunTheJobOfGithubActions() throws Exception {
        Map<?, ?> job = at(yaml("GitHub Actions"), "jobs", "proxy");
        List<String> lines = ((List<?>) job.get("steps"))
                .stream()
                        .map(step -> (String) ((Map<?, ?>) step).get("run"))
                        .filter(line -> line != null)
                        .toList();
        Path summary = Files.writeString(directory.resolve("summary.md"), "before\n");

        run(lines, (Map<?, ?>) job.get("env"), Map.of("GITHUB_STEP_SUMMARY", summary.toString()));

        assertThat(Files.readString(summary))
                .startsWith("before\n### conntorture ")
                .contains("**PASS**");
    }

    @Test
    void shouldRunTheJobOfGitlab() throws Exception {
        Map<?, ?> job = at(yaml("GitLab CI"), "proxy");
        List<String> lines =
                ((List<?>) job.get("script")).stream().map(String.class::cast).toList();

        run(lines, (Map<?, ?>) job.get("variables"), Map.of());

        requireJunit((String) at(job, "artifacts", "reports").get("junit"));
    }

    @Test
    void shouldRunTheStagesOfJenkins() throws Exception {
        String pipeline = block("Jenkins", "groovy");
        Map<String, String> variables = new TreeMap<>();
        GROOVY_VARIABLE.matcher(pipeline).results().forEach(match -> variables.put(match.group(1), match.group(2)));
        List<String> lines = GROOVY_SHELL
                .matcher(pipeline)
                .results()
                .map(match -> match.group(1))
                .toList();

        run(lines, variables, Map.of());

        assertThat(pipeline.chars().filter(c -> c == '{').count())
                .isEqualTo(pipeline.chars().filter(c -> c == '}').count());
        Matcher junit = Pattern.compile("junit '([^']*)'").matcher(pipeline);
        assertThat(junit.find()).isTrue();
        requireJunit(junit.group(1));
    }

    /** Each line as a step of its own, with other addresses and fewer attempts than the job has. */
    private void run(List<String> lines, Map<?, ?> variables, Map<String, String> environment) throws Exception {
        assertThat(lines).hasSize(2);
        assertThat(variables.keySet().stream().map(String.class::cast)).containsExactlyInAnyOrder("PROXY", "BACKEND");
        try (Answering proxy = new Answering(OK);
                Answering backend = new Answering(OK)) {
            for (String line : lines) {
                ProcessBuilder step = new ProcessBuilder("sh", "-e", "-c", line.replace("-n 100k", "-n 400"))
                        .directory(directory.toFile())
                        .redirectErrorStream(true);
                step.environment().put("PATH", directory.resolve("bin") + ":" + System.getenv("PATH"));
                step.environment().put("PROXY", "http://127.0.0.1:" + proxy.port() + "/");
                step.environment().put("BACKEND", "http://127.0.0.1:" + backend.port() + "/");
                step.environment().putAll(environment);
                Process process = step.start();
                String said = new String(process.getInputStream().readAllBytes());
                assertThat(process.waitFor()).as(line + "\n" + said).isZero();
            }
        }
        assertThat(directory.resolve("packages.txt"))
                .hasContent("apt-get update\napt-get install -y default-jdk-headless maven");
        assertThat(directory.resolve("conntorture-results")).isNotEmptyDirectory();
    }

    private void requireJunit(String file) throws Exception {
        String junit = Files.readString(directory.resolve(file));
        JunitSchema.requireValid(junit);
        assertThat(junit).contains("tests=\"3\" errors=\"0\" skipped=\"0\" failures=\"0\"");
    }

    private void putTool(String name, String script) throws IOException {
        Path tool = Files.createDirectories(directory.resolve("bin")).resolve(name);
        Files.writeString(tool, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Map<?, ?> yaml(String heading) throws IOException {
        return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(block(heading, "yaml"));
    }

    private static Map<?, ?> at(Map<?, ?> map, String... path) {
        Map<?, ?> found = map;
        for (String key : path) {
            found = (Map<?, ?>) found.get(key);
        }
        return found;
    }

    private static String block(String heading, String language) throws IOException {
        String page = Files.readString(Tester.ROOT.resolve("scenarios/README.md"));
        String opening = "### " + heading + "\n\n```" + language + "\n";
        int start = page.indexOf(opening) + opening.length();
        assertThat(start).as(heading).isGreaterThan(opening.length());
        return page.substring(start, page.indexOf("```", start));
    }
}
