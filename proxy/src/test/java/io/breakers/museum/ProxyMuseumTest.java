package io.breakers.museum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.breakers.api.Breaker;
import io.breakers.proxy.Breakers;
import io.breakers.proxy.LastGood;
import io.breakers.proxy.Protection;
import io.breakers.proxy.ProxyEngine;
import io.breakers.tools.BothEngines;
import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;

/** Groups G and H: what proxies of interfaces got wrong, but for what the contracts of the engines say already. */
class ProxyMuseumTest {
    private interface Greeter extends Serializable {
        String zero();

        String one();

        default String both() {
            return zero() + one();
        }

        default String broken() {
            throw new IllegalStateException("by default");
        }
    }

    private static final class Live implements Greeter {
        private static final long serialVersionUID = 1;

        @Override
        public String zero() {
            return "zero";
        }

        @Override
        public String one() {
            return "one";
        }

        @Override
        public String toString() {
            throw new AssertionError("the target was asked");
        }

        @Override
        public int hashCode() {
            throw new AssertionError("the target was asked");
        }

        @Override
        public boolean equals(Object other) {
            throw new AssertionError("the target was asked");
        }
    }

    private static Greeter protect(ProxyEngine engine) {
        return Breakers.builder(Greeter.class, new Live()).engine(engine).build();
    }

    @ParameterizedTest
    @BothEngines
    void g6_noArgumentsAreNoNull(ProxyEngine engine) {
        Greeter greeter = Breakers.builder(Greeter.class, new Live())
                .engine(engine)
                .lastGood("one", LastGood.within(Duration.ofDays(1)))
                .build();
        assertThat(greeter.zero()).isEqualTo("zero");
        assertThat(greeter.one()).isEqualTo("one");
    }

    @ParameterizedTest
    @BothEngines
    void g7_g8_theThreeOfObjectAskNeitherTheTargetNorABreaker(ProxyEngine engine) {
        Greeter greeter = protect(engine);
        assertThat(greeter.toString()).isEqualTo("Breakers.protect(Greeter, io.breakers.museum.ProxyMuseumTest$Live)");
        assertThat(greeter.hashCode()).isEqualTo(System.identityHashCode(greeter));
        assertThat(greeter.equals(protect(engine))).isFalse();
        assertThat(Breakers.inspect(greeter).breakers())
                .allSatisfy(breaker -> assertThat(breaker.stats().calls()).isZero());
    }

    @ParameterizedTest
    @BothEngines
    void g9_aProxyIsNotSerializedEvenIfItsServiceAndTargetCouldBe(ProxyEngine engine) throws Exception {
        Greeter greeter = protect(engine);
        try (var out = new ObjectOutputStream(new ByteArrayOutputStream())) {
            assertThatExceptionOfType(NotSerializableException.class).isThrownBy(() -> out.writeObject(greeter));
        }
    }

    @ParameterizedTest
    @BothEngines
    void g11_callsInsideTheTargetAreNotSeen(ProxyEngine engine) {
        Greeter greeter = protect(engine);
        assertThat(greeter.both()).isEqualTo("zeroone");
        Protection protection = Breakers.inspect(greeter);
        assertThat(protection.breaker("both").stats().calls()).isEqualTo(1);
        assertThat(protection.breaker("zero").stats().calls()).isZero();
        assertThat(protection.breaker("one").stats().calls()).isZero();
    }

    @ParameterizedTest
    @BothEngines
    void h2_breakersAreOrderedByNameAndNotByReflection(ProxyEngine engine) {
        assertThat(Breakers.inspect(protect(engine)).breakers())
                .extracting(Breaker::method)
                .containsExactly("both", "broken", "one", "zero");
    }

    @ParameterizedTest
    @BothEngines
    void h9_whatADefaultMethodThrowsIsAFailureAndComesAsItIs(ProxyEngine engine) {
        Greeter greeter = protect(engine);
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(greeter::broken)
                .withMessage("by default")
                .withNoCause();
        assertThat(Breakers.inspect(greeter).breaker("broken").stats().failures())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @BothEngines
    void h10_aPrivateInterfaceIsProtectedByTheEngineThatWasAskedFor(ProxyEngine engine) {
        Protection protection = Breakers.inspect(protect(engine));
        assertThat(protection.engine()).isEqualTo(engine);
        assertThat(protection).hasToString("Greeter protects io.breakers.museum.ProxyMuseumTest$Live (" + engine + ")");
    }

    @ParameterizedTest
    @BothEngines
    void h17_aProxyImplementsTheServiceAndNothingElse(ProxyEngine engine) {
        assertThat(protect(engine).getClass().getInterfaces()).containsExactly(Greeter.class);
    }

    @ParameterizedTest
    @BothEngines
    void h19_anyNumberOfProxiesHasOneClass(ProxyEngine engine) {
        Set<Class<?>> classes = new HashSet<>();
        Greeter kept = protect(engine);
        for (int proxies = 0; proxies < 10_000; proxies++) {
            classes.add(protect(engine).getClass());
        }
        assertThat(classes).containsExactly(kept.getClass());
    }
}
