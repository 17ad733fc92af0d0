package io.breakers.examples;

import static io.breakers.api.BreakerState.CLOSED;
import static io.breakers.api.BreakerState.HALF_OPEN;
import static io.breakers.api.BreakerState.OPEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.breakers.api.BreakerState;
import io.breakers.examples.Verdict.Step;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private static final List<BreakerState> TRIPPED_AND_RECOVERED = List.of(OPEN, HALF_OPEN, CLOSED);
    private static final Order ORDER = new Order("order-1", 1999);
    private static final Step PAID = new Step(ORDER, Payment.paid("txn-1"), null, true);
    private static final Step QUEUED = new Step(ORDER, Payment.queued(), OPEN, false);

    @Test
    void aGoodOutageHasNoFault() {
        var good = new Verdict(List.of(PAID, QUEUED), TRIPPED_AND_RECOVERED, Set.of("order-1"), List.of());

        assertThat(good.faults()).isEmpty();
        assertThatNoException().isThrownBy(good::orThrow);
    }

    @Test
    void aBreakerThatNeverTripsIsAFault() {
        assertThat(afterStates(List.of()).faults()).containsExactly("the breaker never opened");
    }

    @Test
    void aBreakerThatDoesNotRecoverIsAFault() {
        assertThat(afterStates(List.of(OPEN, HALF_OPEN, OPEN)).faults())
                .containsExactly("the breaker never closed again: it went [OPEN, HALF_OPEN, OPEN]");
    }

    @Test
    void aLostOrderIsAFault() {
        Step lost = new Step(ORDER, Payment.failed(new IOException("HTTP 503")), null, true);

        assertThat(after(lost).faults()).containsExactly("order-1 is lost: HTTP 503");
    }

    @Test
    void aGatewayThatIsTouchedWhileOpenIsAFault() {
        Step leaked = new Step(ORDER, Payment.queued(), OPEN, true);

        assertThat(after(leaked).faults())
                .containsExactly("order-1 reached the gateway, although the breaker rejected it in OPEN");
    }

    @Test
    void anAcceptedOrderThatIsNotChargedIsAFault() {
        var verdict = new Verdict(List.of(QUEUED), TRIPPED_AND_RECOVERED, Set.of("order-2"), List.of());

        assertThat(verdict.faults()).containsExactly("order-1 was accepted, but never charged");
    }

    @Test
    void aPaymentThatStillWaitsIsAFault() {
        var verdict = new Verdict(List.of(QUEUED), TRIPPED_AND_RECOVERED, Set.of("order-1"), List.of(ORDER));

        assertThat(verdict.faults()).containsExactly("order-1 still waits for its payment");
    }

    @Test
    void allFaultsAreThrownAsOneSentence() {
        var verdict = new Verdict(List.of(QUEUED), List.of(), Set.of(), List.of());

        assertThatIllegalStateException()
                .isThrownBy(verdict::orThrow)
                .withMessage(
                        "The outage went wrong: the breaker never opened; order-1 was accepted, but never charged.");
    }

    private static Verdict afterStates(List<BreakerState> states) {
        return new Verdict(List.of(PAID), states, Set.of("order-1"), List.of());
    }

    private static Verdict after(Step step) {
        return new Verdict(List.of(step), TRIPPED_AND_RECOVERED, Set.of("order-1"), List.of());
    }
}
