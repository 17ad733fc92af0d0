package io.breakers.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.breakers.api.CallRejectedException;
import io.breakers.proxy.Breakers;
import io.breakers.proxy.LastGood;
import io.breakers.proxy.ProtectionBuilder;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every type that a method may take and return passes as it is: through a closed breaker, from a fallback, and out of
 * the memory of the last good values.
 */
class TypesTest extends EngineSetting {
    interface Types {
        boolean truth(boolean value);

        byte octet(byte value);

        short brief(short value);

        char letter(char value);

        int whole(int value);

        long large(long value);

        float rough(float value);

        double fine(double value);

        Boolean boxedTruth(Boolean value);

        Byte boxedOctet(Byte value);

        Short boxedBrief(Short value);

        Character boxedLetter(Character value);

        Integer boxedWhole(Integer value);

        Long boxedLarge(Long value);

        Float boxedRough(Float value);

        Double boxedFine(Double value);

        Void empty(Void value);

        boolean[] truths(boolean[] value);

        byte[] octets(byte[] value);

        short[] briefs(short[] value);

        char[] letters(char[] value);

        int[] wholes(int[] value);

        long[] larges(long[] value);

        float[] roughs(float[] value);

        double[] fines(double... value);

        String[] texts(String... value);

        int[][][] cube(int[][][] value);

        <T extends Comparable<T>> T bounded(T value);

        <T> List<? super T> wild(List<? super T> value);
    }

    /**
     * Where there are limits, these and what is between; of each boxed and array type an object that no cache has; and
     * null.
     */
    private static final Map<String, List<Object>> VALUES = Map.ofEntries(
            Map.entry("truth", List.of(true, false)),
            Map.entry("octet", List.of(Byte.MIN_VALUE, (byte) -1, (byte) 0, Byte.MAX_VALUE)),
            Map.entry("brief", List.of(Short.MIN_VALUE, (short) -1, (short) 0, Short.MAX_VALUE)),
            Map.entry("letter", List.of(Character.MIN_VALUE, 'c', '\ud83d', Character.MAX_VALUE)),
            Map.entry("whole", List.of(Integer.MIN_VALUE, -1, 0, Integer.MAX_VALUE)),
            Map.entry("large", List.of(Long.MIN_VALUE, -1L, 0L, 1L << 32, Long.MAX_VALUE)),
            Map.entry("rough", List.of(-0f, 0f, Float.MIN_VALUE, Float.NaN, Float.NEGATIVE_INFINITY)),
            Map.entry("fine", List.of(-0d, 0d, Double.MIN_VALUE, Double.NaN, Double.NEGATIVE_INFINITY)),
            Map.entry("boxedTruth", List.of(Boolean.TRUE, Boolean.FALSE)),
            Map.entry("boxedOctet", List.of(Byte.MIN_VALUE)),
            Map.entry("boxedBrief", List.of(Short.MIN_VALUE)),
            Map.entry("boxedLetter", List.of(Character.MAX_VALUE)),
            Map.entry("boxedWhole", List.of(Integer.MIN_VALUE)),
            Map.entry("boxedLarge", List.of(Long.MIN_VALUE)),
            Map.entry("boxedRough", List.of(Float.NaN)),
            Map.entry("boxedFine", List.of(Double.NaN)),
            Map.entry("empty", List.of()),
            Map.entry("truths", List.of((Object) new boolean[1])),
            Map.entry("octets", List.of((Object) new byte[1])),
            Map.entry("briefs", List.of((Object) new short[1])),
            Map.entry("letters", List.of((Object) new char[1])),
            Map.entry("wholes", List.of((Object) new int[1])),
            Map.entry("larges", List.of((Object) new long[1])),
            Map.entry("roughs", List.of((Object) new float[1])),
            Map.entry("fines", List.of((Object) new double[0])),
            Map.entry("texts", List.of((Object) new String[] {"a text"})),
            Map.entry("cube", List.of((Object) new int[2][3][])),
            Map.entry("bounded", List.of("a text", Duration.ZERO)),
            Map.entry("wild", List.of(List.of("a text"))));

    private static final Types ECHO = answering(given -> given);

    interface Answer {
        Object to(Object given);
    }

    private static Types answering(Answer answer) {
        return (Types) Proxy.newProxyInstance(
                Types.class.getClassLoader(),
                new Class<?>[] {Types.class},
                (self, method, given) -> answer.to(given[0]));
    }

    static Stream<Method> methods() {
        return Stream.of(Types.class.getMethods());
    }

    private static Object call(Method method, Types on, Object value) throws Throwable {
        try {
            return method.invoke(on, new Object[] {value});
        } catch (InvocationTargetException wrapper) {
            throw wrapper.getCause();
        }
    }

    /** Calls with every value, and checks that it comes back: of what has an identity the very object. */
    private static void callWithEveryValue(Method method, Types on) throws Throwable {
        for (Object value : VALUES.get(method.getName())) {
            Object returned = call(method, on, value);
            if (method.getReturnType().isPrimitive()) {
                assertThat(returned).isEqualTo(value);
            } else {
                assertThat(returned).isSameAs(value);
            }
        }
        if (!method.getReturnType().isPrimitive()) {
            assertThat(call(method, on, null)).isNull();
        }
    }

    @ParameterizedTest
    @MethodSource("methods")
    void everyValueComesBackThroughAClosedBreaker(Method method) throws Throwable {
        callWithEveryValue(method, protect(Types.class, ECHO));
    }

    @ParameterizedTest
    @MethodSource("methods")
    void everyValueComesBackFromAFallback(Method method) throws Throwable {
        Types failing = answering(given -> {
            throw new IllegalStateException("down");
        });
        Types types = builder(Types.class, failing).fallback(ECHO).build();
        callWithEveryValue(method, types);
        breaker(types, method.getName()).forceOpen();
        callWithEveryValue(method, types);
    }

    @ParameterizedTest
    @MethodSource("methods")
    void everyValueComesBackFromMemory(Method method) throws Throwable {
        ProtectionBuilder<Types> builder = builder(Types.class, ECHO);
        methods().forEach(each -> builder.lastGood(each.getName(), LastGood.within(Duration.ofDays(1))));
        Types types = builder.build();
        callWithEveryValue(method, types);
        breaker(types, method.getName()).forceOpen();
        callWithEveryValue(method, types);
    }

    @ParameterizedTest
    @MethodSource("methods")
    void aRejectedCallThrowsWhateverTheMethodReturns(Method method) {
        Types types = protect(Types.class, ECHO);
        breaker(types, method.getName()).forceOpen();
        Object value = VALUES.get(method.getName()).stream().findFirst().orElse(null);

        assertThat(catchThrowable(() -> call(method, types, value)))
                .isExactlyInstanceOf(CallRejectedException.class)
                .hasMessage("Types." + method.getName() + " is FORCED_OPEN: forced open by an operator");
    }

    @Test
    void everyMethodOfTheInterfaceHasValues() {
        assertThat(VALUES).containsOnlyKeys(methods().map(Method::getName).toList());
        assertThat(Breakers.inspect(protect(Types.class, ECHO)).breakers()).hasSize(VALUES.size());
    }
}
