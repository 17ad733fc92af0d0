package io.breakers.testing;

import io.breakers.api.Breaker;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A JUnit extension that closes breakers before and after each test, so that no test finds what another one has tripped
 * or forced open:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final ResetBreakers reset = ResetBreakers.of(registry::breakers);
 * }</pre>
 *
 * <p>Their statistics are kept (S2): count with {@link BreakerAssert#since}. Tests that run at the same time cannot
 * share breakers; if two that have this extension in common do, the later one fails and says so. Give each test
 * services of its own, or put JUnit's {@code @ResourceLock("breakers")} on the classes that share some. JUnit is needed
 * by this class alone.
 */
public final class ResetBreakers implements BeforeEachCallback, AfterEachCallback {
    private final Supplier<? extends Iterable<? extends Breaker>> breakers;
    private final AtomicReference<@Nullable String> running = new AtomicReference<>();

    private ResetBreakers(Supplier<? extends Iterable<? extends Breaker>> breakers) {
        this.breakers = breakers;
    }

    /**
     * Returns an extension for the breakers that there are when a test begins and ends.
     *
     * @param breakers {@code registry::breakers} for a registry,
     *     {@code () -> Breakers.inspect(payments).breakers()} for a service, {@code () -> List.of(breaker)} for others
     */
    public static ResetBreakers of(Supplier<? extends Iterable<? extends Breaker>> breakers) {
        return new ResetBreakers(Objects.requireNonNull(breakers, "breakers"));
    }

    /**
     * Closes the breakers.
     *
     * @throws IllegalStateException if another test with this extension runs at the same time
     */
    @Override
    public void beforeEach(ExtensionContext test) {
        String other = running.compareAndExchange(null, test.getUniqueId());
        if (other != null) {
            throw new IllegalStateException("this test runs at the same time as " + other
                    + ", and both use the same breakers: put @ResourceLock(\"breakers\") on both,"
                    + " or give each services of its own");
        }
        reset("a test begins");
    }

    /** Closes the breakers again, for tests without this extension. */
    @Override
    public void afterEach(ExtensionContext test) {
        if (test.getUniqueId().equals(running.get())) {
            try {
                reset("a test has ended");
            } finally {
                // Also where the user's supplier throws: no later test runs at the same time as this one.
                running.set(null);
            }
        }
    }

    private void reset(String reason) {
        breakers.get().forEach(breaker -> breaker.reset(reason));
    }
}
