package io.breakers.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerConfigBuilder;
import io.breakers.api.CallAdapter;
import io.breakers.api.CallRejectedException;
import io.breakers.proxy.Breakers;
import io.breakers.proxy.LastGood;
import io.breakers.proxy.Protection;
import io.breakers.proxy.ProtectionBuilder;
import io.breakers.testing.RecordingListener;
import io.breakers.tools.RecordedLog;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** S28: what the callers of rejected calls get instead of the library's own exception, where a method may throw it. */
class RejectAsTest extends EngineSetting {
    /** A checked exception of the service. */
    static class QueryException extends Exception {
        private static final long serialVersionUID = 1L;

        QueryException(Throwable cause) {
            super(cause);
        }

        QueryException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** A narrower type, of which no failed one can be made. */
    static class Pending extends CompletableFuture<String> {}

    interface Row<E extends Exception> {
        String generic() throws E;

        String narrowed() throws IOException;
    }

    interface Table extends Row<QueryException> {
        String read() throws QueryException;

        String plain();

        long anything() throws Exception;

        @Override
        String narrowed() throws FileNotFoundException;

        CompletionStage<String> stage();

        Pending pending() throws QueryException;

        Pending plainPending();

        Mono<String> mono();

        Flux<String> flux();
    }

    /** Of these, no call reaches the target. */
    static class Untouched implements Table {
        @Override
        public String generic() {
            throw new AssertionError("the target was touched");
        }

        @Override
        public String read() {
            return generic();
        }

        @Override
        public String plain() {
            return generic();
        }

        @Override
        public long anything() {
            return generic().length();
        }

        @Override
        public String narrowed() {
            return generic();
        }

        @Override
        public CompletionStage<String> stage() {
            throw new AssertionError("the target was touched");
        }

        @Override
        public Pending pending() {
            throw new AssertionError("the target was touched");
        }

        @Override
        public Pending plainPending() {
            return pending();
        }

        @Override
        public Mono<String> mono() {
            throw new AssertionError("the target was touched");
        }

        @Override
        public Flux<String> flux() {
            throw new AssertionError("the target was touched");
        }
    }

    @RegisterExtension
    final RecordedLog log = new RecordedLog();

    private static BreakerConfigBuilder asQuery() {
        return BreakerConfig.builder().rejectAs(QueryException.class, QueryException::new);
    }

    private static ProtectionBuilder<Table> open(ProtectionBuilder<Table> builder, BreakerConfigBuilder config) {
        return builder.config(config.listener(breaker -> {
                    breaker.forceOpen();
                    return new RecordingListener();
                })
                .build());
    }

    private Table rejecting(BreakerConfigBuilder config) {
        return open(builder(Table.class, new Untouched()), config).build();
    }

    private static void assertRejectedAs(Class<? extends Throwable> type, Throwable thrown) {
        assertThat(thrown).isExactlyInstanceOf(type);
        assertThat(thrown.getCause()).isInstanceOf(CallRejectedException.class);
    }

    @Test
    void aMethodThatDeclaresItThrowsIt() {
        Table table = rejecting(asQuery());

        assertRejectedAs(QueryException.class, catchThrowable(table::read));
        assertRejectedAs(QueryException.class, catchThrowable(table::anything));
    }

    @Test
    void aMethodThatDoesNotDeclareItThrowsTheRejection() {
        Table table = rejecting(asQuery());

        assertThat(catchThrowable(table::plain)).isExactlyInstanceOf(CallRejectedException.class);
        assertThat(catchThrowable(table::narrowed)).isExactlyInstanceOf(CallRejectedException.class);
    }

    @Test
    void aTypeParameterInThrowsIsWhatIsKnownOfIt() {
        assertRejectedAs(QueryException.class, catchThrowable(rejecting(asQuery())::generic));
        Table other = rejecting(BreakerConfig.builder().rejectAs(IOException.class, IOException::new));

        assertThat(catchThrowable(other::generic)).isExactlyInstanceOf(CallRejectedException.class);
    }

    @Test
    void anOverrideThatDeclaresLessThrowsNoMore() {
        Table table = rejecting(BreakerConfig.builder().rejectAs(IOException.class, IOException::new));

        assertThat(catchThrowable(table::narrowed)).isExactlyInstanceOf(CallRejectedException.class);
        assertThat(catchThrowable(((Row<?>) table)::narrowed)).isExactlyInstanceOf(CallRejectedException.class);
    }

