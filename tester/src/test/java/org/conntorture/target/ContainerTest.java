package org.conntorture.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContainerTest {

    @ParameterizedTest(name = "{2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "ab true 42 c_default 172.18.0.2            | 172.18.0.2 | a bridge",
                "ab true 42 c_default 172.18.0.2 172.19.0.2 | 172.18.0.2 | two networks",
                "ab true 42 c_default fd00::2               | fd00:0:0:0:0:0:0:2 | an address of IPv6",
                "ab true 42 host                            | 127.0.0.1  | the host's own network",
                "ab false 0 c_default                       | 127.0.0.1  | it has ended and has no address any more",
            })
    void shouldReadWhatDockerSays(String line, String address, String reason) {
        Container container = Container.parse(line + "\n");

        assertThat(container.id()).isEqualTo("ab");
        assertThat(container.running()).isEqualTo(line.contains("true"));
        assertThat(container.pid()).isEqualTo(container.running() ? 42 : 0);
        assertThat(container.address().getHostAddress()).isEqualTo(address);
    }

    @Test
    void shouldRefuseAContainerWithoutAnAddress() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Container.parse("ab true 42 none"))
                .withMessage(
                        "has a container without an address of its own (network mode none): give it a network of the"
                                + " compose file, or network_mode host");
    }

    @Test
    void shouldRefuseWhatIsNoDescription() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Container.parse("No such object"))
                .withMessage("has a container that docker describes as 'No such object'");
    }
}
