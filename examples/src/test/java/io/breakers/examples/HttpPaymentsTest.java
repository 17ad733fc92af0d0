package io.breakers.examples;

import static io.breakers.examples.PaymentGateway.Health.ERRORS;
import static io.breakers.examples.PaymentGateway.Health.HANGING;
import static io.breakers.examples.PaymentGateway.Health.HEALTHY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakers.tools.Bell;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpPaymentsTest {
    private static final Order ORDER = new Order("order-1", 1999);

    private PaymentGateway gateway;

    @BeforeEach
    void startGateway() throws IOException {
        gateway = new PaymentGateway();
    }

    @AfterEach
    void stopGateway() {
        gateway.close();
    }

    @Test
    void aHealthyGatewayAnswersWithATransaction() throws Exception {
        assertThat(patientPayments().charge(ORDER)).isEqualTo(Payment.paid("txn-1"));
        assertThat(gateway.charged()).containsExactly("order-1");
    }

    @Test
    void anErrorOfTheGatewayIsThrown() {
        gateway.become(ERRORS);

        assertThatIOException()
                .isThrownBy(() -> patientPayments().charge(ORDER))
                .withMessage("HTTP 503");
        assertThat(gateway.wasAskedFor(ORDER)).isTrue();
        assertThat(gateway.charged()).isEmpty();
    }

    @Test
    void aHangingGatewayIsGivenUp() {
        gateway.become(HANGING);
        var impatient = new HttpPayments(gateway.address(), Duration.ofMillis(100));

        assertThatThrownBy(() -> impatient.charge(ORDER)).isInstanceOf(HttpTimeoutException.class);
    }

    @Test
    void anOrderIsBookedOnceEvenIfTheFirstAnswerNeverCame() throws Exception {
        gateway.become(HANGING);
        var waiting = new FutureTask<>(() -> patientPayments().charge(ORDER));
        var customer = new Thread(waiting, "customer");
        customer.start();
        Bell.ask("it is booked", () -> !gateway.charged().isEmpty());
        customer.interrupt();
        assertThatThrownBy(waiting::get).hasCauseInstanceOf(InterruptedException.class);
        assertThat(gateway.charged()).containsExactly("order-1");

        gateway.become(HEALTHY);

        assertThat(patientPayments().charge(ORDER)).isEqualTo(Payment.paid("txn-1"));
        assertThat(patientPayments().charge(new Order("order-2", 5))).isEqualTo(Payment.paid("txn-2"));
    }

    @Test
    void aClosedGatewayCannotBeReached() {
        gateway.close();

        assertThatThrownBy(() -> patientPayments().charge(ORDER)).isInstanceOf(ConnectException.class);
    }

    private HttpPayments patientPayments() {
        return new HttpPayments(gateway.address(), Duration.ofMinutes(1));
    }
}
