package io.breakers.museum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.breakers.proxy.Breakers;
import io.breakers.proxy.ProxyEngine;
import io.breakers.tools.BothEngines;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import org.junit.jupiter.params.ParameterizedTest;

/** Group F: what fallbacks got wrong elsewhere, but for what the contract of fallbacks says already. */
class FallbackMuseumTest {
    private static final IllegalStateException DOWN = new IllegalStateException("down");

    private interface Prices {
        Object price(String... names);

        default Object cheapest() {
            return price("cheapest");
        }
    }

    private static final Prices BROKEN = names -> {
        throw DOWN;
    };

    private static Prices protect(ProxyEngine engine, Prices fallback) {
        return Breakers.builder(Prices.class, BROKEN)
                .engine(engine)
                .fallback(fallback)
                .build();
    }

    @ParameterizedTest
    @BothEngines
    void f2_aLambdaForAPrivateInterfaceMayBeTheFallback(ProxyEngine engine) {
        assertThat(protect(engine, names -> names[0]).price("spare")).isEqualTo("spare");
    }

    @ParameterizedTest
    @BothEngines
    void f6_aDefaultMethodThatFailsIsAnsweredOnceByThatOfTheFallback(ProxyEngine engine) {
        var asked = new ArrayList<String>();
        Prices prices = protect(engine, names -> asked.add(names[0]));

        assertThat(prices.cheapest()).isEqualTo(true);

        assertThat(asked).containsExactly("cheapest");
        assertThat(Breakers.inspect(prices).breaker("cheapest").stats().fallbacks())
                .isEqualTo(1);
        assertThat(Breakers.inspect(prices).breaker("price").stats().fallbacks())
                .isZero();
    }

    @ParameterizedTest
    @BothEngines
    void f8_theFallbackIsUsedAsItIs(ProxyEngine engine) {
        var fallback = new Prices() {
            @Override
            public Object price(String... names) {
                return this;
            }
        };
        assertThat(protect(engine, fallback).price()).isSameAs(fallback);
    }

    @ParameterizedTest
    @BothEngines
    void f9_aFallbackWithoutANumberFailsAsItselfAndTheBreakerGoesOn(ProxyEngine engine) {
        var empty = (IntSupplier) Proxy.newProxyInstance(
                IntSupplier.class.getClassLoader(),
                new Class<?>[] {IntSupplier.class},
                (self, method, arguments) -> null);
        IntSupplier numbers = Breakers.<IntSupplier>builder(IntSupplier.class, () -> {
                    throw DOWN;
                })
                .engine(engine)
                .fallback(empty)
                .build();

        assertThatExceptionOfType(NullPointerException.class)
                .isThrownBy(numbers::getAsInt)
                .satisfies(thrown -> assertThat(thrown.getSuppressed()).containsExactly(DOWN));

        var stats = Breakers.inspect(numbers).breaker("getAsInt").stats();
        assertThat(stats.failures()).isEqualTo(1);
        assertThat(stats.fallbackFailures()).isEqualTo(1);
        assertThat(stats.inFlight()).isZero();
    }

    @ParameterizedTest
    @BothEngines
    void f10_targetAndFallbackGetTheVeryArrayOfTheCaller(ProxyEngine engine) {
        var seen = new ArrayList<Object>();
        Prices prices = Breakers.<Prices>builder(Prices.class, names -> {
                    seen.add(names);
                    throw DOWN;
                })
                .engine(engine)
                .fallback(names -> names)
                .build();
        List<String[]> arrays = new ArrayList<>(List.of(new String[0], new String[] {"one"}, new String[] {null}));
        arrays.add(null);
        for (String[] names : arrays) {
            assertThat(prices.price(names)).isSameAs(names);
            assertThat(seen.get(seen.size() - 1)).isSameAs(names);
        }
        assertThat(seen).hasSize(4);
    }
}
