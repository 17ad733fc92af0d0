package io.breakers.examples;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.api.CallRejectedException;
import io.breakers.proxy.Breakers;
import io.breakers.testing.ManualTicker;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;

/**
 * The first example of the pattern: a breaker around a function. The third failure trips it, it rejects calls without
 * calling the function, a failed probe reopens it immediately, and two successes close it.
 */
public final class BasicBreaker {
    private final ManualTicker ticker = new ManualTicker();
    private final Warehouse warehouse = new Warehouse();
    private final PrintStream out;
    private final Breaker stock;

    private BasicBreaker(PrintStream out) {
        this.out = out;
        BreakerConfig config = BreakerConfig.builder()
                .failureThreshold(3)
                .openFor(Duration.ofSeconds(5))
                .successThreshold(2)
                .listener(breaker -> new Announcer(out))
                .ticker(ticker)
                .build();
        stock = Breakers.breaker("stock", config);
    }

    /** Tells the story once. */
    public static void main(String[] args) {
        run(System.out);
    }

    static void run(PrintStream out) {
        var story = new BasicBreaker(out);

        out.println("The warehouse is down. Three calls find out, two do not even ask:");
        story.warehouse.down = true;
        story.call(5);

        out.println("5 s later it is still down, and one call is enough to know:");
        story.ticker.advance(Duration.ofSeconds(5));
        story.call(2);

        out.println("5 s later it is back:");
        story.ticker.advance(Duration.ofSeconds(5));
        story.warehouse.down = false;
        story.call(3);
    }

    private void call(int times) {
        for (int left = times; left > 0; left--) {
            String answer;
            try {
                answer = stock.call(warehouse::count) + " in stock";
            } catch (CallRejectedException rejected) {
                answer = "rejected: " + rejected.reason() + ", retry after "
                        + rejected.retryAfter().plusNanos(999_999_999).toSeconds() + " s";
            } catch (Exception failed) {
                answer = "failed: " + failed.getMessage();
            }
            out.printf("  %-9s  asked %d  %s%n", stock.state(), warehouse.asked, answer);
        }
    }

    /** What the breaker is put around: any function will do. */
    private static final class Warehouse {
        private boolean down;
        private int asked;

        int count() throws IOException {
            asked++;
            if (down) {
                throw new IOException("no answer from the warehouse");
            }
            return 42;
        }
    }
}
