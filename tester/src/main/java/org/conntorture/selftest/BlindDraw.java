package org.conntorture.selftest;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Trials of the blind exam: a fault of the recipes, two or none, under a load, a noise and privileges that its recipe was not
 * written for, or on a host that the tester cannot see. All of it follows from the seed and the number of the trial.
 */
final class BlindDraw {
    /** Of so many trials one has no fault. */
    private static final int HEALTHY_OF = 6;

    private static final double NOISY = 0.3;
    private static final double UNPRIVILEGED = 0.3;
    private static final double UNTRACED = 0.3;
    private static final double BEYOND = 0.3;
    private static final int MOST_WORKERS = 64;
    private static final Pattern WORKERS = Pattern.compile("-c (\\d+)");
    private static final Pattern RATE = Pattern.compile("-R (\\d+)");
    private static final Pattern SECONDS = Pattern.compile("-d (\\d+)s");
    /** Somebody else's listener overflows all the time. */
    private static final String NOISE = """

            serve busted:never-accept --port 8199 --backlog 1
            client noise --port 8199
            """;

    private BlindDraw() {}

    static Recipe draw(long seed, int number) {
        SplittableRandom random = new SplittableRandom(seed + number * 0x9E3779B97F4A7C15L);
        boolean healthy = random.nextInt(HEALTHY_OF) == 0;
        List<Recipe> pool = Recipes.all().stream()
                .filter(recipe -> recipe.isHealthy() == healthy)
                .filter(recipe -> !recipe.isGlobal() && !recipe.tools().contains("pm2"))
                .toList();
        Recipe recipe = pool.get(random.nextInt(pool.size()));
        double workers = 0.5 + 1.5 * random.nextDouble();
        double rate = 0.7 + 0.8 * random.nextDouble();
        int seconds = random.nextInt(3);
        boolean noisy = random.nextDouble() < NOISY;
        boolean unprivileged =
                random.nextDouble() < UNPRIVILEGED && !recipe.tester().contains("--capture");
        boolean untraced = random.nextDouble() < UNTRACED;
        boolean beyond = random.nextDouble() < BEYOND;
        // Some faults wait for so many connections, and some have ports for one alone.
        boolean counted = recipe.during().contains("has_rows");
        String tester = replace(
                WORKERS,
                recipe.tester(),
                count -> counted || count == 1 ? count : atMost((int) Math.ceil(count * workers)));
        tester = replace(RATE, tester, count -> (int) Math.ceil(count * rate));
        tester = replace(SECONDS, tester, count -> count + seconds);
        Recipe drawn = recipe.named(String.format(Locale.ROOT, "%03d-%s", number, recipe.name()))
                .tester(tester + (untraced ? " --no-trace" : ""));
        Recipe placed = beyond ? drawn.beyond().orElse(drawn) : drawn;
        return placed.before(placed.before() + (noisy ? NOISE : "") + (unprivileged ? "\nunprivileged" : ""))
                .withClaimsOfFailures();
    }

    private static int atMost(int workers) {
        return Math.max(2, Math.min(MOST_WORKERS, workers));
    }

    private static String replace(Pattern option, String tester, IntUnaryOperator change) {
        Matcher matcher = option.matcher(tester);
        return matcher.replaceAll(found -> found.group()
                .replace(found.group(1), Integer.toString(change.applyAsInt(Integer.parseInt(found.group(1))))));
    }
}
