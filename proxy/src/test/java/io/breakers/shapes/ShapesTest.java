package io.breakers.shapes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.proxy.Breakers;
import io.breakers.proxy.ProtectionBuilder;
import io.breakers.proxy.ProxyEngine;
import io.breakers.shapes.Calls.Outcome;
import io.breakers.testing.ManualTicker;
import io.breakers.tools.BothEngines;
import java.io.IOException;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiFunction;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;

/**
 * Random interfaces, called directly and through the proxy: there must be no difference. Then the same with a fallback,
 * which must answer as if it had been called directly.
 *
 * <p>{@code -Dbreakers.shapes=N} makes more of them, {@code -Dbreakers.shapes.seed=N} makes the same again.
 */
@Tag("byte-buddy")
class ShapesTest {
    private static final int SHAPES = Integer.getInteger("breakers.shapes", 240);
    private static final long SEED =
            Long.getLong("breakers.shapes.seed", ThreadLocalRandom.current().nextLong());
    private static final BreakerConfig NEVER_TRIPS = BreakerConfig.builder()
            .failureThreshold(1_000_000)
            .ticker(new ManualTicker())
            .build();

    private static List<ShapeSource> shapes;
    private static CompiledShapes compiled;

    private interface Check {
        void of(ShapeSource shape, ClassLoader loader, ProxyEngine engine) throws Exception;
    }

    @BeforeAll
    static void compile() {
        shapes = IntStream.range(0, SHAPES)
                .mapToObj(index -> new ShapeSource(SEED, index))
                .toList();
        compiled = new CompiledShapes(shapes);
    }

    @ParameterizedTest
    @BothEngines
    void aProtectedInterfaceOfAnyShapeIsCalledLikeItsTarget(ProxyEngine engine) {
        checkAll(engine, ShapesTest::callsReachTheTarget);
    }

    @ParameterizedTest
    @BothEngines
    void aFallbackOfAnyShapeAnswersFailuresAndRejectionsAsIfItWereCalledItself(ProxyEngine engine) {
        checkAll(engine, ShapesTest::fallbacksAnswer);
    }

    private static void checkAll(ProxyEngine engine, Check check) {
        ClassLoader ours = compiled.loader(ShapesTest.class.getClassLoader());
        ClassLoader strange = compiled.loader(ClassLoader.getPlatformClassLoader());

        for (int i = 0; i < SHAPES; i++) {
            ShapeSource shape = shapes.get(i);
            // Nothing but its own package sees an interface that is not public, and there Breakers must be seen too.
            ClassLoader loader = shape.isPublic() && i % 2 == 0 ? strange : ours;
            try {
                check.of(shape, loader, engine);
            } catch (AssertionError | Exception difference) {
                throw new AssertionError(
                        "On " + engine + ", with -Dbreakers.shapes.seed=" + SEED + ", shape " + i + ":\n"
                                + shape.parents() + shape.service() + shape.target(),
                        difference);
            }
        }
    }

    private static void callsReachTheTarget(ShapeSource shape, ClassLoader loader, ProxyEngine engine)
            throws Exception {
        Class<?> type = loader.loadClass(shape.typeName());
        var calls = new Calls();
        Object target = newTarget(shape, loader, calls);
        Object proxy = protect(shape, type, target, null, engine);
        List<Breaker> breakers = Breakers.inspect(proxy).breakers();
        assertThat(Breakers.inspect(proxy).engine()).isEqualTo(engine);
        assertThat(breakers).hasSameSizeAs(shape.keys());

        Map<String, Breaker> byKey = new HashMap<>();
        for (Method method : methods(type)) {
            for (Outcome outcome : Outcome.of(method)) {
                Breaker used = compare(method, target, proxy, calls, outcome, breakers);
                assertThat(byKey.putIfAbsent(calls.key, used)).isIn(null, used);
            }
        }
        assertThat(byKey).containsOnlyKeys(shape.keys());
        assertThat(byKey.values()).doesNotHaveDuplicates();
    }

    private static void fallbacksAnswer(ShapeSource shape, ClassLoader loader, ProxyEngine engine) throws Exception {
        Class<?> type = loader.loadClass(shape.typeName());
        var calls = new Calls();
        var answers = new Calls();
        Object fallback = newTarget(shape, loader, answers);
        Object proxy = protect(shape, type, newTarget(shape, loader, calls), fallback, engine);
        List<Breaker> breakers = Breakers.inspect(proxy).breakers();
        assertThat(Breakers.inspect(proxy).engine()).isEqualTo(engine);
        assertThat(Breakers.inspect(proxy).methodsWithFallback()).hasSameSizeAs(shape.keys());

        for (Method method : methods(type)) {
            for (Outcome failure : failuresOf(method)) {
                calls.outcome = failure;
                for (Outcome answer : Outcome.of(method)) {
                    calls.count = 0;
                    compareAnswers(method, fallback, proxy, answers, answer, breakers);
                    assertThat(calls.count).isOne();
                    assertThat(calls.key).isEqualTo(answers.key);
                }
            }
        }
        breakers.forEach(Breaker::forceOpen);
        calls.count = 0;
        for (Method method : methods(type)) {
            for (Outcome answer : Outcome.of(method)) {
                compareAnswers(method, fallback, proxy, answers, answer, breakers);
            }
        }
        assertThat(calls.count).isZero();
    }

    private static List<Outcome> failuresOf(Method method) {
        var failures = new ArrayList<>(List.of(Outcome.throwing(new IllegalStateException("the target is down"))));
        if (Outcome.returnsStage(method)) {
            failures.add(Outcome.returning(CompletableFuture.failedFuture(new IOException("the target is down"))));
        }
        return failures;
    }

