package io.breakers.examples;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerStats;
import io.breakers.api.TripRule;
import io.breakers.api.Window;
import io.breakers.proxy.Breakers;
import io.breakers.testing.Faults;
import io.breakers.testing.ManualTicker;
import io.breakers.testing.Scripted;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;

/**
 * A breaker that is tuned while it works: an outage that its rule does not see, the rule corrected with all that was
 * seen kept, and a dry run that shows what a stricter rule would reject before it rejects anybody.
 */
public final class Tuning {
    private static final Duration BETWEEN_ORDERS = Duration.ofSeconds(1);

    private final ManualTicker ticker = new ManualTicker();
    private final Faults<PaymentService> unreliable;
    private final PrintStream out;
    private final OrderService orders;
    private final Breaker charge;
    private int number;

    private Tuning(PrintStream out) {
        this.out = out;
        BreakerConfig config = BreakerConfig.builder()
                .tripWhen(failing(0.9))
                .openFor(Duration.ofSeconds(10))
                .listener(breaker -> new Announcer(out))
                .ticker(ticker)
                .build();
        PaymentService healthy = Scripted.target(PaymentService.class, ticker)
                .on("charge")
                .returns(Payment.paid("txn"))
                .target();
        unreliable = Faults.into(PaymentService.class, healthy);
        PaymentService payments = Breakers.protect(PaymentService.class, unreliable.target(), config);
        orders = new OrderService(payments);
        charge = Breakers.inspect(payments).breaker("charge");
    }

    /** Tells the story once. */
    public static void main(String[] args) throws InterruptedException {
        run(System.out);
    }

    static void run(PrintStream out) throws InterruptedException {
        new Tuning(out).tell();
    }

    private void tell() throws InterruptedException {
        out.println("Six of ten payments fail. The rule wants nine of ten, and lets everybody wait:");
        fail(0.6);
        place(40);

        out.println("The rule is corrected. Its window knows of the outage, so the next failure is enough:");
        charge.reconfigure(charge.config().toBuilder().rules(failing(0.5)).build(), "9 of 10 was too much");
        place(10);

        out.println("The payments are back:");
        fail(0);
        place(20);

        out.println("An ordinary day: a few payments fail. A dry run of a strict rule:");
        fail(0.08);
        charge.reconfigure(
                charge.config().toBuilder().rules(failing(0.1)).enforce(0).build(), "would 1 of 10 do?");
        place(100);

        out.println("It would have turned customers away for nothing. A dry run of a milder one:");
        charge.reset("the next dry run");
        charge.reconfigure(charge.config().toBuilder().rules(failing(0.3)).build(), "would 3 of 10 do?");
        place(100);

        out.println("That one stays, and is enforced from now on:");
        charge.reconfigure(charge.config().toBuilder().enforce(1).build(), "3 of 10 it is");
        fail(0.6);
        place(20);
    }

    private void fail(double rate) {
        unreliable.failing(rate, new IOException("payment service temporarily unavailable"));
    }

    private static TripRule failing(double rate) {
        return TripRule.failureRate(rate, Window.ofCalls(20)).minimumCalls(10);
    }

    private void place(int times) throws InterruptedException {
        BreakerStats before = charge.stats();
        for (int left = times; left > 0; left--) {
            orders.place(new Order("order-" + ++number, 10_000));
            ticker.advance(BETWEEN_ORDERS);
        }
        BreakerStats now = charge.stats();
        out.printf(
                "  %d orders: %d paid, %d failed, %d rejected; %d let through that would have been rejected%n",
                times,
                now.successes() - before.successes(),
                now.failures() - before.failures(),
                now.rejected() - before.rejected(),
                now.spared() - before.spared());
    }
}