    @Test
    void anUncheckedExceptionFitsEverywhere() {
        Table table = rejecting(BreakerConfig.builder()
                .rejectAs(IllegalStateException.class, IllegalStateException::new)
                .fallbackOn(cause -> true));

        assertRejectedAs(IllegalStateException.class, catchThrowable(table::plain));
        assertRejectedAs(IllegalStateException.class, catchThrowable(table::read));
        assertRejectedAs(IllegalStateException.class, catchThrowable(table::plainPending));
    }

    @Test
    void anErrorFitsEverywhere() {
        Table table = rejecting(BreakerConfig.builder().rejectAs(AssertionError.class, AssertionError::new));

        assertRejectedAs(AssertionError.class, catchThrowable(table::plain));
    }

    @Test
    void ofSeveralTheOneGivenLastThatFitsIsTaken() {
        Table table = rejecting(asQuery()
                .rejectAs(IllegalStateException.class, IllegalStateException::new)
                .rejectAs(QueryException.class, rejection -> new QueryException("later", rejection))
                .rejectAs(IOException.class, IOException::new));

        assertThat(catchThrowable(table::read))
                .isExactlyInstanceOf(QueryException.class)
                .hasMessage("later");
        assertRejectedAs(IllegalStateException.class, catchThrowable(table::plain));
        assertRejectedAs(IOException.class, catchThrowable(table::anything));
    }

    @Test
    void asCheckedAsExceptionItselfItHasToBeDeclared() {
        Table table = rejecting(BreakerConfig.builder().rejectAs(Exception.class, Exception::new));

        assertThat(catchThrowable(table::plain)).isExactlyInstanceOf(CallRejectedException.class);
        assertRejectedAs(Exception.class, catchThrowable(table::anything));
    }

    @Test
    void aFailedStageMayBeOfAnyType() {
        Table table = rejecting(asQuery());
        CompletableFuture<String> got = table.stage().toCompletableFuture();

        assertRejectedAs(
                QueryException.class, got.handle((value, failure) -> failure).join());
    }

    @Test
    void whereNoStageCanBeMadeWhatIsThrownHasToBeDeclared() {
        Table table = rejecting(asQuery());

        assertRejectedAs(QueryException.class, catchThrowable(table::pending));
        assertThat(catchThrowable(table::plainPending)).isExactlyInstanceOf(CallRejectedException.class);
    }

    @Test
    void anErrorSignalMayBeOfAnyType() {
        Table table = rejecting(asQuery());
        var signals = new ArrayList<Throwable>();
        table.mono().subscribe(value -> {}, signals::add);
        table.flux().subscribe(value -> {}, signals::add);

        assertThat(signals).hasSize(2).allSatisfy(signal -> assertRejectedAs(QueryException.class, signal));
    }

