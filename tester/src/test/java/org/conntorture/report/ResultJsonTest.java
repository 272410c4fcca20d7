package org.conntorture.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.conntorture.diagnosis.Diagnosis;
import org.conntorture.outcome.FailureKind;
import org.conntorture.outcome.Phase;
import org.conntorture.result.RunMeasurement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Holds the document and its published schema together. */
class ResultJsonTest {
    private static final int RANDOM_RUNS = 200;

    private static String incident() {
        RunMeasurement whole = Runs.incident();
        RunMeasurement shortened = Runs.run(whole.targets().subList(3, 6));
        return ResultJson.of(shortened, Runs.incidentDiagnosis(), Runs.incidentJudgement(), 3);
    }

    private static JsonNode tree(String json) {
        return JsonMapper.shared().readTree(json);
    }

    private static String schema() {
        try (InputStream stream = ResultJson.class.getResourceAsStream("result.schema.json")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Error> errors(String schema, String document) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema)
                .validate(document, InputFormat.JSON);
    }

    @Test
    void shouldSayWhatWasMeasuredAndJudged() {
        assertThat(incident()).isEqualTo("""
                {
                  "schemaVersion" : 1,
                  "verdict" : "FAIL",
                  "summary" : "FAIL: pm2-reload loses connections while it is reloaded (17 of 61,000; first at attempt 1,843 after 0.9 s); pm2 left alone and the controls java, go and node are clean, at numbers that would have shown it.",
                  "exitCode" : 3,
                  "leftOpen" : false,
                  "interrupted" : false,
                  "trouble" : null,
                  "durationNs" : 182400000000,
                  "longestStallNs" : 2000000,
                  "rounds" : 4,
                  "targets" : [ {
                    "name" : "node-cluster",
                    "role" : "subject",
                    "address" : null,
                    "status" : "skipped",
                    "reason" : "node is not on the PATH of the tester; install the package nodejs with the package manager of this host, then run again",
                    "attempts" : 0,
                    "failures" : 0,
                    "testerFailures" : 0,
                    "unfinished" : 0,
                    "repliesMatched" : 0,
                    "disturbances" : 0,
                    "firstFailureAttempt" : null,
                    "firstFailureNs" : null,
                    "failureRate" : null,
                    "rate" : null,
                    "hiccups" : {
                      "count" : 0,
                      "longestNs" : 0,
                      "totalNs" : 0,
                      "longest" : [ ]
                    },
                    "phases" : { },
                    "failureKinds" : [ ],
                    "statuses" : { },
                    "causes" : [ ],
                    "accessLog" : null,
                    "captured" : [ ]
                  }, {
                    "name" : "pm2",
                    "role" : "subject",
                    "address" : "127.0.0.1:40001",
                    "status" : "ran",
                    "reason" : null,
                    "attempts" : 61377,
                    "failures" : 0,
                    "testerFailures" : 0,
                    "unfinished" : 0,
                    "repliesMatched" : 61377,
                    "disturbances" : 0,
                    "firstFailureAttempt" : null,
                    "firstFailureNs" : null,
                    "failureRate" : {
                      "estimate" : 0.0,
                      "low95" : 0.0,
                      "high95" : 6.0E-5
                    },
                    "rate" : null,
                    "hiccups" : {
                      "count" : 0,
                      "longestNs" : 0,
                      "totalNs" : 0,
                      "longest" : [ ]
                    },
                    "phases" : {
                      "connect" : {
                        "count" : 60000,
                        "p50Ns" : 58000,
                        "p90Ns" : 75400,
                        "p99Ns" : 145000,
                        "p999Ns" : 1160000,
                        "maxNs" : 3828000
                      },
                      "read" : {
                        "count" : 60000,
                        "p50Ns" : 58000,
                        "p90Ns" : 116000,
                        "p99Ns" : 197200,
                        "p999Ns" : 1740000,
                        "maxNs" : 5220000
                      }
                    },
                    "failureKinds" : [ ],
                    "statuses" : { },
                    "causes" : [ ],
                    "accessLog" : null,
                    "captured" : [ ]
                  }, {
                    "name" : "pm2-reload",
                    "role" : "subject",
                    "address" : "127.0.0.1:40005",
                    "status" : "ran",
                    "reason" : null,
                    "attempts" : 61000,
                    "failures" : 17,
                    "testerFailures" : 2,
                    "unfinished" : 0,
                    "repliesMatched" : 60981,
                    "disturbances" : 12,
                    "firstFailureAttempt" : 1843,
                    "firstFailureNs" : 900000000,
                    "failureRate" : {
                      "estimate" : 2.786885245901639E-4,
                      "low95" : 1.6E-4,
                      "high95" : 4.51E-4
                    },
                    "rate" : null,
                    "hiccups" : {
                      "count" : 0,
                      "longestNs" : 0,
                      "totalNs" : 0,
                      "longest" : [ ]
                    },
                    "phases" : {
                      "connect" : {
                        "count" : 60000,
                        "p50Ns" : 60000,
                        "p90Ns" : 78000,
                        "p99Ns" : 150000,
                        "p999Ns" : 1200000,
                        "maxNs" : 3960000
                      },
                      "read" : {
                        "count" : 60000,
                        "p50Ns" : 60000,
                        "p90Ns" : 120000,
                        "p99Ns" : 204000,
                        "p999Ns" : 1800000,
                        "maxNs" : 5400000
                      }
                    },
                    "failureKinds" : [ {
                      "kind" : "no-reply",
                      "phase" : "read",
                      "errno" : null,
                      "blame" : "TARGET",
                      "count" : 15
                    }, {
                      "kind" : "reset",
                      "phase" : "read",
                      "errno" : "ECONNRESET",
                      "blame" : "TARGET",
                      "count" : 2
                    }, {
                      "kind" : "ports-exhausted",
                      "phase" : "connect",
                      "errno" : "EADDRNOTAVAIL",
                      "blame" : "TESTER",
                      "count" : 2
                    } ],
                    "statuses" : { },
                    "causes" : [ {
                      "id" : "lost-in-handover",
                      "text" : "a process of the server accepted the connection and lost it before anything read from it",
                      "explains" : 15,
                      "confidence" : "certain",
                      "facts" : [ "connected and wrote, no reply; 5 bytes unread, owned by pid 19720" ],
                      "ruledOut" : [ {
                        "id" : "process-paused",
                        "fact" : "never seen stopped"
                      } ]
                    } ],
                    "accessLog" : null,
                    "captured" : [ {
                      "attempt" : 1843,
                      "kind" : "no-reply",
                      "file" : "failures/1.pcap",
                      "timeline" : "SYN, SYN-ACK, ACK, FIN +5.00 s",
                      "resetOrigin" : null
                    } ]
                  } ],
                  "findings" : [ {
                    "target" : "java",
                    "text" : "is clean: 0 of 75,250 attempts failed",
                    "outcome" : "pass"
                  }, {
                    "target" : "node-cluster",
                    "text" : "skipped: node is not on the PATH",
                    "outcome" : "pass"
                  }, {
                    "target" : "pm2-reload",
                    "text" : "loses connections while it is reloaded (17 of 61,000; first at attempt 1,843 after 0.9 s)",
                    "outcome" : "fail"
                  }, {
                    "target" : "pm2-reload",
                    "text" : "had 2 attempts without a free source port: widen net.ipv4.ip_local_port_range, or give more --source addresses",
                    "outcome" : "inconclusive"
                  } ],
                  "comparison" : null
                }
                """);
    }

