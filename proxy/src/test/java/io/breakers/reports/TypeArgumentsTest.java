package io.breakers.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.breakers.api.BreakerConfig;
import io.breakers.api.CallRejectedException;
import io.breakers.proxy.Breakers;
import io.breakers.proxy.LastGood;
import io.breakers.proxy.ProtectionBuilder;
import io.breakers.proxy.ProxyEngine;
import io.breakers.proxy.ServiceType;
import io.breakers.testing.ManualTicker;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * R1: what a method returns by way of a type parameter is judged like a type that it declares, as far as the type
 * arguments are known.
 */
class TypeArgumentsTest {
    private static final IOException DOWN = new IOException("down");

    interface Api<R> {
        R send();
    }

    interface StockApi extends Api<CompletableFuture<String>> {}

    interface Pair<A, B> {
        A first();

        B second();
    }

    interface Swapped<A, B> extends Pair<B, A> {}

    interface Bounded<R extends CompletionStage<String>> {
        R send();
    }

    interface Recursive<R extends Recursive<R>> {
        R send();
    }

    interface Parent<R> {
        <X extends R> X send();
    }

    interface Overridden extends Api<CompletionStage<String>> {
        @Override
        CompletableFuture<String> send();
    }

    interface Untyped {
        Object send();
    }

    interface Twice extends Untyped, Api<CompletionStage<String>> {}

    interface Arrays<R> {
        R[] send();
    }

    @SuppressWarnings("rawtypes") // as old code says it
    interface Raw extends Api {}

    @ParameterizedTest
    @EnumSource(names = {"JDK", "GENERATED"})
    void r1_aTypeArgumentOfASuperinterfaceIsKnown(ProxyEngine engine) {
        assertThat(failures(of(StockApi.class, failed()), engine, StockApi::send))
                .isOne();
        assertThat(failures(of(Overridden.class, failed()), engine, Overridden::send))
                .isOne();
        assertThat(failures(of(Overridden.class, failed()), engine, api -> ((Api<?>) api).send()))
                .isOne();
    }

    @ParameterizedTest
    @EnumSource(names = {"JDK", "GENERATED"})
    void r1_aTypeArgumentOfAServiceTypeIsKnown(ProxyEngine engine) {
        var supplier = of(new ServiceType<Supplier<CompletionStage<String>>>() {}, Supplier.class, failed());
        var swapped = of(new ServiceType<Swapped<String, CompletableFuture<String>>>() {}, Swapped.class, failed());

        assertThat(failures(supplier, engine, Supplier::get)).isOne();
        assertThat(failures(swapped, engine, Swapped::first)).isOne();
    }

    @ParameterizedTest
    @EnumSource(names = {"JDK", "GENERATED"})
    void r1_aRejectionIsAFailedStage(ProxyEngine engine) {
        StockApi api = of(StockApi.class, failed()).engine(engine).build();
        Breakers.inspect(api).breaker("send").forceOpen();

        assertThat(api.send())
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(CallRejectedException.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"JDK", "GENERATED"})
    void r1_aFallbackAnswersWhatAFutureFailsWith(ProxyEngine engine) {
        StockApi api = of(StockApi.class, failed())
                .engine(engine)
                .fallback(() -> CompletableFuture.completedFuture("a guess"))
                .build();

        assertThat(api.send()).isCompletedWithValue("a guess");
    }

    @ParameterizedTest
    @EnumSource(names = {"JDK", "GENERATED"})
    void r1_theLastGoodValueAnswersWhatAFutureFailsWith(ProxyEngine engine) {
        var answers =
                List.of(CompletableFuture.completedFuture("a price"), failed()).iterator();
        StockApi api = Breakers.builder(StockApi.class, answers::next)
                .engine(engine)
                .lastGood("send", LastGood.within(Duration.ofHours(1)))
                .build();

        assertThat(api.send()).isCompletedWithValue("a price");
        assertThat(api.send()).isCompletedWithValue("a price");
    }

