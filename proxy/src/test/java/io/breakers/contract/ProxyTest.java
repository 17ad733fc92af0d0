package io.breakers.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerListener;
import io.breakers.api.CallRejectedException;
import io.breakers.proxy.Breakers;
import io.breakers.proxy.ProxyEngine;
import io.breakers.proxy.ServiceType;
import io.breakers.testing.RecordingListener;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What both proxy engines owe the callers of a service (S27, S37–S41; groups D, G and H of what went wrong elsewhere).
 */
class ProxyTest extends EngineSetting {
    interface Thrower {
        Object doIt(Object argument) throws IOException;
    }

    @Test
    void itIsMadeByTheEngineThatWasAskedFor() {
        Thrower thrower = protect(Thrower.class, argument -> argument);
        assertThat(Breakers.inspect(thrower).engine()).isEqualTo(engine);
        assertThat(Breakers.isProtected(thrower)).isTrue();
    }

    @Test
    void argumentsAndResultsAreTheSameObjects() throws IOException {
        var argument = new Object();
        Thrower thrower = protect(Thrower.class, given -> given);
        assertThat(thrower.doIt(argument)).isSameAs(argument);
        assertThat(thrower.doIt(null)).isNull();
    }

    @Test
    void d1_declaredExceptionsRuntimeExceptionsAndErrorsAreTheSameObjects() {
        for (Throwable thrown :
                List.of(new IOException("x"), new IllegalStateException("y"), new StackOverflowError())) {
            Thrower thrower = protect(Thrower.class, argument -> sneak(thrown));
            assertThatExceptionOfType(Throwable.class)
                    .isThrownBy(() -> thrower.doIt(null))
                    .isSameAs(thrown)
                    .satisfies(same -> assertThat(same.getSuppressed()).isEmpty());
            assertThat(breaker(thrower, "doIt").stats().failures()).isEqualTo(1);
        }
    }

    @Test
    void d5_anUndeclaredCheckedExceptionIsPassedAsFarAsThePlatformLetsIt() {
        var thrown = new InterruptedException("sneaky");
        Thrower thrower = protect(Thrower.class, argument -> sneak(thrown));
        var seen = assertThatExceptionOfType(Throwable.class).isThrownBy(() -> thrower.doIt(null));
        if (engine == ProxyEngine.JDK) {
            seen.isExactlyInstanceOf(UndeclaredThrowableException.class).withCause(thrown);
        } else {
            seen.isSameAs(thrown);
        }
        assertThat(breaker(thrower, "doIt").stats().cancelled()).isEqualTo(1);
    }

    @Test
    void d7_anInvocationTargetExceptionOfTheTargetsOwnIsNotUnwrapped() {
        var own = new InvocationTargetException(new IOException("inner"));
        interface Reflecting {
            void run() throws InvocationTargetException;
        }
        Reflecting reflecting = protect(Reflecting.class, () -> {
            throw own;
        });
        assertThatExceptionOfType(InvocationTargetException.class)
                .isThrownBy(reflecting::run)
                .isSameAs(own);
    }

    @SuppressWarnings("unchecked")
    private static <X extends Throwable> Object sneak(Throwable thrown) throws X {
        throw (X) thrown;
    }

