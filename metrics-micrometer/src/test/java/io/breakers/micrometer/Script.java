package io.breakers.micrometer;

import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerConfigBuilder;
import io.breakers.api.CallRejectedException;
import io.breakers.proxy.Breakers;
import io.breakers.testing.ManualTicker;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;

/** Calls that take virtual time and end in a known way; what they throw is expected and dropped. */
final class Script {
    final ManualTicker ticker = new ManualTicker();

    /**
     * A configuration in virtual time: trips at the third failure, waits 10 s, closes after two probes, one at a time.
     */
    BreakerConfigBuilder config() {
        return BreakerConfig.builder()
                .failureThreshold(3)
                .openFor(Duration.ofSeconds(10))
                .probes(1)
                .ignore(IllegalArgumentException.class)
                .ticker(ticker);
    }

    Payments protect(BreakerMetrics metrics) {
        return Breakers.protect(
                Payments.class, new Payments.Real(), config().listener(metrics).build());
    }

    Callable<String> success(long millis) {
        return () -> {
            ticker.advance(Duration.ofMillis(millis));
            return "paid";
        };
    }

    Callable<String> failure(long millis) {
        return () -> {
            ticker.advance(Duration.ofMillis(millis));
            throw new IOException("down");
        };
    }

    Callable<String> ignored(long millis) {
        return () -> {
            ticker.advance(Duration.ofMillis(millis));
            throw new IllegalArgumentException("no such card");
        };
    }

    Callable<String> cancelled(long millis) {
        return () -> {
            ticker.advance(Duration.ofMillis(millis));
            throw new InterruptedException();
        };
    }

    /** Charges, whatever comes of it. */
    static void charge(Payments payments, Callable<String> work) {
        end(() -> payments.charge(work));
    }

    static void refund(Payments payments, Callable<String> work) {
        end(() -> payments.refund(work));
    }

    private static void end(Callable<String> call) {
        try {
            call.call();
        } catch (CallRejectedException | IllegalArgumentException | IOException | InterruptedException expected) {
            // The script's own.
        } catch (Exception other) {
            throw new AssertionError(other);
        }
    }
}
