package org.conntorture.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.conntorture.diagnosis.Diagnosis;
import org.conntorture.result.RunMeasurement;
import org.conntorture.verdict.Finding;
import org.conntorture.verdict.Judgement;
import org.conntorture.verdict.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every sentence of a judged run is changed: the reports say the same things of it, in the same order. */
class RewordedTest {
    private static final Pattern SAID = Pattern.compile("(?:said|word)\\d{4}");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void shouldDecideNothingByWords(long seed) {
        RunMeasurement run = new RandomRuns(seed).run();
        Judgement random = new RandomRuns(seed).judgement(run);
        Judgement told = reworded(seed, random, "said%04d"::formatted, true);
        Judgement silent = reworded(seed, random, "word%04d"::formatted, false);

        assertThat(listed(table(run, silent))).isEqualTo(listed(table(run, told)));
        assertThat(listed(markdown(run, silent))).isEqualTo(listed(markdown(run, told)));
        assertThat(listed(junit(run, silent))).isEqualTo(listed(junit(run, told)));
        assertThat(listed(GithubAnnotations.of(Diagnosis.NONE, silent)))
                .isEqualTo(listed(GithubAnnotations.of(Diagnosis.NONE, told)));
        assertThat(silent.outcome("x")).isEqualTo(told.outcome("x"));
    }

    /** @param repeats whether the new summary has all of the texts in it, or none */
    private static Judgement reworded(long seed, Judgement judgement, IntFunction<String> words, boolean repeats) {
        Random random = new Random(seed);
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < judgement.findings().size(); i++) {
            Finding one = judgement.findings().get(i);
            findings.add(
                    new Finding(one.target(), words.apply(i), one.outcome(), one.expectation(), random.nextBoolean()));
        }
        String summary = IntStream.range(0, findings.size()).mapToObj(words).collect(Collectors.joining("+"));
        Verdict verdict = judgement.verdict();
        return new Judgement(verdict, verdict + ": " + (repeats ? summary : "."), findings, judgement.rates());
    }

    /** The number of each text, in the order of the report, but for those of the summary. */
    private static List<String> listed(String report) {
        return SAID.matcher(report.replaceAll("(?:said|word)\\d{4}\\+\\S*|\\+\\S+", ""))
                .results()
                .map(found -> found.group().substring(4))
                .toList();
    }

    private static String table(RunMeasurement run, Judgement judgement) {
        return ResultTable.of(run, Diagnosis.NONE, judgement);
    }

    private static String markdown(RunMeasurement run, Judgement judgement) {
        return MarkdownReport.of(run, Diagnosis.NONE, judgement, "./conntorture");
    }

    private static String junit(RunMeasurement run, Judgement judgement) {
        return JunitReport.of(run, Diagnosis.NONE, judgement);
    }

    @Test
    void shouldListWhatTheSummaryLeavesOut() {
        RunMeasurement run = Runs.incident();
        Finding told = new Finding("pm2-reload", "word0001", Verdict.FAIL, null, true);
        Finding untold = new Finding("pm2-reload", "word0002", Verdict.FAIL, null, false);
        Judgement judgement = new Judgement(Verdict.FAIL, "FAIL: .", List.of(told, untold), Map.of());

        assertThat(listed(table(run, judgement))).containsExactly("0002");
        assertThat(listed(markdown(run, judgement))).containsExactly("0002");
    }
}
