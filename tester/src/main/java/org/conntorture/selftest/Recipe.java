package org.conntorture.selftest;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.conntorture.diagnosis.CauseId;

/**
 * One case: what provokes which cause. Lines of shell use the words of {@code sandbox.sh}.
 *
 * @param expected causes that must be named, one of them first; none for a healthy case, in which nobody may be accused
 * @param before what is done before the load
 * @param during what is done while the tester runs; lines of shell, begun with it
 * @param tester arguments of {@code conntorture run}
 * @param sees what failure kinds and counters must say, as {@link Claim}s
 * @param shows a shell condition that must hold right after the load, or nothing
 * @param byShare chance decides how much fails
 * @param global settings of the whole host, by their path below /proc/sys
 */
record Recipe(
        String name,
        List<CauseId> expected,
        String before,
        String during,
        String tester,
        List<Claim> sees,
        String shows,
        boolean byShare,
        Map<String, String> global) {
    /** Tools that not every host has, by the package that has them. */
    private static final Map<String, String> PACKAGES = Map.of(
            "nft",
            "nftables",
            "conntrack",
            "conntrack",
            "pm2",
            "pm2",
            "prlimit",
            "util-linux",
            "awk",
            "gawk",
            "tcpdump",
            "tcpdump");

    private static final Pattern WORD = Pattern.compile("[a-z0-9]+");

    Recipe {
        expected = List.copyOf(expected);
        sees = List.copyOf(sees);
        global = Map.copyOf(global);
    }

    static Recipe of(String name, CauseId... expected) {
        return new Recipe(name, Arrays.asList(expected), "", "", "", List.of(), "", false, Map.of());
    }

    Recipe before(String lines) {
        return new Recipe(name, expected, lines, during, tester, sees, shows, byShare, global);
    }

    Recipe during(String lines) {
        return new Recipe(name, expected, before, lines, tester, sees, shows, byShare, global);
    }

    Recipe tester(String arguments) {
        return new Recipe(name, expected, before, during, arguments, sees, shows, byShare, global);
    }

    Recipe sees(String claims) {
        return new Recipe(name, expected, before, during, tester, Claim.parse(claims), shows, byShare, global);
    }

    Recipe shows(String condition) {
        return new Recipe(name, expected, before, during, tester, sees, condition, byShare, global);
    }

    Recipe decidedByChance() {
        return new Recipe(name, expected, before, during, tester, sees, shows, true, global);
    }

    /** The same under another name. */
    Recipe named(String other) {
        return new Recipe(other, expected, before, during, tester, sees, shows, byShare, global);
    }

    /** The same with its server in the second namespace, of which the tester sees nothing; nothing where more than a server is set up. */
    Optional<Recipe> beyond() {
        boolean servesAlone = !before.isBlank()
                && before.lines().allMatch(line -> line.startsWith("serve ") && !line.contains("--host"))
                && !during.contains("rules");
        return servesAlone && tester.contains("127.0.0.1:8085")
                ? Optional.of(named(name + "-beyond")
                        .before("beyond\n" + before.replaceAll("(?m)^serve ", "serve_beyond ") + "\n")
                        .tester(tester.replace("127.0.0.1:8085", "10.9.0.2:8085")))
                : Optional.empty();
    }

    /** The same where counters are somebody else's too and the load is another: held by the failures that it makes. */
    Recipe withClaimsOfFailures() {
        List<Claim> ofFailures = sees.stream().filter(Claim::isOfFailures).toList();
        return new Recipe(name, expected, before, during, tester, ofFailures, "", byShare, global);
    }

    Recipe global(Map<String, String> settings) {
        return new Recipe(name, expected, before, during, tester, sees, shows, byShare, settings);
    }

    List<String> expectedIds() {
        return expected.stream().map(CauseId::id).toList();
    }

    boolean isHealthy() {
        return expected.isEmpty();
    }

    /** What it takes a control group for, which only the host can make. */
    Optional<ControlGroup.Use> controlGroup() {
        return Arrays.stream(ControlGroup.Use.values())
                .filter(use -> use.isIn(before + during))
                .findFirst();
    }

    /** Whether the tester has none of root's capabilities. */
    boolean isUnprivileged() {
        return before.lines().anyMatch("unprivileged"::equals);
    }

    boolean isGlobal() {
        return !global.isEmpty();
    }

    /** Its tools with the package of each; {@code rules} and the like are nft under another name. */
    Set<String> tools() {
        Set<String> tools = new TreeSet<>();
        Matcher words = WORD.matcher(before + " " + during + " " + shows);
        while (words.find()) {
            String word = words.group().matches("rules|translate") ? "nft" : words.group();
            if (PACKAGES.containsKey(word)) {
                tools.add(word);
            }
        }
        return tools;
    }

    static String packageOf(String tool) {
        return PACKAGES.get(tool);
    }
}