    @Test
    void aFunctionThatThrowsOrReturnsNullIsReportedAndTheRejectionThrown() {
        Table broken = rejecting(BreakerConfig.builder().rejectAs(QueryException.class, rejection -> {
            throw new IllegalStateException("broken");
        }));
        Table empty = rejecting(BreakerConfig.builder().rejectAs(QueryException.class, rejection -> null));

        assertThat(catchThrowable(broken::read)).isExactlyInstanceOf(CallRejectedException.class);
        assertThat(catchThrowable(empty::read)).isExactlyInstanceOf(CallRejectedException.class);
        assertThat(log.lines())
                .containsExactly(
                        "WARNING: Table.read: the function of rejectAs failed; the caller gets the CallRejectedException"
                                + " (java.lang.IllegalStateException: broken)",
                        "WARNING: Table.read: the function of rejectAs failed; the caller gets the CallRejectedException"
                                + " (java.lang.NullPointerException: it returned null)");
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"}) // as one does who does not heed the compiler
    void aFunctionThatReturnsAnotherTypeIsReportedToo() {
        Function<CallRejectedException, Throwable> other = IOException::new;
        Table table = rejecting(BreakerConfig.builder().rejectAs(QueryException.class, (Function) other));

        assertThat(catchThrowable(table::read)).isExactlyInstanceOf(CallRejectedException.class);
        assertThat(log.lines()).hasSize(1);
    }

    @Test
    void fallbacksGetTheRejectionItself() {
        var causes = new ArrayList<Throwable>();
        Table table = open(builder(Table.class, new Untouched()), asQuery())
                .fallbackFactory(cause -> {
                    causes.add(cause);
                    return new Untouched() {
                        @Override
                        public String read() {
                            return "offline";
                        }
                    };
                })
                .build();

        assertThat(catchThrowable(() -> assertThat(table.read()).isEqualTo("offline")))
                .isNull();
        assertThat(causes).singleElement().isInstanceOf(CallRejectedException.class);
    }

    @Test
    void whereTheFallbackDoesNotAnswerItIsThrown() {
        Table table = open(builder(Table.class, new Untouched()), asQuery().fallbackOn(cause -> false))
                .fallback(new Untouched())
                .build();

        assertRejectedAs(QueryException.class, catchThrowable(table::read));
    }

    @Test
    void withoutALastGoodValueItIsThrownOrSignalled() {
        Table table = open(builder(Table.class, new Untouched()), asQuery())
                .lastGood("read", LastGood.within(Duration.ofHours(1)))
                .lastGood("plain", LastGood.within(Duration.ofHours(1)))
                .lastGood("stage", LastGood.within(Duration.ofHours(1)))
                .build();

        assertRejectedAs(QueryException.class, catchThrowable(table::read));
        assertThat(catchThrowable(table::plain)).isExactlyInstanceOf(CallRejectedException.class);
        assertRejectedAs(
                QueryException.class,
                table.stage()
                        .handle((value, failure) -> failure)
                        .toCompletableFuture()
                        .join());
        assertThat(breaker(table, "stage").stats().fallbackFailures()).isEqualTo(1);
    }

    @Test
    void theRejectionOfAnotherBreakerIsLeftAlone() {
        Table inner = rejecting(BreakerConfig.builder());
        Table outer = builder(Table.class, inner).config(asQuery().build()).build();

        assertThat(catchThrowable(outer::read)).isExactlyInstanceOf(CallRejectedException.class);
    }

    @Test
    void anAdapterThatLetsTheRejectionThroughThrowsWhatIsDeclared() {
        CallAdapter<Object> through = call -> call.start().call();
        Table table = open(builder(Table.class, new Untouched()), asQuery())
                .adapter(method -> method.getReturnType() == String.class ? through : null)
                .build();

        assertRejectedAs(QueryException.class, catchThrowable(table::read));
        assertThat(catchThrowable(table::plain)).isExactlyInstanceOf(CallRejectedException.class);
    }

    @Test
    void functionsThrowWhatTheirInterfacesDeclare() {
        Breaker breaker = Breakers.breaker(
                "table", asQuery().rejectAs(Throwable.class, Throwable::new).build());
        breaker.forceOpen();

        assertRejectedAs(QueryException.class, catchThrowable(() -> breaker.call(() -> "row")));
        assertThat(catchThrowable(() -> breaker.run(() -> {}))).isExactlyInstanceOf(CallRejectedException.class);
    }

    @Test
    void aFunctionWithAFallbackThatDoesNotAnswerThrowsIt() {
        Breaker breaker =
                Breakers.breaker("table", asQuery().fallbackOn(cause -> false).build());
        breaker.forceOpen();

        assertRejectedAs(QueryException.class, catchThrowable(() -> breaker.call(() -> "row", cause -> "offline")));
    }

    @Test
    void aRunnableThrowsWhatIsUnchecked() {
        Breaker breaker = Breakers.breaker(
                "table",
                BreakerConfig.builder()
                        .rejectAs(IllegalStateException.class, IllegalStateException::new)
                        .build());
        breaker.forceOpen();

        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> breaker.run(() -> {}));
    }

    @Test
    void rejectionsAreCountedAllTheSame() {
        Table table = rejecting(asQuery());
        catchThrowable(table::read);
        Protection protection = Breakers.inspect(table);

        assertThat(protection.breaker("read").stats().rejected()).isEqualTo(1);
        assertThat(List.of(protection.breaker("read").stats().calls())).containsExactly(1L);
    }
}
