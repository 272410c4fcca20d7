package org.conntorture.evidence;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the logs of a proxy once its load is over; on the run's thread. */
public final class ProxyLogReader {
    private static final Pattern ACCESS = Pattern.compile("([0-9]{1,5}) ([0-9]{3}|-1)(?: (\\S+))?.*");
    /** nginx: time, level, pid and connection before the message, and the request behind it. */
    private static final Pattern NGINX_ERROR = Pattern.compile(
            "\\S+ \\S+ \\[(?:error|crit|alert|emerg|warn)\\] [0-9#]+: (?:\\*[0-9]+ )?(.*?)(?:, client: (.*))?");

    /** The server behind nginx: of a URL the host and port, or the path of a unix socket. */
    private static final Pattern NGINX_UPSTREAM =
            Pattern.compile(", upstream: \"[a-z]+://(unix:[^:\"]+|[^/\"]+)[^\"]*\"");

    private static final Pattern NUMBERS = Pattern.compile("(?<![(0-9])\\b[0-9]+\\b(?!:)");
    private static final int MOST_UNEXPECTED = 10_000;
    private static final int MOST_MESSAGES = 1_000;
    private static final int MOST_CHARACTERS = 200;

    private ProxyLogReader() {}

    /** @param expectedStatus of the load; IOException where a file cannot be read */
    public static ProxyLog read(Optional<Path> access, Optional<Path> errors, int expectedStatus) throws IOException {
        Map<Integer, Long> statuses = new TreeMap<>();
        List<ProxyLog.Line> unexpected = new ArrayList<>();
        long unreadable = 0;
        if (access.isPresent()) {
            try (BufferedReader lines = open(access.get())) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    Matcher matcher = ACCESS.matcher(line);
                    if (!matcher.matches()) {
                        unreadable++;
                        continue;
                    }
                    int status = Integer.parseInt(matcher.group(2));
                    statuses.merge(status, 1L, Long::sum);
                    if (status != expectedStatus && unexpected.size() < MOST_UNEXPECTED) {
                        unexpected.add(new ProxyLog.Line(
                                Integer.parseInt(matcher.group(1)),
                                status,
                                matcher.group(3) == null ? "" : matcher.group(3)));
                    }
                }
            }
        }
        Map<String, Long> messages = new HashMap<>();
        Map<String, Long> servers = new HashMap<>();
        if (errors.isPresent()) {
            count(errors.get(), messages, servers);
        }
        return new ProxyLog(statuses, unexpected, mostFrequentFirst(messages), mostFrequentFirst(servers), unreadable);
    }

    private static BufferedReader open(Path file) throws IOException {
        return Files.newBufferedReader(file, StandardCharsets.ISO_8859_1);
    }

    private static void count(Path file, Map<String, Long> messages, Map<String, Long> servers) throws IOException {
        try (BufferedReader lines = open(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher matcher = NGINX_ERROR.matcher(line);
                if (matcher.matches()) {
                    count(messages, NUMBERS.matcher(matcher.group(1)).replaceAll("N"));
                    Matcher upstream = NGINX_UPSTREAM.matcher(Objects.requireNonNullElse(matcher.group(2), ""));
                    if (upstream.find()) {
                        count(servers, upstream.group(1));
                    }
                }
            }
        }
    }

    private static void count(Map<String, Long> counts, String text) {
        String word = text.length() > MOST_CHARACTERS ? text.substring(0, MOST_CHARACTERS) : text;
        if (counts.size() < MOST_MESSAGES || counts.containsKey(word)) {
            counts.merge(word, 1L, Long::sum);
        }
    }

    private static Map<String, Long> mostFrequentFirst(Map<String, Long> counts) {
        Map<String, Long> ordered = new LinkedHashMap<>();
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(entry -> ordered.put(entry.getKey(), entry.getValue()));
        return ordered;
    }
}