    private static List<Method> methods(Class<?> type) {
        List<Method> methods = Arrays.stream(type.getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .toList();
        methods.forEach(method -> method.setAccessible(true));
        return methods;
    }

    private static Object newTarget(ShapeSource shape, ClassLoader loader, Calls calls) throws Exception {
        return loader.loadClass(shape.targetName())
                .getConstructor(BiFunction.class)
                .newInstance(calls);
    }

    private static <T> T protect(ShapeSource shape, Class<T> type, Object target, Object fallback, ProxyEngine engine)
            throws ReflectiveOperationException {
        ProtectionBuilder<T> builder =
                Breakers.builder(type, type.cast(target)).config(NEVER_TRIPS).engine(engine);
        if (fallback != null) {
            builder.fallback(type.cast(fallback));
        }
        if (!shape.isPublic()) {
            // Of another loader too, it needs the lookup of its package.
            builder.lookup((Lookup) target.getClass().getMethod("lookup").invoke(null));
        }
        return builder.build();
    }

    /** Makes the same call directly and through the proxy, and returns the one breaker that counted it. */
    private static Breaker compare(
            Method method, Object target, Object proxy, Calls calls, Outcome outcome, List<Breaker> breakers) {
        Object[] arguments = arguments(method);
        calls.outcome = outcome;
        Object direct = outcome(method, target, arguments);
        String key = calls.key;
        List<Long> before = counts(breakers, breaker -> breaker.stats().calls());
        calls.count = 0;
        Object protectedOutcome = outcome(method, proxy, arguments);

        assertThat(calls.count).isOne();
        assertThat(calls.key).isEqualTo(key);
        assertArrived(method, calls, arguments);
        if (direct instanceof CompletableFuture<?> pending && !pending.isDone()) {
            // It is relayed, so that the outcome is counted before what the caller hangs on it.
            assertThat(protectedOutcome).isInstanceOf(CompletableFuture.class).isNotSameAs(direct);
            assertThat(ending(protectedOutcome, outcome)).isSameAs(ending(direct, outcome));
        } else {
            assertSame(outcome.thrown() == null ? method.getReturnType() : Object.class, protectedOutcome, direct);
        }
        return theOneThatCounted(
                breakers, before, counts(breakers, breaker -> breaker.stats().calls()));
    }

    /** Makes the same call of the fallback directly and through the proxy, whose target does not answer it. */
    private static void compareAnswers(
            Method method, Object fallback, Object proxy, Calls answers, Outcome answer, List<Breaker> breakers) {
        Object[] arguments = arguments(method);
        answers.outcome = answer;
        Object direct = outcome(method, fallback, arguments);
        String key = answers.key;
        List<Long> before = counts(breakers, ShapesTest::answered);
        answers.count = 0;
        Object protectedOutcome = outcome(method, proxy, arguments);

        assertThat(answers.count).isOne();
        assertThat(answers.key).isEqualTo(key);
        assertArrived(method, answers, arguments);
        if (Outcome.returnsStage(method)) {
            // What the caller of such a method gets may be another stage, and is one even if the fallback throws.
            assertThat(protectedOutcome).isInstanceOf(CompletableFuture.class);
            assertThat(ending(protectedOutcome, answer)).isSameAs(ending(direct, answer));
        } else {
            assertSame(answer.thrown() == null ? method.getReturnType() : Object.class, protectedOutcome, direct);
        }
        theOneThatCounted(breakers, before, counts(breakers, ShapesTest::answered));
    }

    /**
     * What a stage completes with, or fails with; a pending one is completed first. What is no stage is its own ending.
     */
    @SuppressWarnings("unchecked")
    private static Object ending(Object outcome, Outcome answer) {
        if (answer.result() instanceof CompletableFuture<?> source) {
            ((CompletableFuture<Object>) source).complete("later");
        }
        if (!(outcome instanceof CompletableFuture<?> stage)) {
            return outcome;
        }
        assertThat(stage).isDone();
        return stage.handle((value, failure) -> failure == null ? value : failure)
                .join();
    }

    private static long answered(Breaker breaker) {
        return breaker.stats().fallbacks() + breaker.stats().fallbackFailures();
    }

    private static Object[] arguments(Method method) {
        return Arrays.stream(method.getParameterTypes()).map(Values::of).toArray();
    }

    private static void assertArrived(Method method, Calls calls, Object[] arguments) {
        assertThat(calls.given).hasSameSizeAs(arguments);
        for (int i = 0; i < arguments.length; i++) {
            assertSame(method.getParameterTypes()[i], calls.given[i], arguments[i]);
        }
    }

    private static List<Long> counts(List<Breaker> breakers, ToLongFunction<Breaker> count) {
        return breakers.stream().mapToLong(count).boxed().toList();
    }

    private static Breaker theOneThatCounted(List<Breaker> breakers, List<Long> before, List<Long> after) {
        List<Integer> counted = IntStream.range(0, breakers.size())
                .filter(i -> after.get(i) != before.get(i).longValue())
                .boxed()
                .toList();
        assertThat(counted).hasSize(1);
        assertThat(after.get(counted.get(0))).isEqualTo(before.get(counted.get(0)) + 1);
        return breakers.get(counted.get(0));
    }

    private static Object outcome(Method method, Object object, Object[] arguments) {
        var result = new Object[1];
        Throwable thrown = catchThrowable(() -> result[0] = method.invoke(object, arguments));
        return thrown instanceof InvocationTargetException wrapped
                ? wrapped.getCause()
                : thrown == null ? result[0] : thrown;
    }

    /** Primitives have no identity; all else is the very object. */
    private static void assertSame(Class<?> declared, Object actual, Object expected) {
        if (declared.isPrimitive()) {
            assertThat(actual).isEqualTo(expected);
        } else {
            assertThat(actual).isSameAs(expected);
        }
    }
}
