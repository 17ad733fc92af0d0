package io.breakers.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.operations.BreakerRegistry;
import io.breakers.tools.RecordedLog;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A fleet that is closed while others use it. The engine never answers. */
class FleetClosingTest {
    private static final long LIMIT_SECONDS = 60;

    @RegisterExtension
    final RecordedLog log = new RecordedLog();

    private final CountDownLatch connecting = new CountDownLatch(1);
    private final Fleet fleet = Fleet.of(BreakerRegistry.builder().quiet().build(), new Silent());

    private final class Silent implements FleetChannel {
        @Override
        public Line open() {
            return new Line() {
                @Override
                public CompletionStage<Connection> connect(Receiver receiver) {
                    connecting.countDown();
                    return new CompletableFuture<>();
                }

                @Override
                public void close() {
                    throw new IllegalStateException("an engine that cannot be closed");
                }
            };
        }

        @Override
        public String group() {
            return "closing";
        }
    }

    @Test
    void whoJoinsWaitsNoLonger() throws Exception {
        CompletableFuture<Fleet> joined = CompletableFuture.supplyAsync(() -> fleet.join(Duration.ofMinutes(1)));
        assertThat(connecting.await(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        fleet.close();

        assertThat(joined.get(LIMIT_SECONDS, TimeUnit.SECONDS)).isSameAs(fleet);
    }

    @Test
    void itsThreadEndsAlsoIfTheEngineCannotBeClosed() throws Exception {
        fleet.join(Duration.ZERO);
        Thread itself = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("breakers-fleet-closing"))
                .findFirst()
                .orElseThrow();
        fleet.close();
        fleet.close();

        itself.join(TimeUnit.SECONDS.toMillis(LIMIT_SECONDS));
        assertThat(itself.isAlive()).isFalse();
    }
}
