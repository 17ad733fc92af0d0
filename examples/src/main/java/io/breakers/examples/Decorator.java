package io.breakers.examples;

import io.breakers.api.BreakerConfig;
import io.breakers.api.CallRejectedException;
import io.breakers.proxy.Breakers;
import java.io.PrintStream;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/** The pattern's third story: any functional interface, wrapped like a decorator. What comes out is the interface that went in. */
public final class Decorator {
    private static final BreakerConfig CONFIG = BreakerConfig.builder()
            .failureThreshold(2)
            .openFor(Duration.ofSeconds(5))
            .ticker(() -> 0) // the story is over before any time passes
            .build();

    /**
     * A service with type arguments gets a name of its own. There is no class object of {@code UnaryOperator<String>}, and the one of the
     * bare {@code UnaryOperator} would cost an unchecked warning.
     */
    public interface Endpoint extends UnaryOperator<String> {}

    private Decorator() {}

    /** Tells the story once. */
    public static void main(String[] args) {
        run(System.out);
    }

    static void run(PrintStream out) {
        out.println("A function of ours, through an interface of ours:");
        Endpoint external = guarded(Endpoint.class, Decorator::externalApi);
        for (String path : new String[] {"/users", "/broken", "/broken", "/users"}) {
            attempt(out, path, () -> out.println("    " + external.apply(path)));
        }

        out.println("A supplier of the JDK's:");
        LongSupplier stock = guarded(LongSupplier.class, () -> 42);
        attempt(out, "stock", () -> out.println("    " + stock.getAsLong()));

        out.println("A task:");
        Runnable backup = guarded(Runnable.class, () -> {
            throw new IllegalStateException("disk full");
        });
        for (int night = 1; night <= 3; night++) {
            attempt(out, "night " + night, backup);
        }
    }

    /** What the pattern calls a decorator. Each function that it is given has a breaker of its own. */
    private static <F> F guarded(Class<F> type, F function) {
        return Breakers.protect(type, function, CONFIG);
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