    @Test
    void fewFramesOfOursStandBetweenCallerAndTarget() {
        Thrower thrower = protect(Thrower.class, argument -> sneak(new IOException("deep")));
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> thrower.doIt(null))
                .satisfies(thrown -> assertThat(Arrays.stream(thrown.getStackTrace())
                                .map(StackTraceElement::getClassName)
                                .filter(name -> name.startsWith("io.breakers.internal")
                                        || name.startsWith("io.breakers.proxy")
                                        || name.contains("$Protected")))
                        .hasSizeLessThanOrEqualTo(engine == ProxyEngine.GENERATED ? 1 : 3));
    }

    @Test
    void g1_g2_g3_g4_equalsIsIdentityAndHashCodeFits() {
        List<String> target = new ArrayList<>(List.of("x"));
        List<?> proxy = protect(List.class, target);
        List<?> other = protect(List.class, target);
        assertThat(proxy.equals(proxy)).isTrue();
        assertThat(proxy.equals(other)).isFalse();
        assertThat(proxy.equals(target)).isFalse();
        assertThat(proxy.equals(null)).isFalse();
        Object foreign =
                Proxy.newProxyInstance(null, new Class<?>[] {Runnable.class}, (self, method, arguments) -> null);
        assertThat(proxy.equals(foreign)).isFalse();
        var map = new HashMap<Object, String>();
        map.put(proxy, "found");
        assertThat(map.get(proxy)).isEqualTo("found");
        assertThat(proxy.hashCode()).isEqualTo(System.identityHashCode(proxy));
    }

    interface Odd {
        boolean equals(String one, String other);

        String toString(Locale locale);

        int hashCode(int seed);

        @Override
        String toString();
    }

    @Test
    void g5_namesakesOfObjectsMethodsAreOrdinaryMethods() {
        Odd odd = protect(Odd.class, new Odd() {
            @Override
            public boolean equals(String one, String other) {
                return one.equals(other);
            }

            @Override
            public String toString(Locale locale) {
                return locale.getLanguage();
            }

            @Override
            public int hashCode(int seed) {
                return seed;
            }

            @Override
            public String toString() {
                throw new AssertionError("the target was asked");
            }
        });
        assertThat(odd.equals("a", "a")).isTrue();
        assertThat(odd.toString(Locale.ENGLISH)).isEqualTo("en");
        assertThat(odd.hashCode(7)).isEqualTo(7);
        assertThat(odd.toString()).startsWith("Breakers.protect(Odd, ");
        assertThat(Breakers.inspect(odd).breakers())
                .extracting(Breaker::method)
                .containsExactlyInAnyOrder("equals", "hashCode", "toString");
    }

    @Test
    void genericServicesNeedNoUncheckedCast() {
        Supplier<String> supplier = Breakers.builder(new ServiceType<Supplier<String>>() {}, () -> "x")
                .engine(engine)
                .build();
        assertThat(supplier.get()).isEqualTo("x");
    }

    @Test
    void g10_protectionsNest() throws IOException {
        Thrower inner = protect(Thrower.class, argument -> argument);
        Thrower outer = protect(Thrower.class, inner);
        assertThat(outer.doIt("x")).isEqualTo("x");
        breaker(inner, "doIt").forceOpen();
        assertThatExceptionOfType(CallRejectedException.class).isThrownBy(() -> outer.doIt("x"));
        assertThat(breaker(outer, "doIt").stats().failures()).isEqualTo(1);
    }

    interface Two {
        String one();

        String two();
    }

    @Test
    void methodsThatShareABreakerFailTogether() {
        Two two = builder(Two.class, new Two() {
                    @Override
                    public String one() {
                        throw new IllegalStateException("down");
                    }

                    @Override
                    public String two() {
                        return "two";
                    }
                })
                .config(BreakerConfig.builder().failureThreshold(1).build())
                .share("backend")
                .build();
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(two::one);
        assertThatExceptionOfType(CallRejectedException.class)
                .isThrownBy(two::two)
                .withMessageStartingWith("Two.backend is OPEN: 1 failure;");
        assertThat(Breakers.inspect(two).breakers()).hasSize(1);
    }

    @Test
    void whatItKeepsIsLetGoWhenItIsClosed() throws IOException {
        var heard = new RecordingListener();
        Thrower thrower =
                builder(Thrower.class, argument -> argument).listener(heard).build();
        thrower.doIt("x");
        Breakers.inspect(thrower).close();
        Breakers.inspect(thrower).close();
        assertThat(thrower.doIt("y")).isEqualTo("y");
        assertThat(heard.events()).containsExactly("success", "closed");
        assertThat(breaker(thrower, "doIt").stats().successes()).isEqualTo(2);
    }

    /** A listener may wait for a thread that wants the same: nobody holds a lock meanwhile. */
    @Test
    @Timeout(60)
    void whatHearsThatItIsClosedMayWaitForAnotherThatClosesIt() throws IOException {
        var closed = new AtomicInteger();
        var thrower = new AtomicReference<Thrower>();
        thrower.set(builder(Thrower.class, argument -> argument)
                .listener(breaker -> new BreakerListener() {
                    @Override
                    public void onClose() {
                        closed.incrementAndGet();
                        CompletableFuture.runAsync(
                                        Breakers.inspect(thrower.get())::close, task -> new Thread(task).start())
                                .join();
                    }
                })
                .build());

        Breakers.inspect(thrower.get()).close();

        assertThat(closed).hasValue(1);
    }
}
