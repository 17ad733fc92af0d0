package io.breakers.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DecoratorTest {
    @Test
    void eachFunctionHasABreakerOfItsOwn() throws Exception {
        assertThat(Printed.by(Decorator::run)).isEqualTo("""
                A function:
                  /users
                    response from /users
                  /broken
                    failed: failed to reach /broken
                  /broken
                    failed: failed to reach /broken
                  /users
                    rejected: UnaryOperator.apply is OPEN: 2 consecutive failures; last failure java.lang.IllegalStateException: failed to reach /broken; retry after 5.0 s
                A supplier:
                  greeting
                    hello
                A task:
                  night 1
                    failed: disk full
                  night 2
                    failed: disk full
                  night 3
                    rejected: Runnable.run is OPEN: 2 consecutive failures; last failure java.lang.IllegalStateException: disk full; retry after 5.0 s
                """);
    }
}
