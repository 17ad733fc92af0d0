package io.breakers.interleaving;

import io.breakers.internal.calls.WeakenedCalls;
import io.breakers.internal.counting.WeakenedCounting;
import io.breakers.internal.rules.WeakenedRules;
import io.breakers.internal.state.WeakenedState;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A guard of the engine that can be weakened, as one of the classes below says, and the scenario that has to notice.
 * The table for people is in {@code docs/testing.md}.
 */
record Mutant(String name, Scenario scenario, Method guard, Method weakened) {
    private static final List<Class<?>> HOMES =
            List.of(WeakenedState.class, WeakenedRules.class, WeakenedCounting.class, WeakenedCalls.class);

    static List<Mutant> all() {
        return HOMES.stream().flatMap(Mutant::in).toList();
    }

    private static Stream<Mutant> in(Class<?> home) {
        return Arrays.stream(home.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Weakens.class))
                .sorted(Comparator.comparing(Method::getName))
                .map(Mutant::of);
    }

    static Mutant of(Method weakened) {
        var weakens = weakened.getAnnotation(Weakens.class);
        return new Mutant(weakened.getName(), weakens.detectedBy(), guard(weakened, weakens), weakened);
    }

    private static Method guard(Method weakened, Weakens weakens) {
        for (Method method : weakens.in().getDeclaredMethods()) {
            if (method.getName().equals(weakens.guard())
                    && !Modifier.isPrivate(method.getModifiers())
                    && method.getReturnType() == weakened.getReturnType()
                    && taken(method).equals(List.of(weakened.getParameterTypes()))) {
                return method;
            }
        }
        String home = weakened.getDeclaringClass().getSimpleName();
        throw new AssertionError("The mutant " + weakened.getName() + " has lost its guard: "
                + weakens.in().getSimpleName() + " has no method " + weakens.guard()
                + " that is not private, takes and returns what " + home + "." + weakened.getName()
                + " does. If the guard has another name, give that in @Weakens; if it takes or returns something else,"
                + " or is in another class, let the mutant follow; if it is gone, so is the mutant, here and in"
                + " docs/testing.md, unless something else guards the same now.");
    }

    /** What the weakened version takes. */
    private static List<Class<?>> taken(Method guard) {
        Stream<Class<?>> self =
                Modifier.isStatic(guard.getModifiers()) ? Stream.empty() : Stream.of(guard.getDeclaringClass());
        return Stream.concat(self, Arrays.stream(guard.getParameterTypes())).toList();
    }

    @Override
    public String toString() {
        return name;
    }
}
