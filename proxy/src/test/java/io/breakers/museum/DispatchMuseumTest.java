package io.breakers.museum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerListener;
import io.breakers.api.CallRejectedException;
import io.breakers.proxy.Breakers;
import io.breakers.proxy.Protection;
import io.breakers.proxy.ProxyEngine;
import io.breakers.tools.BothEngines;
import io.breakers.tools.Gate;
import io.breakers.tools.Reachable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.params.ParameterizedTest;

/** Groups B and H: how a call finds its breaker, and what stays of it. */
class DispatchMuseumTest {
    private static final int ROUNDS = 2_000;
    private static final int READERS = 3;

    @Retention(RetentionPolicy.RUNTIME)
    private @interface Routed {
        String value();
    }

    @Routed("/numbers")
    private interface Numbers {
        @Routed("/plus")
        int plus(int number);

        default int twice(int number) {
            return plus(plus(number));
        }
    }

    private static <T> T protect(Class<T> type, T target, ProxyEngine engine) {
        return Breakers.builder(type, target).engine(engine).build();
    }

    @ParameterizedTest
    @BothEngines
    void b18_aMethodMayBeCalledAgainWithinItsFirstCall(ProxyEngine engine) {
        var service = new AtomicReference<Numbers>();
        service.set(protect(
                Numbers.class, number -> number == 0 ? 0 : 1 + service.get().plus(number - 1), engine));
        assertThat(service.get().plus(100)).isEqualTo(100);
        assertThat(Breakers.inspect(service.get()).breaker("plus").stats().successes())
                .isEqualTo(101);
    }

    @ParameterizedTest
    @BothEngines
    void h8_aBodyInTheInterfaceRunsOnTheTargetOfItsOwnProxyAnyNumberOfTimes(ProxyEngine engine) {
        Numbers one = protect(Numbers.class, number -> number + 1, engine);
        Numbers ten = protect(Numbers.class, number -> number + 10, engine);
        for (int call = 0; call < 3; call++) {
            assertThat(one.twice(call)).isEqualTo(call + 2);
            assertThat(ten.twice(call)).isEqualTo(call + 20);
        }
        assertThat(Breakers.inspect(one).breaker("twice").stats().successes()).isEqualTo(3);
        assertThat(Breakers.inspect(ten).breaker("twice").stats().successes()).isEqualTo(3);
    }

    @ParameterizedTest
    @BothEngines
    void h15_theProxyHasNoAnnotationsAndItsInterfaceKeepsThem(ProxyEngine engine) throws Exception {
        Numbers numbers = protect(Numbers.class, number -> number, engine);
        assertThat(numbers.getClass().getAnnotations()).isEmpty();
        assertThat(numbers.getClass().getMethod("plus", int.class).getAnnotations())
                .isEmpty();
        Class<?> type = Breakers.inspect(numbers).type();
        assertThat(type.getAnnotation(Routed.class).value()).isEqualTo("/numbers");
        assertThat(type.getMethod("plus", int.class).getAnnotation(Routed.class).value())
                .isEqualTo("/plus");
    }

    /**
     * As the Kotlin compiler writes an interface whose methods have bodies, if it is not told otherwise: abstract, with
     * the bodies beside.
     */
    private interface Kotlin {
        String name();

        String greet(String word);

        final class DefaultImpls {
            private DefaultImpls() {}

            static String greet(Kotlin self, String word) {
                return word + ", " + self.name();
            }
        }
    }

    private static final class Ann implements Kotlin {
        @Override
        public String name() {
            return "Ann";
        }

        @Override
        public String greet(String word) {
            return DefaultImpls.greet(this, word);
        }
    }

    @ParameterizedTest
    @BothEngines
    void h16_aBodyThatKotlinPutBesideTheInterfaceRunsOnTheTarget(ProxyEngine engine) {
        Kotlin kotlin = protect(Kotlin.class, new Ann(), engine);
        assertThat(kotlin.greet("Hello")).isEqualTo("Hello, Ann");
        Protection protection = Breakers.inspect(kotlin);
        assertThat(protection.breakers()).extracting(Breaker::method).containsExactly("greet", "name");
        assertThat(protection.breaker("greet").stats().successes()).isEqualTo(1);
        assertThat(protection.breaker("name").stats().calls()).isZero();
    }

    @ParameterizedTest
    @BothEngines
    void h21_breakersAreAsManyAsMethodsWhateverTheArguments(ProxyEngine engine) {
        var made = new AtomicInteger();
        Numbers numbers = Breakers.builder(Numbers.class, (Numbers) number -> number)
                .engine(engine)
                .listener(breaker -> {
                    made.incrementAndGet();
                    return new BreakerListener() {};
                })
                .build();
        for (int number = 0; number < 10_000; number++) {
            numbers.plus(number);
        }
        assertThat(made).hasValue(2);
        assertThat(Breakers.inspect(numbers).breakers()).hasSize(2);
    }

