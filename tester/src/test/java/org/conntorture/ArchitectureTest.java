package org.conntorture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds the layers of tester/README.md: a package imports lower levels only, and a library stays behind its wall. */
class ArchitectureTest {
    private static final Map<String, Integer> LEVELS = new TreeMap<>(Map.ofEntries(
            Map.entry("signal", 0),
            Map.entry("text", 0),
            Map.entry("outcome", 0),
            Map.entry("plan", 1),
            Map.entry("record", 1),
            Map.entry("kernel", 1),
            Map.entry("chart", 1),
            Map.entry("scenario", 2),
            Map.entry("attempt", 2),
            Map.entry("result", 2),
            Map.entry("evidence", 2),
            Map.entry("capture", 1),
            Map.entry("target", 2),
            Map.entry("store", 3),
            Map.entry("worker", 3),
            Map.entry("diagnosis", 3),
            Map.entry("verdict", 4),
            Map.entry("run", 5),
            Map.entry("screen", 5),
            Map.entry("metrics", 5),
            Map.entry("merge", 5),
            Map.entry("report", 5),
            Map.entry("doctor", 5),
            Map.entry("page", 6),
            Map.entry("selftest", 6),
            Map.entry("conclusion", 7),
            Map.entry("api", 8),
            Map.entry("cli", 8)));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.conntorture");

    @Test
    void shouldKnowEveryPackageAndNoOther() {
        assertThat(CLASSES.stream()
                        .map(ArchitectureTest::packageOf)
                        .filter(name -> !name.equals("reference"))
                        .distinct()
                        .sorted())
                .containsExactlyElementsOf(LEVELS.keySet());
    }

    @Test
    void shouldImportLowerLevelsOnly() {
        LEVELS.forEach((name, level) -> {
            String[] notBelow = LEVELS.entrySet().stream()
                    .filter(other ->
                            other.getValue() >= level && !other.getKey().equals(name))
                    .map(other -> "org.conntorture." + other.getKey() + "..")
                    .toArray(String[]::new);
            if (notBelow.length > 0) {
                noClasses()
                        .that()
                        .resideInAPackage("org.conntorture." + name + "..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(notBelow)
                        .because("a package imports lower levels only")
                        .check(CLASSES);
            }
        });
    }

    @Test
    void shouldKeepDataFromTheirDrawing() {
        noClasses()
                .that()
                .resideInAPackage("org.conntorture.chart")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.conntorture.chart.draw")
                .because("what a picture is made of does not know how it is drawn")
                .check(CLASSES);
    }

    /** The one arrow back is from who goes through the table of rules. */
    @Test
    void shouldKeepTheEngineFromSingleRules() {
        noClasses()
                .that()
                .resideInAPackage("org.conntorture.diagnosis")
                .should()
                .dependOnClassesThat(
                        resideInAPackage("org.conntorture.diagnosis.rules").and(not(simpleName("Rules"))))
                .check(CLASSES);
    }

    @Test
    void shouldKeepTheHotPathFromTheRecorder() {
        noClasses()
                .that()
                .resideInAnyPackage("org.conntorture.attempt..", "org.conntorture.worker..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.conntorture.record..")
                .because("it sees only AttemptSink, so that a list can stand in for the recorder")
                .check(CLASSES);
    }

    @ParameterizedTest
    @CsvSource({
        "io.netty, attempt;worker;run;selftest;cli",
        "org.HdrHistogram, record;result;store;run;report;screen;metrics;merge",
        "tools.jackson, store;report",
        "org.snakeyaml, scenario",
        "org.apache.commons, verdict",
        "io.micrometer, metrics",
        "io.prometheus, metrics",
        "io.opentelemetry, metrics",
        "org.jline, screen",
        "com.sun.net.httpserver, metrics",
        "picocli, cli"
    })
    void shouldKeepALibraryBehindItsWall(String library, String packages) {
        String[] allowed = packages.split(";");
        for (int i = 0; i < allowed.length; i++) {
            allowed[i] = "org.conntorture." + allowed[i] + "..";
        }
        noClasses()
                .that()
                .resideOutsideOfPackages(allowed)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library + "..")
                .check(CLASSES);
    }

    @Test
    void shouldReachNoOptionalLibraryFromTheApi() {
        noClasses()
                .that()
                .resideInAPackage("org.conntorture.api..")
                .should()
                .transitivelyDependOnClassesThat()
                .resideInAnyPackage(
                        "picocli..",
                        "org.jline..",
                        "io.micrometer..",
                        "io.prometheus..",
                        "io.opentelemetry..",
                        "org.slf4j..")
                .because("a team that takes the library gets none of them")
                .check(CLASSES);
    }

    @Test
    void shouldExitAndPrintOnTheCommandLineAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackages("org.conntorture.cli..", "org.conntorture.reference..")
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .accessField(System.class, "out")
                .check(CLASSES);
    }

    @Test
    void shouldHaveNoNettyInTheReferenceServers() {
        classes()
                .that()
                .resideInAPackage("org.conntorture.reference..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("org.conntorture.reference..", "org.conntorture.signal..", "java..")
                .because("a Netty fault must not hide on both sides")
                .check(CLASSES);
    }

    private static String packageOf(JavaClass type) {
        return type.getPackageName().replaceFirst("org\\.conntorture\\.?", "").replaceFirst("\\..*", "");
    }
}