    @ParameterizedTest
    @EnumSource(names = {"JDK", "GENERATED"})
    void r1_aWildcardIsItsBound(ProxyEngine engine) {
        var bounded = of(new ServiceType<Supplier<? extends CompletionStage<String>>>() {}, Supplier.class, failed());
        var lower = of(new ServiceType<Supplier<? super CompletionStage<String>>>() {}, Supplier.class, failed());

        assertThat(failures(bounded, engine, Supplier::get)).isOne();
        assertThat(failures(lower, engine, Supplier::get)).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"JDK", "GENERATED"})
    void r1_aVariableThatStaysOpenIsItsFirstBound(ProxyEngine engine) {
        var parent = of(new ServiceType<Parent<CompletionStage<String>>>() {}, Parent.class, failed());

        assertThat(failures(parent, engine, Parent::send)).isOne();
        assertThat(failures(of(Bounded.class, failed()), engine, service -> service.send()))
                .isOne();
        assertThat(failures(of(Recursive.class, null), engine, service -> service.send()))
                .isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"JDK", "GENERATED"})
    void r1_aVariableThatStaysOpenIsAValue(ProxyEngine engine) {
        assertThat(failures(of(Supplier.class, failed()), engine, service -> service.get()))
                .isZero();
        assertThat(failures(of(Raw.class, failed()), engine, service -> service.send()))
                .isZero();
        assertThat(failures(open(), engine, Supplier::get)).isZero();
    }

    /** With a type argument that is a variable of its own surroundings. */
    private static <X> ProtectionBuilder<Supplier<X>> open() {
        return of(new ServiceType<Supplier<X>>() {}, Supplier.class, failed());
    }

    @ParameterizedTest
    @EnumSource(names = {"JDK", "GENERATED"})
    void r1_whatHoldsAStageIsAValue(ProxyEngine engine) {
        var list = of(new ServiceType<Supplier<List<CompletionStage<String>>>>() {}, Supplier.class, List.of(failed()));
        var array =
                of(new ServiceType<Arrays<CompletableFuture<String>>>() {}, Arrays.class, new CompletableFuture<?>[] {
                    failed()
                });
        var ofArrays = of(
                new ServiceType<Supplier<CompletableFuture<String>[]>>() {},
                Supplier.class,
                new CompletableFuture<?>[] {failed()});

        assertThat(failures(list, engine, Supplier::get)).isZero();
        assertThat(failures(array, engine, Arrays::send)).isZero();
        assertThat(failures(ofArrays, engine, Supplier::get)).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"JDK", "GENERATED"})
    void r1_ofSeveralMethodsThatAreOneTheNarrowestReturnTypeCounts(ProxyEngine engine) {
        assertThat(failures(of(Twice.class, failed()), engine, Twice::send)).isOne();
        assertThat(failures(of(Twice.class, failed()), engine, twice -> ((Untyped) twice).send()))
                .isOne();
    }

    @ParameterizedTest
    @EnumSource(names = {"JDK", "GENERATED"})
    void r1_aPublisherByATypeArgumentIsJudgedBySubscription(ProxyEngine engine) {
        var mono = of(new ServiceType<Supplier<Mono<String>>>() {}, Supplier.class, Mono.error(DOWN));
        var flux = of(new ServiceType<Supplier<Flux<String>>>() {}, Supplier.class, Flux.error(DOWN));

        assertThat(failures(
                        mono, engine, service -> service.get().onErrorComplete().block()))
                .isOne();
        assertThat(failures(
                        flux, engine, service -> service.get().onErrorComplete().blockLast()))
                .isOne();
    }

    @ParameterizedTest
    @EnumSource(names = {"JDK", "GENERATED"})
    void r1_aTypeArgumentThatNothingCanObserveIsRefused(ProxyEngine engine) {
        var builder = of(new ServiceType<Supplier<Future<String>>>() {}, Supplier.class, failed())
                .engine(engine);

        assertThatIllegalArgumentException()
                .isThrownBy(builder::build)
                .withMessage("Cannot protect java.util.function.Supplier: get promises its outcome by"
                        + " java.util.concurrent.Future, which nothing here can observe; give an adapter that can,"
                        + " or say treatAsSynchronous(\"get\") to take its return for the outcome,"
                        + " or unprotected(\"get\")");
        assertThat(failures(builder.treatAsSynchronous("get"), engine, Supplier::get))
                .isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"JDK", "GENERATED"})
    void r1_whatIsNoStageInSpiteOfItsTypeArgumentEndsItsCall(ProxyEngine engine) {
        var service = of(new ServiceType<Supplier<CompletionStage<String>>>() {}, Supplier.class, "no stage")
                .engine(engine)
                .build();

        assertThat(((Supplier<?>) service).get()).isEqualTo("no stage");
        assertThat(Breakers.inspect(service).breaker("get").stats())
                .returns(1L, stats -> stats.failures())
                .returns(0L, stats -> stats.inFlight());
    }

    private static <T> long failures(ProtectionBuilder<T> builder, ProxyEngine engine, Consumer<T> call) {
        T service = builder.engine(engine).build();
        call.accept(service);
        return Breakers.inspect(service).breakers().stream()
                .mapToLong(breaker -> breaker.stats().failures())
                .sum();
    }

    private static CompletableFuture<String> failed() {
        return CompletableFuture.failedFuture(DOWN);
    }

    private static <T> ProtectionBuilder<T> of(Class<T> type, Object answer) {
        return configured(Breakers.builder(type, answering(type, answer)));
    }

    private static <T> ProtectionBuilder<T> of(ServiceType<T> type, Class<? super T> raw, Object answer) {
        return configured(Breakers.builder(type, answering(raw, answer)));
    }

    private static <T> ProtectionBuilder<T> configured(ProtectionBuilder<T> builder) {
        return builder.config(BreakerConfig.builder().ticker(new ManualTicker()).build());
    }

    @SuppressWarnings("unchecked") // what implements the raw type can be called as any of its types
    private static <T> T answering(Class<? super T> type, Object answer) {
        return (T) Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> answer);
    }
}
