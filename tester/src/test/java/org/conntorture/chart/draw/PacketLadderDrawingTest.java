package org.conntorture.chart.draw;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.conntorture.chart.PacketLadder;
import org.conntorture.chart.PacketLadder.Packet;
import org.junit.jupiter.api.Test;

class PacketLadderDrawingTest {
    @Test
    void shouldDrawAnArrowForEachPacketAndMarkWhatNobodyAnswered() {
        Picture picture = draw(
                List.of(
                        new Packet(0, true, "SYN", false),
                        new Packet(1_003_000, true, "SYN again", true),
                        new Packet(1_003_080, false, "SYN-ACK", true)),
                "given up after 2.0 s");

        Drawn drawn = Drawn.of(picture);
        assertThat(drawn.texts()).contains("0", "+1.00 s", "SYN", "SYN again", "SYN-ACK", "given up after 2.0 s");
        assertThat(drawn.texts()).filteredOn("not answered"::equals).hasSize(1);
        assertThat(drawn.paths(Paint.FAILED)).as("the unanswered one").contains("M130 72L490 77");
        assertThat(drawn.paths(Paint.SERIES_0)).as("there and back").contains("M130 98L490 103", "M490 124L130 129");
        assertThat(picture.description())
                .isEqualTo("3 packets between 127.0.0.1:40112 and 127.0.0.1:8085: client SYN at 0, not answered; client"
                        + " SYN again at +1.00 s; server SYN-ACK at +1.00 s. In the end: given up after 2.0 s.");
    }

    @Test
    void shouldDrawBothEndsOfALongConversation() {
        List<Packet> packets = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            packets.add(new Packet(i, i % 2 == 0, "packet " + i, true));
        }
        Picture picture = draw(packets, "");

        assertThat(Drawn.of(picture).texts())
                .contains("packet 0", "packet 9", "9,980 more packets", "packet 9990", "packet 9999")
                .doesNotContain("packet 10", "packet 9989");
        assertThat(picture.element("p1").length()).isLessThan(15_000);
    }

    @Test
    void shouldSayThatThereWereNone() {
        assertThat(draw(List.of(), "").description()).startsWith("0 packets between");
    }

    private static Picture draw(List<Packet> packets, String end) {
        return Pictures.of(new PacketLadder("Packets", "127.0.0.1:40112", "127.0.0.1:8085", packets, end));
    }
}
