package io.breakers.contract;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.api.CallRejectedException;
import io.breakers.api.FallbackOn;
import io.breakers.proxy.Breakers;
import io.breakers.proxy.LastGood;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Which breaker a method has, and that the call finds its way (S37–S41; group H of what went wrong elsewhere). */
class DispatchTest extends EngineSetting {
    interface Crud<T, I> {
        T find(I id);
    }

    interface Users extends Crud<String, Long> {
        @Override
        String find(Long id);
    }

    @Test
    @SuppressWarnings({"rawtypes", "unchecked"})
    void h1_aBridgeAndItsMethodShareABreaker() {
        Users users = protect(Users.class, id -> "user " + id);
        assertThat(users.find(1L)).isEqualTo("user 1");
        assertThat(((Crud) users).find(2L)).isEqualTo("user 2");
        assertThat(Breakers.inspect(users).breakers()).hasSize(1);
        assertThat(breaker(users, "find").stats().successes()).isEqualTo(2);
    }

    interface Lookups<T> {
        String find(T id);

        CompletionStage<String> findLater(T id);
    }

    interface ById extends Lookups<Long> {
        @Override
        String find(Long id);

        @Override
        CompletionStage<String> findLater(Long id);
    }

    private static final class Directory implements ById {
        @Override
        public String find(Long id) {
            return "user " + id;
        }

        @Override
        public CompletionStage<String> findLater(Long id) {
            return CompletableFuture.completedFuture("user " + id);
        }
    }

    /** The fallback answers no failure: it would be called with the wrong argument too. */
    private List<ById> inEveryWay() {
        var target = new Directory();
        return List.of(
                protect(ById.class, target),
                builder(ById.class, target).unprotected("find", "findLater").build(),
                builder(ById.class, target)
                        .lastGood("find", LastGood.within(ofSeconds(1)))
                        .lastGood("findLater", LastGood.within(ofSeconds(1)))
                        .build(),
                builder(ById.class, target)
                        .config(BreakerConfig.builder()
                                .fallbackOn(FallbackOn.REJECTION)
                                .build())
                        .fallback(new Directory())
                        .build());
    }

    @Test
    @SuppressWarnings({"rawtypes", "unchecked"})
    void whatABridgeRefusesIsRefusedAsByTheTarget() {
        for (ById byId : inEveryWay()) {
            Lookups raw = byId;
            assertThat(raw.find(1L)).isEqualTo("user 1");
            assertThatExceptionOfType(ClassCastException.class).isThrownBy(() -> raw.find("one"));
            assertThatExceptionOfType(ClassCastException.class).isThrownBy(() -> raw.findLater("one"));
        }
    }

    interface Left {
        Collection<String> all();
    }

    interface Right {
        List<String> all();
    }

    interface Both extends Left, Right {
        @Override
        List<String> all();
    }

    @Test
    void h3_theTwinsOfADiamondShareABreaker() {
        Both both = protect(Both.class, () -> List.of("x"));
        assertThat(((Left) both).all()).containsExactly("x");
        assertThat(((Right) both).all()).containsExactly("x");
        assertThat(both.all()).containsExactly("x");
        assertThat(Breakers.inspect(both).breakers()).hasSize(1);
        assertThat(breaker(both, "all").stats().calls()).isEqualTo(3);
    }

    interface Overloads {
        String pay(long cents);

        String pay(Long cents);

        String pay(String first, String... rest);
    }

    @Test
    void h4_overloadsHaveTheirOwnBreakers() {
        Overloads overloads = protect(Overloads.class, new Overloads() {
            @Override
            public String pay(long cents) {
                return "long " + cents;
            }

            @Override
            public String pay(Long cents) {
                return "Long " + cents;
            }

            @Override
            public String pay(String first, String... rest) {
                return first + (rest == null ? "null" : rest.length);
            }
        });
        assertThat(overloads.pay(1L)).isEqualTo("long 1");
        assertThat(overloads.pay(Long.valueOf(2))).isEqualTo("Long 2");
        assertThat(overloads.pay("a")).isEqualTo("a0");
        assertThat(overloads.pay("a", (String[]) null)).isEqualTo("anull");
        breaker(overloads, "pay(long)").forceOpen();
        assertThatExceptionOfType(CallRejectedException.class).isThrownBy(() -> overloads.pay(1L));
        assertThat(overloads.pay(Long.valueOf(2))).isEqualTo("Long 2");
        assertThat(Breakers.inspect(overloads).breakers())
                .extracting(Breaker::method)
                .containsExactlyInAnyOrder("pay(Long)", "pay(long)", "pay(String,String[])");
    }

    interface Greeter {
        String name();

        default String greet() {
            return "Hello, " + name();
        }

        static Greeter of(String name) {
            return () -> name;
        }

        private String secret() {
            return name();
        }

        default String whisper() {
            return secret();
        }
    }

    @Test
    void h6_h7_aDefaultMethodRunsOnTheTargetAndIsCountedOnce() {
        Greeter greeter = protect(Greeter.class, Greeter.of("Ann"));
        assertThat(greeter.greet()).isEqualTo("Hello, Ann");
        assertThat(greeter.whisper()).isEqualTo("Ann");
        assertThat(breaker(greeter, "greet").stats().calls()).isEqualTo(1);
        assertThat(breaker(greeter, "name").stats().calls()).isZero();
        assertThat(Breakers.inspect(greeter).breakers()).hasSize(3);
    }

    interface Primitives {
        double mix(boolean z, byte b, char c, short s, int i, long j, float f, double d);

        void nothing();
    }

    @Test
    void h14_primitivesOfEveryWidthArriveInTheirPlaces() {
        Primitives primitives = protect(Primitives.class, new Primitives() {
            @Override
            public double mix(boolean z, byte b, char c, short s, int i, long j, float f, double d) {
                return (z ? 1 : 0) + b + c + s + i + j + f + d;
            }

            @Override
            public void nothing() {}
        });
        assertThat(primitives.mix(true, (byte) 2, (char) 3, (short) 4, 5, 6, 7, 8))
                .isEqualTo(36);
        primitives.nothing();
        assertThat(breaker(primitives, "nothing").stats().successes()).isEqualTo(1);
    }

    @Test
    void h11_interfacesOfTheBootLoaderWork() throws Exception {
        Callable<?> callable = protect(Callable.class, () -> "called");
        assertThat(callable.call()).isEqualTo("called");
        var ran = new ArrayList<String>();
        protect(Runnable.class, () -> ran.add("ran")).run();
        assertThat(ran).containsExactly("ran");
    }

    interface Connection extends AutoCloseable {
        String query();

        @Override
        void close();
    }

    @Test
    void closeIsNeverRejected() {
        var closed = new ArrayList<String>();
        Connection connection = protect(Connection.class, new Connection() {
            @Override
            public String query() {
                return "row";
            }

            @Override
            public void close() {
                closed.add("closed");
            }
        });
        breaker(connection, "query").forceOpen();
        connection.close();
        assertThat(closed).containsExactly("closed");
        assertThat(Breakers.inspect(connection).unprotectedMethods()).containsExactly("close");
    }
}
