package io.breakers.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.invoke.MethodHandles;
import org.junit.jupiter.api.Test;

class HandlesTest {
    private final int answer = Integer.parseInt("42");

    @Test
    void aHandleIsOfTheFieldThatIsNamed() {
        var handle = Handles.of(MethodHandles.lookup(), "answer", int.class);
        assertThat((int) handle.get(this)).isEqualTo(answer).isEqualTo(42);
    }

    @Test
    void aFieldThatIsNotThereShowsAtOnce() {
        assertThatExceptionOfType(ExceptionInInitializerError.class)
                .isThrownBy(() -> Handles.of(MethodHandles.lookup(), "question", int.class))
                .withCauseInstanceOf(NoSuchFieldException.class);
    }
}
