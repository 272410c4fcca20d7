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
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the logs of a proxy once its load is over; on the run's thread. */
public final class ProxyLogReader {
    private static final Pattern ACCESS = Pattern.compile("([0-9]{1,5}) ([0-9]{3}|-1)(?: (\\S+))?.*");
    /** nginx: time, level, pid and connection before the message, and the request behind it. */
    private static final Pattern NGINX_ERROR = Pattern.compile(
            "\\S+ \\S+ \\[(?:error|crit|alert|emerg|warn)\\] [0-9#]+: (?:\\*[0-9]+ )?(.*?)(?:, client: .*)?");

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
        return new ProxyLog(statuses, unexpected, errors.isPresent() ? messages(errors.get()) : Map.of(), unreadable);
    }

    private static BufferedReader open(Path file) throws IOException {
        return Files.newBufferedReader(file, StandardCharsets.ISO_8859_1);
    }

    private static Map<String, Long> messages(Path file) throws IOException {
        Map<String, Long> counts = new HashMap<>();
        try (BufferedReader lines = open(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher matcher = NGINX_ERROR.matcher(line);
                if (matcher.matches()) {
                    String message = NUMBERS.matcher(matcher.group(1)).replaceAll("N");
                    String known = message.length() > MOST_CHARACTERS ? message.substring(0, MOST_CHARACTERS) : message;
                    if (counts.size() < MOST_MESSAGES || counts.containsKey(known)) {
                        counts.merge(known, 1L, Long::sum);
                    }
                }
            }
        }
        Map<String, Long> ordered = new LinkedHashMap<>();
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(entry -> ordered.put(entry.getKey(), entry.getValue()));
        return ordered;
    }
}
