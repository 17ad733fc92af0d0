package io.breakers.examples.fleet;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerListener;
import io.breakers.api.Reconfiguration;
import io.breakers.api.Transition;
import io.breakers.examples.Order;
import io.breakers.examples.Payment;
import io.breakers.examples.PaymentService;
import io.breakers.fleet.Fleet;
import io.breakers.fleet.RedisFleet;
import io.breakers.operations.BreakerRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** One of the shops: charges payments through a breaker of its own, and listens to its fleet, until its input ends. */
public final class Shop {
    static final String GROUP = "shop";

    private static final Duration BETWEEN_ORDERS = Duration.ofMillis(20);

    private final AtomicBoolean isOpen = new AtomicBoolean(true);
    private final BreakerRegistry registry =
            BreakerRegistry.builder().listener(Teller::new).quiet().build();
    private final PaymentService payments = registry.protect(
            PaymentService.class,
            order -> new Payment(Payment.Status.PAID, "txn of " + order.id()),
            order -> new Payment(Payment.Status.QUEUED, "to be settled later"));

    /** Prints what happens to a breaker. */
    private record Teller(Breaker breaker) implements BreakerListener {
        @Override
        public void onTransition(Transition transition) {
            System.out.println(breaker.name() + " is " + transition.to() + ": " + transition.reason());
        }

        @Override
        public void onReconfigured(Reconfiguration change) {
            System.out.println(breaker.name() + " has " + change.to().rules());
        }
    }

    /** Is open as long as there is input; {@code args} is the address of Redis. */
    public static void main(String[] args) throws Exception {
        new Shop().run(args[0]);
    }

    private void run(String redis) throws IOException, InterruptedException {
        try (Fleet fleet = Fleet.of(registry, RedisFleet.at(redis).group(GROUP)).join()) {
            System.out.println("sells, with the " + fleet);
            var clerk = new Thread(this::sell, "clerk");
            clerk.start();
            while (System.in.read() >= 0) {
                Thread.onSpinWait();
            }
            isOpen.set(false);
            clerk.join();
        }
    }

    private void sell() {
        int paid = 0;
        int queued = 0;
        try {
            while (isOpen.get()) {
                Payment payment = payments.charge(new Order("order-" + (paid + queued), 4_200));
                if (payment.status() == Payment.Status.PAID) {
                    paid++;
                } else {
                    queued++;
                }
                LockSupport.parkNanos(BETWEEN_ORDERS.toNanos());
            }
            System.out.println("closes: " + paid + " paid, " + queued + " queued, none lost");
        } catch (IOException | InterruptedException lost) {
            System.out.println("lost an order: " + lost);
        }
    }
}
