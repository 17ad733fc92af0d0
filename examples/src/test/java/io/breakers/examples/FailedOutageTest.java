package io.breakers.examples;

import static io.breakers.examples.PaymentGateway.Health.ERRORS;
import static io.breakers.examples.PaymentGateway.Health.HEALTHY;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.breakers.examples.Outage.Phase;
import io.breakers.testing.ManualTicker;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Other plans than the main job's, for which it has to fail. */
class FailedOutageTest {
    @Test
    void failsWithoutAnOutage() throws Exception {
        Verdict healthy = outage(List.of(new Phase(HEALTHY, 5)));

        assertThatIllegalStateException()
                .isThrownBy(healthy::orThrow)
                .withMessage("The outage went wrong: the breaker never opened.");
    }

    @Test
    void failsIfTheGatewayStaysDown() throws Exception {
        Verdict down = outage(List.of(new Phase(ERRORS, 3)));

        assertThatIllegalStateException()
                .isThrownBy(down::orThrow)
                .withMessage("The outage went wrong: the breaker never closed again: it went [OPEN]; "
                        + "order-1 was accepted, but never charged; order-2 was accepted, but never charged; "
                        + "order-3 was accepted, but never charged; order-1 still waits for its payment; "
                        + "order-2 still waits for its payment; order-3 still waits for its payment.");
    }

    private static Verdict outage(List<Phase> plan) throws Exception {
        var ticker = new ManualTicker();
        return Outage.run(new Printed().out(), plan, OutageTest.TIME_OUT, ticker, ticker::advance);
    }
}
