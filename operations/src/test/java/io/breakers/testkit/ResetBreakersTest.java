package io.breakers.testkit;

import static io.breakers.testing.BreakerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.breakers.api.Breaker;
import io.breakers.operations.BreakerRegistry;
import io.breakers.testing.ResetBreakers;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.mockito.Mockito;

class ResetBreakersTest {
    /** A class of tests that share breakers, one of which is made by a test. */
    static class SharedTests {
        static final BreakerRegistry REGISTRY = BreakerRegistry.create();
        static final Breaker STOCK = REGISTRY.breaker("stock");

        @RegisterExtension
        static final ResetBreakers RESET = ResetBreakers.of(REGISTRY::breakers);

        @Test
        void findsAllClosedAndLeavesThemOpen() {
            leaveOpen();
        }

        @Test
        void doesTheSameInWhicheverOrder() {
            leaveOpen();
        }

        private static void leaveOpen() {
            Breaker late = REGISTRY.breaker("late");
            assertThat(STOCK).isClosed();
            assertThat(late).isClosed();
            STOCK.forceOpen();
            late.trip("by a test");
        }
    }

    private final Breaker breaker = BreakerRegistry.create().breaker("stock");
    private final ResetBreakers reset = ResetBreakers.of(() -> List.of(breaker));

    private static ExtensionContext test(String id) {
        ExtensionContext test = Mockito.mock(ExtensionContext.class);
        Mockito.when(test.getUniqueId()).thenReturn(id);
        return test;
    }

    @Test
    void noTestFindsWhatAnotherOneHasOpened() {
        SharedTests.STOCK.forceOpen("before all tests");

        assertThat(Run.of(SharedTests.class)).isEqualTo("2 of 2 passed");

        assertThat(SharedTests.STOCK).isClosed().becauseOf("a test has ended");
        assertThat(SharedTests.REGISTRY.breaker("late")).isClosed();
    }

    @Test
    void testsAtTheSameTimeAreTold() {
        reset.beforeEach(test("first"));
        breaker.forceOpen("by the first test");

        assertThatIllegalStateException()
                .isThrownBy(() -> reset.beforeEach(test("second")))
                .withMessage("this test runs at the same time as first, and both use the same breakers:"
                        + " put @ResourceLock(\"breakers\") on both, or give each services of its own");
        reset.afterEach(test("second"));
        assertThat(breaker).isForcedOpen();

        reset.afterEach(test("first"));
        assertThat(breaker).isClosed();
        reset.beforeEach(test("second"));
    }

    /** The set-up of the test has failed, for example, and there is no service to be inspected. */
    @Test
    void aTestThatCannotTellItsBreakersIsOverAllTheSame() {
        var there = new AtomicReference<List<Breaker>>();
        ResetBreakers fragile = ResetBreakers.of(() -> Objects.requireNonNull(there.get(), "not set up"));
        assertThatNullPointerException()
                .isThrownBy(() -> fragile.beforeEach(test("first")))
                .withMessage("not set up");
        assertThatNullPointerException()
                .isThrownBy(() -> fragile.afterEach(test("first")))
                .withMessage("not set up");
        there.set(List.of(breaker));
        breaker.forceOpen("before all tests");

        fragile.beforeEach(test("second"));

        assertThat(breaker).isClosed();
    }

    @Test
    void breakersMustBeGiven() {
        assertThatNullPointerException()
                .isThrownBy(() -> ResetBreakers.of((Supplier<List<Breaker>>) null))
                .withMessage("breakers");
    }
}
