package io.breakers.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.fleet.internal.messages.Advice;
import io.breakers.fleet.internal.messages.Card;
import io.breakers.fleet.internal.messages.DocumentText;
import io.breakers.fleet.internal.messages.Subject;
import io.breakers.operations.Settings;
import io.breakers.tools.RecordedLog;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whatever characters names of breakers (S56) and values of settings have, they come through. */
class TextsTest {
    private static final String ODD = "a\u0000b\tc\u001f\\u\ud83d\ude00\ud83d!\u0085";

    @RegisterExtension
    final RecordedLog log = new RecordedLog();

    private final VirtualFleet fleet = new VirtualFleet();
    private final VirtualFleet.Instance first = fleet.join();
    private final VirtualFleet.Instance second = fleet.join();

    @Test
    void whatIsWrittenIsReadAgain() throws Exception {
        var card = new Card(1, 2, ODD, List.of(ODD));
        var document = new DocumentText(Map.of(ODD, ODD), new DocumentText.Back(null));
        var subject = new Subject(Subject.Kind.ADVICE, ODD);

        assertThat(Card.of(card.text())).isEqualTo(card);
        assertThat(DocumentText.of(document.text())).isEqualTo(document);
        assertThat(Subject.of(subject.key())).isEqualTo(subject);
        assertThat(Advice.of(new Advice(1, 2).text())).isEqualTo(new Advice(1, 2));
    }

    @Test
    void aMemberWithABreakerOfAnOddNameIsSeen() {
        second.registry.breaker("X[" + ODD + "]").forceOpen();
        fleet.pass(3);
        var members = first.node.members().toCompletableFuture();
        fleet.pass(1);

        assertThat(members.join().get(1).open()).containsExactly("X[" + ODD + "]");
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void aDocumentWithAnOddValueIsTaken() {
        first.node.write(
                Subject.THE_DOCUMENT.key(),
                first.node
                        .document()
                        .next(Settings.of(Map.of("services.Odd\u0001.open-for", "7s")))
                        .text(),
                FleetChannel.FOREVER);
        fleet.pass(1);

        assertThat(second.node.document().number()).isPositive();
        assertThat(log.lines()).allMatch(line -> line.startsWith("INFO: settings applied: services."));
    }
}