    @ParameterizedTest
    @BothEngines
    void h20_h21_nothingStaysOfAProxyNotEvenInTheThreadsThatUsedIt(ProxyEngine engine) throws Exception {
        try (var threads = new Gate(READERS)) {
            assertThat(Reachable.areGone(usedAndDropped(engine, threads))).isTrue();
        }
    }

    /** The threads of {@code users} live on. */
    private static List<WeakReference<Object>> usedAndDropped(ProxyEngine engine, Gate users) throws Exception {
        Numbers target = new Numbers() {
            @Override
            public int plus(int number) {
                return number;
            }
        };
        Numbers numbers = protect(Numbers.class, target, engine);
        users.run(() -> numbers.twice(1) + numbers.plus(1));
        Protection protection = Breakers.inspect(numbers);
        List<WeakReference<Object>> references = new ArrayList<>();
        for (Object dropped : List.of(numbers, target, protection)) {
            references.add(new WeakReference<>(dropped));
        }
        protection.breakers().forEach(breaker -> references.add(new WeakReference<>(breaker)));
        return references;
    }

    /** Hands proxies over by a race, and its readers call what they find. */
    private static final class Handover {
        private final AtomicBoolean over = new AtomicBoolean();

        /** On purpose not volatile: nothing but the proxy itself makes it safe to use. */
        private Numbers handed;

        private int write(ProxyEngine engine) {
            try {
                for (int round = 0; round < ROUNDS; round++) {
                    handed = protect(Numbers.class, number -> number + 1, engine);
                }
            } finally {
                over.set(true);
            }
            return handed.plus(0);
        }

        private int read() {
            int wrong = 0;
            while (!over.get()) {
                Numbers found = handed;
                if (found != null && (found.plus(1) != 2 || found.twice(1) != 3 || !found.equals(found))) {
                    wrong++;
                }
            }
            return wrong;
        }
    }

    @ParameterizedTest
    @BothEngines
    void h22_aProxyMayBeHandedOverByARace(ProxyEngine engine) throws Exception {
        var handover = new Handover();
        List<Callable<Integer>> tasks = new ArrayList<>();
        tasks.add(() -> handover.write(engine));
        for (int reader = 0; reader < READERS; reader++) {
            tasks.add(handover::read);
        }
        try (var gate = new Gate(tasks.size())) {
            assertThat(gate.runAll(tasks)).containsExactly(1, 0, 0, 0);
        }
    }

    /**
     * What makes that safe. A JDK proxy's own field, of the platform, is not in our hands. A field of ours that is not
     * final, volatile or not, may be seen as it was before the constructor wrote it, and then the proxy has to do
     * without.
     */
    @ParameterizedTest
    @BothEngines
    void h22_theFieldsOfAProxyAreFinalOrNotNeeded(ProxyEngine engine) throws Exception {
        Numbers numbers = protect(Numbers.class, number -> number, engine);
        Object ours = engine == ProxyEngine.JDK ? Proxy.getInvocationHandler(numbers) : numbers;
        List<Field> fields = FieldsOf.everyLevel(ours.getClass());
        assertThat(fields).isNotEmpty();
        for (Field field : fields) {
            if (!Modifier.isFinal(field.getModifiers())) {
                field.setAccessible(true);
                field.set(ours, null);
            }
        }
        assertThat(numbers.plus(1)).isEqualTo(1);
    }

    @ParameterizedTest
    @BothEngines
    void h5_signsInNamesAreNoSignsToUs(ProxyEngine engine) throws Throwable {
        List<String> names = List.of("a#b", "a(b)", "a,b", "a$b", "$", "pay the bill", "größe", "a:b=c");
        Map<String, BreakerConfig> configs = new HashMap<>();
        names.forEach(name -> configs.put(name, BreakerConfig.builder().build()));
        Class<?> type = NamedMethods.define(names);
        Object service = protectNamed(type, configs, engine);
        for (String name : names) {
            Breaker breaker = Breakers.inspect(service).breaker(name);
            assertThat(breaker.method()).isEqualTo(name);
            assertThat(breaker.name()).isEqualTo("Named." + name);
            assertThat(breaker.config()).isSameAs(configs.get(name));
            assertThat(NamedMethods.call(type, name, service)).isEqualTo(name);
            breaker.forceOpen();
            assertThatExceptionOfType(CallRejectedException.class)
                    .isThrownBy(() -> NamedMethods.call(type, name, service))
                    .withMessageStartingWith("Named." + name + " is FORCED_OPEN");
        }
    }

    private static <T> Object protectNamed(Class<T> type, Map<String, BreakerConfig> configs, ProxyEngine engine) {
        var builder =
                Breakers.builder(type, type.cast(NamedMethods.target(type))).engine(engine);
        configs.forEach(builder::config);
        return builder.build();
    }
}
