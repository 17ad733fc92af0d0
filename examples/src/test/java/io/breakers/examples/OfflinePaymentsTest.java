package io.breakers.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OfflinePaymentsTest {
    private static final Order FIRST = new Order("order-1", 1999);
    private static final Order SECOND = new Order("order-2", 500);

    private final OfflinePayments offline = new OfflinePayments();

    @Test
    void settlesWhatWaitsInItsOrder() throws Exception {
        offline.charge(FIRST);
        offline.charge(SECOND);
        var charged = new ArrayList<Order>();

        offline.settleWith(order -> {
            charged.add(order);
            return Payment.paid("txn-1");
        });

        assertThat(charged).containsExactly(FIRST, SECOND);
        assertThat(offline.waiting()).isEmpty();
    }

    @Test
    void keepsAnOrderWhoseChargeThrows() {
        offline.charge(FIRST);

        assertThatIOException()
                .isThrownBy(() -> offline.settleWith(order -> {
                    throw new IOException("HTTP 503");
                }));

        assertThat(offline.waiting()).containsExactly(FIRST);
    }

    @Test
    void triesOnceWhatIsQueuedAgain() throws Exception {
        offline.charge(FIRST);
        offline.charge(SECOND);

        offline.settleWith(offline);

        assertThat(offline.waiting()).isEqualTo(List.of(FIRST, SECOND));
    }
}
