package io.breakers.shapes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.proxy.Breakers;
import io.breakers.proxy.ProtectionBuilder;
import io.breakers.proxy.ProxyEngine;
import io.breakers.testing.ManualTicker;
import java.io.IOException;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random interfaces, called directly and through the proxy: there must be no difference.
 *
 * <p>{@code -Dbreakers.shapes=N} makes more of them, {@code -Dbreakers.shapes.seed=N} makes the same again.
 */
class ShapesTest {
    private static final int SHAPES = Integer.getInteger("breakers.shapes", 240);
    private static final long SEED =
            Long.getLong("breakers.shapes.seed", ThreadLocalRandom.current().nextLong());
    private static final BreakerConfig NEVER_TRIPS = BreakerConfig.builder()
            .failureThreshold(1_000_000)
            .ticker(ManualTicker.startingAnywhere())
            .build();

    @ParameterizedTest
    @EnumSource(names = {"JDK", "GENERATED"})
    void aProtectedInterfaceOfAnyShapeIsCalledLikeItsTarget(ProxyEngine engine) throws Exception {
        List<ShapeSource> shapes = IntStream.range(0, SHAPES)
                .mapToObj(index -> new ShapeSource(SEED, index))
                .toList();
        var compiled = new CompiledShapes(shapes);
        ClassLoader ours = compiled.loader(ShapesTest.class.getClassLoader());
        ClassLoader strange = compiled.loader(ClassLoader.getPlatformClassLoader());

        for (int i = 0; i < SHAPES; i++) {
            ShapeSource shape = shapes.get(i);
            // Nothing but its own package sees an interface that is not public, and there Breakers must be seen too.
            ClassLoader loader = shape.isPublic() && i % 2 == 0 ? strange : ours;
            try {
                check(shape, loader, engine);
            } catch (AssertionError | Exception difference) {
                throw new AssertionError(
                        "On " + engine + ", with -Dbreakers.shapes.seed=" + SEED + ", shape " + i + ":\n"
                                + shape.parents() + shape.service() + shape.target(),
                        difference);
            }
        }
    }

    private static void check(ShapeSource shape, ClassLoader loader, ProxyEngine engine) throws Exception {
        Class<?> type = loader.loadClass(shape.typeName());
        var calls = new Calls();
        Constructor<?> constructor = loader.loadClass(shape.targetName()).getConstructor(BiFunction.class);
        Object target = constructor.newInstance(calls);
        Object proxy = protect(type, target, engine, shape.isPublic());
        List<Breaker> breakers = Breakers.inspect(proxy).breakers();
        assertThat(Breakers.inspect(proxy).engine()).isEqualTo(engine);
        assertThat(breakers).hasSameSizeAs(shape.keys());

        Map<String, Breaker> byKey = new HashMap<>();
        for (Method method : type.getMethods()) {
            if (!Modifier.isStatic(method.getModifiers())) {
                method.setAccessible(true);
                for (Outcome outcome : outcomesOf(method)) {
                    Breaker used = compare(method, target, proxy, calls, outcome, breakers);
                    assertThat(byKey.putIfAbsent(calls.key, used)).isIn(null, used);
                }
            }
        }
        assertThat(byKey).containsOnlyKeys(shape.keys());
        assertThat(byKey.values()).doesNotHaveDuplicates();
    }

    /** An interface that is not public, and of another loader, needs the lookup of its package. */
    private static <T> Object protect(Class<T> type, Object target, ProxyEngine engine, boolean visible)
            throws ReflectiveOperationException {
        ProtectionBuilder<T> builder =
                Breakers.builder(type, type.cast(target)).config(NEVER_TRIPS).engine(engine);
        if (!visible) {
            builder.lookup((Lookup) target.getClass().getMethod("lookup").invoke(null));
        }
        return builder.build();
    }

    /** What the target does: it returns {@code result}, unless it throws {@code thrown}. */
    private record Outcome(Object result, Throwable thrown) {}

    private static List<Outcome> outcomesOf(Method method) {
        var outcomes = new ArrayList<Outcome>();
        outcomes.add(new Outcome(Values.of(method.getReturnType()), null));
        if (CompletionStage.class.isAssignableFrom(method.getReturnType())) {
            outcomes.add(new Outcome(CompletableFuture.failedFuture(new IOException("failed")), null));
            outcomes.add(new Outcome(new CompletableFuture<>(), null));
        }
        outcomes.add(new Outcome(null, new IllegalStateException("unchecked")));
        outcomes.add(new Outcome(null, new AssertionError("error")));
        if (method.getExceptionTypes().length > 0) {
            outcomes.add(new Outcome(null, new IOException("checked")));
        }
        return outcomes;
    }

    /** Makes the same call directly and through the proxy, and returns the one breaker that counted it. */
    private static Breaker compare(
            Method method, Object target, Object proxy, Calls calls, Outcome outcome, List<Breaker> breakers) {
        Object[] arguments =
                Arrays.stream(method.getParameterTypes()).map(Values::of).toArray();
        calls.outcome = outcome;
        Object direct = outcome(method, target, arguments);
        String key = calls.key;
        List<Long> before = counts(breakers);
        calls.count = 0;
        Object protectedOutcome = outcome(method, proxy, arguments);

        assertThat(calls.count).isOne();
        assertThat(calls.key).isEqualTo(key);
        assertThat(calls.given).hasSameSizeAs(arguments);
        for (int i = 0; i < arguments.length; i++) {
            assertSame(method.getParameterTypes()[i], calls.given[i], arguments[i]);
        }
        assertSame(outcome.thrown() == null ? method.getReturnType() : Object.class, protectedOutcome, direct);
        List<Long> after = counts(breakers);
        List<Integer> counted = IntStream.range(0, breakers.size())
                .filter(i -> after.get(i) != before.get(i).longValue())
                .boxed()
                .toList();
        assertThat(counted).hasSize(1);
        assertThat(after.get(counted.get(0))).isEqualTo(before.get(counted.get(0)) + 1);
        return breakers.get(counted.get(0));
    }

    private static List<Long> counts(List<Breaker> breakers) {
        return breakers.stream().map(breaker -> breaker.stats().calls()).toList();
    }

    private static Object outcome(Method method, Object object, Object[] arguments) {
        var result = new Object[1];
        Throwable thrown = catchThrowable(() -> result[0] = method.invoke(object, arguments));
        return thrown instanceof InvocationTargetException wrapped
                ? wrapped.getCause()
                : thrown == null ? result[0] : thrown;
    }

    /** Primitives have no identity; all else is the very object, stages too, as there is no fallback. */
    private static void assertSame(Class<?> declared, Object actual, Object expected) {
        if (declared.isPrimitive()) {
            assertThat(actual).isEqualTo(expected);
        } else {
            assertThat(actual).isSameAs(expected);
        }
    }

    /** What reaches the target, and what it does then. */
    private static final class Calls implements BiFunction<String, Object[], Object> {
        private int count;
        private String key;
        private Object[] given;
        private Outcome outcome;

        @Override
        public Object apply(String called, Object[] arguments) {
            count++;
            key = called;
            given = arguments;
            if (outcome.thrown() != null) {
                throw Calls.<RuntimeException>sneaky(outcome.thrown());
            }
            return outcome.result();
        }

        @SuppressWarnings("unchecked")
        private static <X extends Throwable> X sneaky(Throwable thrown) throws X {
            throw (X) thrown;
        }
    }
}
