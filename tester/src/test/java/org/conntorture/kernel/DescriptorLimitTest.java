package org.conntorture.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DescriptorLimitTest {
    private static final Path RECORDED = Path.of("src/test/resources/kernel/linux-6.18.44/self/limits");

    @TempDir
    Path directory;

    @Test
    void shouldReadTheLimitsOfARecordedKernel() {
        assertThat(DescriptorLimit.read(RECORDED)).contains(new DescriptorLimit(20000, 20000));
    }

    @Test
    void shouldTellSoftFromHardAndKnowUnlimited() throws IOException {
        Path limits = directory.resolve("limits");
        Files.writeString(limits, "Max open files            1024                 unlimited            files     \n");

        assertThat(DescriptorLimit.read(limits)).contains(new DescriptorLimit(1024, DescriptorLimit.UNLIMITED));
    }

    @Test
    void shouldNotKnowALimitThatIsNotThere() throws IOException {
        Path limits =
                Files.writeString(directory.resolve("limits"), "Max cpu time   unlimited   unlimited   seconds\n");

        assertThat(DescriptorLimit.read(limits)).isEmpty();
        assertThat(DescriptorLimit.read(directory.resolve("absent"))).isEmpty();
    }
}
