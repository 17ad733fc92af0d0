package io.breakers.console;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Five minutes of a shop, in steps of a tenth of a second: traffic, what breaks, and what its operators do. */
public final class Outage {
    /** When the picture is worth taking. */
    public static final int SECONDS = 300;

    private static final Map<String, Integer> CALLS_IN_TEN_SECONDS = new LinkedHashMap<>(Map.ofEntries(
            Map.entry("PaymentService.charge", 310),
            Map.entry("PaymentService.refund", 14),
            Map.entry("PaymentService.status", 120),
            Map.entry("InventoryService.stock", 870),
            Map.entry("InventoryService.reserve", 290),
            Map.entry("SearchClient.find", 1_240),
            Map.entry("SearchClient.suggest", 2_100),
            Map.entry("ShippingService.quote", 180),
            Map.entry("ShippingService.book", 95),
            Map.entry("recommendations", 640),
            Map.entry("exchange-rates", 33),
            Map.entry("loyalty-points", 210),
            Map.entry("fraud-check", 300)));

    private final Shop shop;
    private int step;

    public Outage(Shop shop) {
        this.shop = shop;
    }

    /** Takes the next step. */
    public void step() {
        if (step % 10 == 0) {
            happen(step / 10);
        }
        CALLS_IN_TEN_SECONDS.forEach((breaker, calls) -> {
            // More customers come and go, in waves.
            double wave = 1 + 0.35 * Math.sin(step / 170.0 + breaker.hashCode()) + 0.1 * Math.sin(step / 23.0);
            double now = calls * wave / 100;
            long due = (long) (now * (step + 1)) - (long) (now * step);
            for (long call = 0; call < due; call++) {
                shop.call(breaker);
            }
        });
        step++;
    }

    private void happen(int second) {
        Backends backends = shop.backends();
        switch (second) {
            case 55 ->
                backends.fail(
                        "inventory", 1, () -> new ConnectException("Connection refused: inventory/10.1.4.22:5432"));
            case 118 -> backends.answer("inventory");
            case 130 -> backends.fail("fraud-check", 0.7, () -> new IOException("HTTP 429 Too Many Requests"));
            case 150 -> backends.fail("payments", 0.2, () -> new SocketTimeoutException("Read timed out"));
            case 205 ->
                shop.registry()
                        .find("recommendations")
                        .orElseThrow()
                        .forceOpen("model is being rolled back, until 15:00 (ops-7)");
            case 232 -> backends.fail("payments", 0.9, () -> new SocketTimeoutException("Read timed out"));
            case 262 -> backends.fail("shipping", 1, () -> new IOException("HTTP 503 Service Unavailable"));
            case 275 -> shop.shippingHangs();
            default -> {
                // Nothing happens.
            }
        }
    }
}
