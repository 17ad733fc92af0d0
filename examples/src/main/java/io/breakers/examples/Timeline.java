package io.breakers.examples;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.breakers.api.BreakerListener;
import io.breakers.api.BreakerState;
import io.breakers.api.Ticker;
import io.breakers.api.Transition;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Prints one line for each order and each state change, as they happen. One thread places the orders, one at a time.
 */
final class Timeline implements BreakerListener {
    private static final String COLUMNS = "%-9s  %-9s  %-25s  %-9s  %s";
    private static final long NANOS_OF_A_HASH = 50_000_000;

    private final List<Verdict.Step> steps = new ArrayList<>();
    private final List<BreakerState> states = new ArrayList<>();
    private final List<Runnable> later = new ArrayList<>();
    private final PrintStream out;
    private final Ticker ticker;

    private long start;
    private long placedAt;
    private BreakerState stateBefore = BreakerState.CLOSED;
    private @Nullable BreakerState rejectedIn;
    private @Nullable Throwable failure;

    Timeline(PrintStream out, Ticker ticker) {
        this.out = out;
        this.ticker = ticker;
    }

    /** Starts the clock. */
    void begin() {
        start = ticker.read();
        out.println(
                "    time  " + String.format(COLUMNS, "order", "breaker", "gateway", "answer by", "customer waits"));
    }

    /** Prints what happened outside the shop. */
    void news(String text) {
        print(ticker.read(), "-- " + text);
    }

    void placing(BreakerState state) {
        placedAt = ticker.read();
        stateBefore = state;
        rejectedIn = null;
        failure = null;
    }

    void placed(Order order, Payment payment, boolean reachedGateway) {
        steps.add(new Verdict.Step(order, payment, rejectedIn, reachedGateway));
        long waited = ticker.read() - placedAt;
        print(
                placedAt,
                String.format(
                        COLUMNS,
                        order.id(),
                        stateBefore,
                        (reachedGateway ? "---> " : "-|   ") + whatTheGatewaySaid(payment),
                        whoAnswered(payment.status()),
                        bar(waited)));
        later.forEach(Runnable::run);
        later.clear();
    }

    private static String whoAnswered(Payment.Status status) {
        return switch (status) {
            case PAID -> "gateway";
            case QUEUED -> "fallback";
            case FAILED -> "nobody";
        };
    }

    private static String bar(long nanos) {
        return String.format("%4d ms ", NANOSECONDS.toMillis(nanos)) + "#".repeat((int) (nanos / NANOS_OF_A_HASH));
    }

    private String whatTheGatewaySaid(Payment payment) {
        if (rejectedIn != null) {
            return "not asked";
        }
        return failure == null ? payment.note() : String.valueOf(failure.getMessage());
    }

    @Override
    public void onRejected(BreakerState state) {
        rejectedIn = state;
    }

    @Override
    public void onFailure(long nanos, Throwable failure) {
        this.failure = failure;
    }

    @Override
    public void onTransition(Transition transition) {
        states.add(transition.to());
        long now = ticker.read();
        Runnable line =
                () -> print(now, "** " + transition.from() + " -> " + transition.to() + ": " + transition.reason());
        if (transition.to() == BreakerState.HALF_OPEN) {
            line.run();
        } else {
            // It is the outcome of an order that changed the state: that order's line comes first.
            later.add(line);
        }
    }

    private void print(long at, String text) {
        out.println(String.format(Locale.ROOT, "%6.2f s  %s", (at - start) / 1e9, text)
                .stripTrailing());
    }

    List<Verdict.Step> steps() {
        return List.copyOf(steps);
    }

    List<BreakerState> states() {
        return List.copyOf(states);
    }
}
