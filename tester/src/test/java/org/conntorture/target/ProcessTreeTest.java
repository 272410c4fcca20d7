package org.conntorture.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who belongs to a target: the tester is process 40, started at tick 100, the target's first process is 50. */
class ProcessTreeTest {
    private static final ProcessRow TESTER = new ProcessRow(40, 30, 40, 100);
    private static final Mark MARK = Mark.ofRun("a1").withTarget("node");

    @TempDir
    Path root;

    private final List<String> sessionsFound = new ArrayList<>();
    private ProcDirectory proc;
    private ProcessTree tree;

    @BeforeEach
    void startTarget() throws IOException {
        proc = new ProcDirectory(root);
        proc.started(40, 30, 40, 100);
        proc.started(50, 40, 50, 110);
        tree = new ProcessTree(proc.table(), TESTER, MARK, sessionsFound::add);
        tree.add(50, true);
    }

    @Test
    void shouldOwnByMarkSessionAndDescent() throws IOException {
        proc.started(51, 1, 51, 120, MARK);
        proc.started(52, 1, 50, 120);
        proc.started(54, 53, 54, 121);
        proc.started(53, 51, 53, 120);
        proc.started(60, 1, 60, 120);

        assertThat(alivePids()).containsExactlyInAnyOrder(50L, 51L, 52L, 53L, 54L);
        assertThat(sessionsFound).containsExactlyInAnyOrder("50 110", "51 120", "53 120", "54 121");
    }

    @Test
    void shouldKeepWhatItOnceSawWhenTheLineOfDescentIsCut() throws IOException {
        proc.started(51, 50, 51, 120);
        assertThat(alivePids()).contains(51L);

        proc.ended(50);
        proc.started(51, 1, 51, 120);
        proc.started(52, 1, 51, 130);

        assertThat(alivePids()).containsExactlyInAnyOrder(51L, 52L);
    }

    @Test
    void shouldNotOwnAnotherProcessThatGotAKnownPid() throws IOException {
        proc.ended(50);
        proc.started(50, 1, 45, 500);

        assertThat(alivePids()).isEmpty();
    }

    @Test
    void shouldNotOwnAnotherSessionThatGotAKnownNumber() throws IOException {
        proc.ended(50);
        proc.started(50, 1, 50, 500);
        proc.started(51, 50, 50, 501);

        assertThat(alivePids()).isEmpty();
    }

    @Test
    void shouldNotOwnWhatIsOlderThanTheTester() throws IOException {
        proc.started(45, 1, 45, 99, MARK);
        proc.started(46, 1, 50, 99);

        assertThat(alivePids()).containsExactly(50L);
    }

    @Test
    void shouldNotTakeASessionForItsOwnBecauseAMemberIs() throws IOException {
        proc.started(51, 1, 20, 120, MARK);
        proc.started(52, 1, 20, 120);

        assertThat(alivePids()).containsExactlyInAnyOrder(50L, 51L);
        assertThat(sessionsFound).containsExactly("50 110");
    }

    @Test
    void shouldNeverOwnTheTesterOrItsSession() throws IOException {
        proc.started(40, 30, 40, 100, MARK);
        tree.add(40, true);
        proc.started(41, 40, 40, 120);

        assertThat(alivePids()).containsExactly(50L);
    }

    private List<Long> alivePids() {
        return tree.alive().stream().map(ProcessRow::pid).toList();
    }
}
