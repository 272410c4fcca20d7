package org.conntorture.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.conntorture.diagnosis.Diagnosis;
import org.conntorture.plan.Expectation;
import org.conntorture.plan.Role;
import org.conntorture.plan.RunPlan;
import org.conntorture.result.RunMeasurement;
import org.conntorture.result.TargetMeasurement;
import org.conntorture.result.TargetMeasurement.Status;
import org.conntorture.support.MeasurementSketch;
import org.conntorture.verdict.Finding;
import org.conntorture.verdict.Judgement;
import org.conntorture.verdict.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class JunitReportTest {
    private static final int RANDOM_RUNS = 500;

    private static final Expectation FAST = new Expectation(
            null,
            "connect.p99 < 5ms",
            Expectation.Kind.LATENCY,
            "connect",
            "p99",
            Expectation.Comparison.LESS,
            5_000_000);
    private static final Expectation NONE =
            new Expectation("web", "failures == 0", Expectation.Kind.FAILURES, "", "", Expectation.Comparison.EQUAL, 0);

    @Test
    void shouldHaveACaseForEachTargetAndOneForTheRun() throws Exception {
        String xml = JunitReport.of(Runs.incident(), Runs.incidentDiagnosis(), Runs.incidentJudgement());

        JunitSchema.requireValid(xml);
        assertThat(names(xml))
                .containsExactly(
                        "java loses no connections",
                        "go loses no connections",
                        "node loses no connections",
                        "node-cluster loses no connections",
                        "pm2 loses no connections",
                        "pm2-reload loses no connections",
                        "the run can be judged");
        assertThat(xml).startsWith("""
                        <?xml version="1.0" encoding="UTF-8"?>
                        <testsuite name="conntorture go-vs-node-vs-pm2" time="182.400" tests="7" errors="0" skipped="1" \
                        failures="1">
                          <testcase name="java loses no connections" classname="conntorture.go-vs-node-vs-pm2" time="1.000">
                            <system-out>java is clean: 0 of 75,250 attempts failed
                        </system-out>
                          </testcase>
                        """).contains("""
                        <skipped message="skipped: node is not on the PATH"/>""").contains("""
                            <failure message="loses connections while it is reloaded (17 of 61,000; first at attempt 1,843 \
                        after 0.9 s)" type="FAIL">pm2-reload loses""").contains("""
                            cause: lost-in-handover, certain, explains 15 of 19: a process of the server accepted the
                            connection and lost it before anything read from it
                                connected and wrote, no reply; 5 bytes unread, owned by pid 19720
                        """);
    }

    static List<Arguments> results() {
        return List.of(
                Arguments.of("clean", Status.RAN, Verdict.PASS, "system-out"),
                Arguments.of("fails", Status.RAN, Verdict.FAIL, "failure"),
                Arguments.of("a build must not pass for it", Status.RAN, Verdict.INCONCLUSIVE, "error"),
                Arguments.of("optional, its tool is missing", Status.SKIPPED, Verdict.PASS, "skipped"),
                Arguments.of("required, its tool is missing", Status.SKIPPED, Verdict.INCONCLUSIVE, "error"),
                Arguments.of("did not start", Status.NOT_READY, Verdict.INCONCLUSIVE, "error"));
    }

    @ParameterizedTest(name = "{0}: {3}")
    @MethodSource("results")
    void shouldSayWhatATargetCameTo(String why, Status status, Verdict outcome, String element) throws Exception {
        String xml = report(status, List.of(), new Finding("web", "did what it did", outcome));

        assertThat(result(xml, "web loses no connections")).isEqualTo(element);
    }

    static List<Arguments> expectations() {
        return List.of(
                Arguments.of("kept", Status.RAN, Verdict.PASS, "system-out"),
                Arguments.of("broken", Status.RAN, Verdict.FAIL, "failure"),
                Arguments.of("open", Status.RAN, Verdict.INCONCLUSIVE, "error"),
                Arguments.of("not judged", Status.SKIPPED, null, "skipped"));
    }

    @ParameterizedTest(name = "{0}: {3}")
    @MethodSource("expectations")
    void shouldHaveACaseForEachExpectation(String why, Status status, Verdict outcome, String element)
            throws Exception {
        Finding clean = new Finding("web", "is clean", Verdict.PASS);
        Finding fast =
                new Finding("web", "has connect.p99 < 5ms: 7 ms", outcome == null ? Verdict.PASS : outcome, FAST);
        String xml = report(status, List.of(FAST, NONE), outcome == null ? List.of(clean) : List.of(clean, fast));

        assertThat(names(xml))
                .containsExactly(
                        "web loses no more than is expected",
                        "web keeps connect.p99 < 5ms",
                        "web keeps failures == 0",
                        "the run can be judged");
        assertThat(result(xml, "web keeps connect.p99 < 5ms")).isEqualTo(element);
        assertThat(result(xml, "web keeps failures == 0")).isEqualTo("skipped");
    }

    @Test
    void shouldNotExplainALimitThatIsKept() throws Exception {
        RunMeasurement incident = Runs.incident();
        RunMeasurement run = new RunMeasurement(
                incident.plan().expecting(List.of(FAST)), incident.targets(), false, null, 1_000_000_000, 0);
        List<Finding> findings = List.of(
                new Finding("pm2-reload", "loses connections", Verdict.FAIL),
                new Finding("pm2-reload", "keeps connect.p99 < 5ms: 150 us", Verdict.PASS, FAST));
        String xml = JunitReport.of(
                run, Runs.incidentDiagnosis(), new Judgement(Verdict.FAIL, "FAIL: as told.", findings, Map.of()));

        assertThat(xml)
                .containsOnlyOnce("cause: lost-in-handover")
                .contains("<system-out>pm2-reload keeps connect.p99 &lt; 5ms: 150 us\n</system-out>");
    }

    @Test
    void shouldFailForTheWorstOfSeveralFindings() throws Exception {
        String xml = report(
                Status.RAN,
                List.of(),
                List.of(
                        new Finding("web", "is in doubt", Verdict.INCONCLUSIVE),
                        new Finding("web", "loses connections", Verdict.FAIL)));

        assertThat(result(xml, "web loses no connections")).isEqualTo("failure");
        assertThat(xml).contains("message=\"loses connections\"");
    }

    @Test
    void shouldNotPassARunThatWasInterrupted() throws Exception {
        String xml = report(
                Status.RAN,
                List.of(),
                List.of(
                        new Finding("web", "is clean", Verdict.PASS),
                        new Finding(null, "the run was interrupted", Verdict.INCONCLUSIVE)));

        assertThat(result(xml, "the run can be judged")).isEqualTo("error");
    }

    @ParameterizedTest
    @CsvSource({
        "a\\u0000b\\u001b[2Kc, a?b?[2Kc",
        "\\ud800 alone, ? alone",
        "\\ufffe, ?",
        "<tag> & \"quote\" ]]>, <tag> & \"quote\" ]]>",
        "M\\u00fcller \\ud83d\\ude00, M\\u00fcller \\ud83d\\ude00",
        "two\\nlines\\tand\\rmore, two lines and more"
    })
    void shouldWriteWhateverATargetSays(String said, String read) throws Exception {
        String xml = report(Status.RAN, List.of(), new Finding("web", unescaped(said), Verdict.FAIL));

        JunitSchema.requireValid(xml);
        Element failure =
                (Element) document(xml).getElementsByTagName("failure").item(0);
        assertThat(failure.getAttribute("message")).isEqualTo(unescaped(read));
    }

    @Test
    void shouldKeepToTheSchemaWhateverTheRun() throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        for (long i = 0; i < RANDOM_RUNS; i++) {
            RandomRuns random = new RandomRuns(seed + i);
            RunMeasurement run = random.run();
            JunitSchema.requireValid(JunitReport.of(run, Diagnosis.NONE, random.judgement(run)));
        }
    }

    private static String report(Status status, List<Expectation> expectations, Finding finding) {
        return report(status, expectations, List.of(finding));
    }

    private static String report(Status status, List<Expectation> expectations, List<Finding> findings) {
        TargetMeasurement measurement = MeasurementSketch.of(Runs.target("web", Role.SUBJECT), one -> {
            one.status = status;
            one.blocks = status == Status.RAN ? List.of(Runs.block(1_000, 0)) : List.of();
        });
        RunPlan plan = Runs.run(List.of(measurement)).plan().expecting(expectations);
        RunMeasurement run = new RunMeasurement(plan, List.of(measurement), false, null, 1_000_000_000, 0);
        return JunitReport.of(run, Diagnosis.NONE, new Judgement(Verdict.FAIL, "FAIL: as told.", findings, Map.of()));
    }

    private static List<String> names(String xml) throws Exception {
        NodeList cases = document(xml).getElementsByTagName("testcase");
        return java.util.stream.IntStream.range(0, cases.getLength())
                .mapToObj(i -> ((Element) cases.item(i)).getAttribute("name"))
                .toList();
    }

    /** Name of the element inside the case, or empty. */
    private static String result(String xml, String name) throws Exception {
        NodeList cases = document(xml).getElementsByTagName("testcase");
        for (int i = 0; i < cases.getLength(); i++) {
            if (((Element) cases.item(i)).getAttribute("name").equals(name)) {
                Node child = cases.item(i).getFirstChild();
                while (child != null && child.getNodeType() != Node.ELEMENT_NODE) {
                    child = child.getNextSibling();
                }
                return child == null ? "" : child.getNodeName();
            }
        }
        throw new IllegalArgumentException("no case " + name);
    }

    private static Document document(String xml) throws Exception {
        JunitSchema.requireValid(xml);
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }

    /** So that the rows above stay readable. */
    private static String unescaped(String text) {
        java.util.regex.Matcher escape =
                java.util.regex.Pattern.compile("\\\\u([0-9a-f]{4})").matcher(text);
        String points = escape.replaceAll(match -> java.util.regex.Matcher.quoteReplacement(
                Character.toString((char) Integer.parseInt(match.group(1), 16))));
        return points.replace("\\n", "\n").replace("\\t", "\t").replace("\\r", "\r");
    }
}
