package org.conntorture.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessTableTest {
    @TempDir
    Path root;

    @Test
    void shouldReadAProcessWhoseNameLooksLikeFields() throws IOException {
        ProcDirectory proc = new ProcDirectory(root);
        proc.write(42, "a) S 1 (b", 'R', 7, 40, 900, Map.of());

        assertThat(proc.table().row(42)).contains(new ProcessRow(42, 7, 40, 900));
    }

    @Test
    void shouldLeaveOutZombiesAndTheOlder() throws IOException {
        ProcDirectory proc = new ProcDirectory(root);
        proc.write(42, "dead", 'Z', 1, 42, 900, Map.of());
        proc.started(43, 1, 43, 899);
        proc.started(44, 1, 44, 900);

        assertThat(proc.table().since(900)).extracting(ProcessRow::pid).containsExactly(44L);
    }

    @Test
    void shouldKnowAMarkOnlyByWholeVariables() throws IOException {
        ProcDirectory proc = new ProcDirectory(root);
        Mark mark = Mark.ofRun("a1").withTarget("node");
        proc.started(42, 1, 42, 900, mark);
        proc.started(43, 1, 43, 900, Mark.ofRun("a1").withTarget("node-cluster"));
        proc.started(44, 1, 44, 900, Mark.ofRun("a12").withTarget("node"));
        ProcessTable table = proc.table();

        assertThat(table.since(2).stream().filter(row -> table.carries(row, mark)))
                .extracting(ProcessRow::pid)
                .containsExactly(42L);
        assertThat(table.since(2)).hasSize(3).noneMatch(row -> table.carries(row, Mark.NONE));
    }

    @Test
    void shouldReadThisVeryProcess() {
        ProcessHandle self = ProcessHandle.current();

        assertThat(new ProcessTable(ProcessTable.ROOT).row(self.pid()))
                .hasValueSatisfying(row -> assertThat(row.parentPid())
                        .isEqualTo(self.parent().map(ProcessHandle::pid).orElse(0L)));
    }

    @Test
    void shouldAskTheJdkWhereThereIsNoProc() {
        ProcessTable table = new ProcessTable(root.resolve("absent"));
        ProcessHandle self = ProcessHandle.current();

        assertThat(table.since(0)).extracting(ProcessRow::pid).contains(self.pid());
        assertThat(table.row(self.pid()))
                .hasValueSatisfying(row -> assertThat(row.parentPid())
                        .isEqualTo(self.parent().map(ProcessHandle::pid).orElse(0L)));
    }
}
