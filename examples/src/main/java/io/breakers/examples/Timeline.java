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

/** Prints one line for each order and each change of state, as they happen. Orders are placed one at a time, by one thread. */
final class Timeline implements BreakerListener {
    private static final String ORDER = "%6.2f s  %-9s  %-9s  %-26s  %-8s  %4d ms %s%n";
    private static final long NANOS_OF_A_HASH = 50_000_000;

    private final List<Verdict.Step> steps = new ArrayList<>();
    private final List<BreakerState> states = new ArrayList<>();
    private final List<String> later = new ArrayList<>();
    private final PrintStream out;
    private final Ticker ticker;
    private final long start;

    private long placedAt;
    private BreakerState stateBefore = BreakerState.CLOSED;
    private @Nullable BreakerState rejectedIn;
    private @Nullable Throwable failure;

    Timeline(PrintStream out, Ticker ticker) {
        this.out = out;
        this.ticker = ticker;
        start = ticker.read();
    }

    void title() {
        out.printf("%8s  %-9s  %-9s  %-26s  %-8s  %s%n", "time", "order", "breaker", "gateway", "answer by", "customer waits");
    }

    void news(String text) {
        out.printf(Locale.ROOT, "%6.2f s  -- %s%n", seconds(ticker.read() - start), text);
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
        out.printf(
                Locale.ROOT,
                ORDER,
                seconds(placedAt - start),
                order.id(),
                stateBefore,
                (reachedGateway ? "---> " : "-|   ") + whatTheGatewaySaid(payment),
                payment.status() == Payment.Status.PAID ? "gateway" : "fallback",
                NANOSECONDS.toMillis(waited),
                "#".repeat((int) (waited / NANOS_OF_A_HASH)));
        later.forEach(out::print);
        later.clear();
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
        String line = String.format(
                Locale.ROOT,
                "%6.2f s  ** %s -> %s: %s%n",
                seconds(ticker.read() - start),
                transition.from(),
                transition.to(),
                transition.reason());
        if (transition.to() == BreakerState.HALF_OPEN) {
            out.print(line);
        } else {
            // It is the outcome of an order that changed the state: that order's line comes first.
            later.add(line);
        }
    }

    List<Verdict.Step> steps() {
        return List.copyOf(steps);
    }

    List<BreakerState> states() {
        return List.copyOf(states);
    }

    private static double seconds(long nanos) {
        return nanos / 1e9;
    }
}