    @Test
    void shouldBeValidWhateverWasMeasured() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        for (long i = 0; i < RANDOM_RUNS; i++) {
            RandomRuns random = new RandomRuns(seed + i);
            RunMeasurement run = random.run();
            assertThat(errors(schema(), ResultJson.of(run, Diagnosis.NONE, random.judgement(run), 4)))
                    .as("seed %d", seed + i)
                    .isEmpty();
        }
    }

    @Test
    void shouldHoldTheComparisonWithAnEarlierRun() {
        RunMeasurement run = Runs.incident();
        String document =
                ResultJson.of(run, Runs.incidentDiagnosis(), Runs.incidentJudgement(), 3, ComparisonTextTest.REGRESSED);

        assertThat(errors(strict(), document)).isEmpty();
        assertThat(errors(schema(), document.replace("\"change\" : \"SAME\"", "\"change\" : \"LIKE\"")))
                .isNotEmpty();
        assertThat(tree(document)
                        .at("/comparison/targets/1/measures/0/nowRate/estimate")
                        .asDouble())
                .isEqualTo(0.0012);
        assertThat(tree(document).at("/comparison/targets/0/role").asString()).isEqualTo("control");
    }

    private static String strict() {
        return schema().replace("\"type\": \"object\",", "\"type\": \"object\", \"additionalProperties\": false,");
    }

    @Test
    void shouldDescribeEveryFieldItWrites() {
        String strict = strict();

        assertThat(errors(strict, incident())).isEmpty();
        assertThat(errors(strict, incident().replace("\"rounds\"", "\"turns\" : 4, \"rounds\"")))
                .as("the strict schema sees an unknown field")
                .hasSize(1);
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "\"schemaVersion\" : 1 | \"schemaVersion\" : 2 | another version",
                "\"verdict\" : \"FAIL\" | \"verdict\" : \"fail\" | verdict in lower case",
                "\"summary\" : \"FAIL: | \"summary\" : \" | summary without the verdict",
                "\"exitCode\" : 3 | \"exitCode\" : 5 | unpublished exit code",
                "\"interrupted\" : false, |  | missing field",
                "\"durationNs\" : 182400000000 | \"durationNs\" : \"182 s\" | text for a number",
                "\"status\" : \"skipped\" | \"status\" : \"lost\" | unknown status",
                "\"address\" : null, |  | absent value left out",
                "\"firstFailureAttempt\" : 1843 | \"firstFailureAttempt\" : 0 | attempts are numbered from 1",
                "\"low95\" : 1.6E-4, |  | interval without its lower end",
                "\"p999Ns\" : 1200000, |  | phase without a percentile",
                "\"blame\" : \"TESTER\" | \"blame\" : \"NOBODY\" | unknown blame",
                "\"kind\" : \"reset\" | \"kind\" : \"hiccup\" | unknown kind",
                "\"causes\" : [ ] | \"causes\" : null | no list of causes",
                "\"outcome\" : \"fail\" | \"outcome\" : \"FAIL\" | outcome in upper case",
            })
    void shouldRefuseABrokenDocument(String part, String broken, String reason) {
        String document = incident();
        assertThat(document).contains(part);

        assertThat(errors(schema(), document)).isEmpty();
        assertThat(errors(schema(), document.replace(part, broken == null ? "" : broken)))
                .as(reason)
                .isNotEmpty();
    }

    @Test
    void shouldPublishEveryKindAndPhase() {
        JsonNode failureKind = tree(schema()).at("/$defs/failureKind/properties");

        assertThat(texts(failureKind.at("/kind/enum")))
                .containsExactlyElementsOf(
                        Stream.of(FailureKind.values()).map(FailureKind::id).toList());
        assertThat(texts(failureKind.at("/phase/enum")))
                .containsExactlyElementsOf(
                        Stream.of(Phase.values()).map(Phase::id).toList());
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }
}
