package io.breakers.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.fleet.internal.messages.Action;
import io.breakers.fleet.internal.messages.Advice;
import io.breakers.fleet.internal.messages.Card;
import io.breakers.fleet.internal.messages.Command;
import io.breakers.fleet.internal.messages.DocumentText;
import io.breakers.fleet.internal.messages.Limits;
import io.breakers.fleet.internal.messages.MalformedException;
import io.breakers.fleet.internal.messages.Subject;
import io.breakers.fleet.internal.redis.Frame;
import io.breakers.tools.RecordedLog;
import java.time.Duration;
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

    private static final int MESSAGES = 1_000;

    /** Than have passed since 2026 in these tests. */
    private static final long FEWER_MILLIS = 20_000_000_000L;

    private static final List<String> KEYS = List.of("c:Stock.find", "c:Stock", "e:Stock.find", "d:", "a:Stock.find");
    private static final String FORCE_OPEN = "1\tforce-open\t0\tops-7\twhy";

    /** Each with one mistake. */
    private static final List<String> ALMOST = List.of(
            "",
            "1",
            "2\tforce-open\t0\tops-7\twhy",
            "01\tforce-open\t0\tops-7\twhy",
            "1\tforce-open\t0\tops-7",
            "1\tforce-open\t0\tops-7\twhy\t",
            "1\tFORCE_OPEN\t0\tops-7\twhy",
            "1\tforce-open \t0\tops-7\twhy",
            "1\ttrip\t0\tops-7\twhy",
            "1\tforce-open\t00\tops-7\twhy",
            "1\tforce-open\t-1\tops-7\twhy",
            "1\tforce-open\t+1\tops-7\twhy",
            "1\tforce-open\t\tops-7\twhy",
            "1\tforce-open\t" + (Limits.MOST + 1) + "\tops-7\twhy",
            "1\tforce-open\t" + Long.MAX_VALUE + "0\tops-7\twhy",
            "1\treset\t5\tops-7\twhy",
            "1\tforce-open\t0\tops-7\twhy\\",
            "1\tforce-open\t0\tops-7\twhy\\x",
            "1\tforce-open\t0\tops-7\twhy\n",
            "1\tforce-open\t0\tops-7\twhy\u0000",
            "1\tforce-open\t0\tops-7\twhy\ud83d",
            "1\tforce-open\t0\t" + "o".repeat(Limits.AUTHOR + 1) + "\twhy",
            "1\tforce-open\t0\tops-7\t" + "w".repeat(Limits.REASON + 1));

    private final Random random = new Random(SEED);
    private final VirtualFleet fleet = new VirtualFleet();
    private final VirtualFleet.Instance member = fleet.join();

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
        int read = 0;
        for (int i = 0; i < INPUTS; i++) {
            String text = input();
            Frame frame = Frame.of(text);
            if (frame != null) {
                read++;
                assertThat(text).endsWith("\t" + frame.key() + "\t" + frame.text());
            }
        }
        assertThat(read).isGreaterThan(1_000);
    }

    /** A number that the engine may have given. */
    private long number() {
        return random.nextLong(1, FEWER_MILLIS);
    }

    private void send(String key, long number, long time, String text) {
        var entry = new FleetChannel.Entry(key, number, time, text);
        if (random.nextBoolean()) {
            fleet.engine.publish(new FleetChannel.Change(number, number, entry));
        } else {
            fleet.engine.put(entry);
        }
    }

    /** The parsers are reached: what could be wrong with a message besides its text is right here. */
    @Test
    void noTextEndsTheConnection() {
        for (int i = 0; i < MESSAGES; i++) {
            send(KEYS.get(random.nextInt(KEYS.size())), number(), fleet.engine.now(), input());
            send(input(), number(), fleet.engine.now(), FORCE_OPEN);
        }
        fleet.pass(10);

        assertThat(member.node.isConnected()).isTrue();
        assertThat(log.lines()).noneMatch(line -> line.contains("is not connected"));
    }

    @Test
    void whatIsAlmostACommandDoesNothingAndIsReportedOnce() {
        for (int i = 0; i < MESSAGES; i++) {
            for (String text : ALMOST) {
                send("c:Stock.find", number(), fleet.engine.now(), text);
            }
            for (String key :
                    List.of("c:", "c: ", "C:Stock.find", "c:Stock.find\t", "c:Stock\\.find", "e:Stock.find")) {
                send(key, number(), fleet.engine.now(), FORCE_OPEN);
            }
            for (long none : new long[] {0, -1, Limits.MOST + 1, Long.MIN_VALUE, Long.MAX_VALUE}) {
                send("c:Stock.find", none, fleet.engine.now(), FORCE_OPEN);
                send("c:Stock.find", number(), none == 0 ? -1 : none, FORCE_OPEN);
            }
        }
        fleet.pass(10);

        assertThat(member.breaker().stats().transitions()).isZero();
        assertThat(member.node.isConnected()).isTrue();
        assertThat(log.lines()).singleElement().asString().startsWith("WARNING: Somebody else writes to the fleet");
    }

    @Test
    void commandsAmongGarbageAreDoneWithTheirWords() {
        for (int i = 1; i <= MESSAGES; i++) {
            String reason = "why " + PIECES.replaceAll("[\\t\\n\u0000]", "") + i;
            send("c:Stock.find", number(), fleet.engine.now(), ALMOST.get(random.nextInt(ALMOST.size())));
            var command = new Command(i % 2 == 0 ? Action.DISABLE : Action.FORCE_OPEN, 0, "ops\\", reason);
            fleet.engine.publish(new FleetChannel.Change(
                    i, i, new FleetChannel.Entry("c:Stock.find", i, fleet.engine.now(), command.text())));
            fleet.time.advance(Duration.ofMillis(10));

            assertThat(member.breaker().status().reason()).isEqualTo(reason + " (ops\\, fleet command " + i + ")");
        }
    }
}
