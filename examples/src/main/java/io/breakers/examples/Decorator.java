package io.breakers.examples;

import io.breakers.api.BreakerConfig;
import io.breakers.api.CallRejectedException;
import io.breakers.proxy.Breakers;
import io.breakers.proxy.ServiceType;
import java.io.PrintStream;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The third example of the pattern: any functional interface, wrapped like a decorator. The result has the same
 * interface.
 */
public final class Decorator {
    private static final BreakerConfig CONFIG = BreakerConfig.builder()
            .failureThreshold(2)
            .openFor(Duration.ofSeconds(5))
            .ticker(() -> 0) // the story is over before any time passes
            .build();

    private Decorator() {}

    /** Tells the story once. */
    public static void main(String[] args) {
        run(System.out);
    }

    static void run(PrintStream out) {
        out.println("A function:");
        UnaryOperator<String> external = guarded(new ServiceType<UnaryOperator<String>>() {}, Decorator::externalApi);
        for (String path : new String[] {"/users", "/broken", "/broken", "/users"}) {
            attempt(out, path, () -> out.println("    " + external.apply(path)));
        }

        out.println("A supplier:");
        Supplier<String> greeting = guarded(new ServiceType<Supplier<String>>() {}, () -> "hello");
        attempt(out, "greeting", () -> out.println("    " + greeting.get()));

        out.println("A task:");
        Runnable failing = () -> {
            throw new IllegalStateException("disk full");
        };
        Runnable backup = Breakers.protect(Runnable.class, failing, CONFIG);
        for (int night = 1; night <= 3; night++) {
            attempt(out, "night " + night, backup);
        }
    }

    /**
     * What the pattern calls a decorator, for types with type arguments too. Each function that it is given has a
     * breaker of its own.
     */
    private static <F> F guarded(ServiceType<F> type, F function) {
        return Breakers.builder(type, function).config(CONFIG).build();
    }

    private static String externalApi(String path) {
        if (path.equals("/broken")) {
            throw new IllegalStateException("failed to reach " + path);
        }
        return "response from " + path;
    }

    private static void attempt(PrintStream out, String what, Runnable action) {
        out.println("  " + what);
        try {
            action.run();
        } catch (CallRejectedException rejected) {
            out.println("    rejected: " + rejected.getMessage());
        } catch (IllegalStateException failed) {
            out.println("    failed: " + failed.getMessage());
        }
    }
}
