package io.breakers.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.BreakerState;
import io.breakers.fleet.internal.messages.Action;
import io.breakers.fleet.internal.messages.Advice;
import io.breakers.fleet.internal.messages.Card;
import io.breakers.fleet.internal.messages.Command;
import io.breakers.fleet.internal.messages.DocumentText;
import io.breakers.fleet.internal.messages.MalformedException;
import io.breakers.fleet.internal.messages.Subject;
import io.breakers.fleet.internal.redis.Frame;
import io.breakers.tools.RecordedLog;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** L14: what is no message is refused as a whole, and what is one comes through unchanged. */
class MessagesFuzzTest {
    private static final int INPUTS = 100_000;
    private static final long SEED = 20261128;
    private static final String PIECES = "01 9\t\\tnrxac:d-.\u00e4\ud83d\ude00\u0000\n%force-open";

    @RegisterExtension
    final RecordedLog log = new RecordedLog();

    private final Random random = new Random(SEED);

    private static final List<String> TRUE = List.of(
            new Command(Action.FORCE_OPEN, 5, "ops-7", "maintenance\\ of\tall").text(),
            new Advice(3, 4).text(),
            new Card(17, 3, "no", List.of("A.b", "C.d")).text(),
            new DocumentText(Map.of("defaults.open-for", "7s"), new DocumentText.Back(null)).text(),
            new Subject(Subject.Kind.COMMAND, "A.b").key(),
            "1\t2\t2\t17\tc:A.b\t" + new Command(Action.RESET, 0, "ops", "why").text());

    private String input() {
        var text = new StringBuilder(TRUE.get(random.nextInt(TRUE.size())));
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(text.length() + 1);
            switch (random.nextInt(3)) {
                case 0 -> text.insert(at, PIECES.charAt(random.nextInt(PIECES.length())));
                case 1 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(3)));
                default -> text.insert(at, Long.toString(random.nextLong()));
            }
        }
        return text.toString();
    }

    private interface Reader {
        String again(String text) throws MalformedException;
    }

    @Test
    void whatIsReadIsExactlyWhatIsWritten() {
        List<Reader> readers = List.of(
                text -> Command.of(text).text(),
                text -> Advice.of(text).text(),
                text -> Card.of(text).text(),
                text -> DocumentText.of(text).text(),
                text -> Subject.of(text).key());
        int read = 0;
        for (int i = 0; i < INPUTS; i++) {
            String text = input();
            for (Reader reader : readers) {
                try {
                    assertThat(reader.again(text)).isEqualTo(text);
                    read++;
                } catch (MalformedException refused) {
                    assertThat(refused.getMessage()).doesNotContain("\n").hasSizeLessThan(200);
                }
            }
        }
        assertThat(read).isGreaterThan(1_000);
    }

    @Test
    void aFrameIsReadOrNot() {
        for (int i = 0; i < INPUTS; i++) {
            String text = input();
            Frame frame = Frame.of(text);
            if (frame != null) {
                assertThat(text).endsWith("\t" + frame.key() + "\t" + frame.text());
            }
        }
    }

    @Test
    void garbageInTheEngineDoesNothingAndIsReportedOnce() {
        var fleet = new VirtualFleet();
        var first = fleet.join();
        for (int i = 0; i < 2_000; i++) {
            fleet.engine.put(new FleetChannel.Entry("c:Stock.find" + i, random.nextLong(), 1, input() + "\t"));
            fleet.engine.publish(new FleetChannel.Change(
                    1, random.nextLong(), new FleetChannel.Entry(input(), random.nextLong(), random.nextLong(), "?")));
        }
        fleet.pass(10);

        assertThat(first.state()).isEqualTo(BreakerState.CLOSED);
        assertThat(first.node.isConnected()).isTrue();
        assertThat(log.lines()).hasSize(1);
    }
}
