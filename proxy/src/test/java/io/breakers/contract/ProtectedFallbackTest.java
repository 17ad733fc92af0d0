package io.breakers.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.breakers.proxy.Breakers;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** S32: a protected service as the fallback of another. */
class ProtectedFallbackTest {
    interface Stock extends Supplier<String> {}

    @Test
    void aroundTheSameTargetItCouldNotAnswer() {
        Stock target = () -> "7";
        Stock fallback = Breakers.protect(Stock.class, target);

        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        Breakers.builder(Stock.class, target).fallback(fallback).build())
                .withMessage(
                        "Cannot protect io.breakers.contract.ProtectedFallbackTest$Stock: the fallback is a protected"
                                + " service around the same target; give an object that can answer when the target cannot");
    }

    @Test
    void aroundAnotherTargetItAnswers() {
        Stock fallback = Breakers.protect(Stock.class, () -> "about 7");
        Stock stock =
                Breakers.builder(Stock.class, () -> "7").fallback(fallback).build();
        Breakers.inspect(stock).breaker("get").forceOpen();

        assertThat(stock.get()).isEqualTo("about 7");
    }
}
