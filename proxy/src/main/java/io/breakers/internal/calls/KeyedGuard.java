package io.breakers.internal.calls;

import io.breakers.api.Attempt;
import io.breakers.api.CallRejectedException;
import io.breakers.api.GuardedCall;
import io.breakers.internal.state.Admission;
import io.breakers.internal.state.Permit;
import io.breakers.internal.state.Rejection;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The guards of a method that has a breaker for each key: finds that of a call (S56). */
public final class KeyedGuard implements MethodGuard {
    private final KeyedBreakers breakers;
    private final Function<? super List<@Nullable Object>, ? extends @Nullable Object> key;

    /**
     * Creates the guard of a method.
     *
     * @param key computes the key of a call from its arguments
     */
    public KeyedGuard(
            KeyedBreakers breakers, Function<? super List<@Nullable Object>, ? extends @Nullable Object> key) {
        this.breakers = breakers;
        this.key = key;
    }

    @Override
    public Kind kind() {
        return breakers.own().guard().kind();
    }

    @Override
    public MethodCall calls(Invocation method) {
        return kind() == Kind.ADAPTED ? (target, arguments) -> call(arguments) : new ValueCall(this, method);
    }

    /** The breaker of a call with these arguments; where there is no key, that of the method. Throws nothing. */
    private KeyedBreaker find(@Nullable Object[] arguments) {
        try {
            return of(key.apply(listOf(arguments)));
        } catch (Throwable thrown) {
            return without(thrown);
        }
    }

    // What generated code does the same with.

    /** Computes the key of a call from its arguments. */
    public Function<? super List<@Nullable Object>, ? extends @Nullable Object> key() {
        return key;
    }

    /** The arguments of a call, for the function. */
    public static List<@Nullable Object> listOf(@Nullable Object[] arguments) {
        return Collections.unmodifiableList(Arrays.asList(arguments));
    }

    /** The arguments of a call of a method with four parameters at most: each is an object or, with its type, bits. */
    public static List<@Nullable Object> listOf(
            String types,
            @Nullable Object first,
            @Nullable Object second,
            @Nullable Object third,
            @Nullable Object fourth,
            long firstBits,
            long secondBits,
            long thirdBits,
            long fourthBits) {
        return new FewArguments(types, first, second, third, fourth, firstBits, secondBits, thirdBits, fourthBits);
    }

    /** The breaker of a key. Throws what the key does. */
    public KeyedBreaker of(@Nullable Object found) {
        return found == null ? breakers.own() : breakers.of(found);
    }

    /** The breaker of a call whose key threw that. */
    public KeyedBreaker without(Throwable thrown) {
        return breakers.without(thrown);
    }

    /** Makes a call of a method that has an adapter. */
    public @Nullable Object call(@Nullable Object[] arguments) throws Throwable {
        var call = new AdaptedCall(arguments);
        try {
            return ((AdaptedGuard) breakers.own().guard()).adapt(call);
        } catch (CallRejectedException thrown) {
            AdaptedGuard.Call last = call.last;
            throw last == null ? thrown : last.thrownInsteadOf(thrown);
        }
    }

    /** A call of a method whose return is the outcome: what {@link ValueGuard.Call} does, once a breaker is found. */
    private record ValueCall(KeyedGuard keyed, Invocation method) implements MethodCall {
        @Override
        public @Nullable Object invoke(Object target, @Nullable Object[] arguments) throws Throwable {
            KeyedBreaker breaker;
            Admission admission;
            do {
                breaker = keyed.find(arguments);
                admission = breaker.enter();
            } while (admission == null);
            Guard guard = breaker.guard();
            var call = new ValueGuard.Call(guard, method, null);
            if (admission instanceof Rejection rejection) {
                return call.answer(guard.rejected(rejection), arguments);
            }
            var permit = (Permit) admission;
            long start = guard.start(permit);
            Object result;
            try {
                result = method.on(target, arguments);
            } catch (Throwable thrown) {
                if (guard.threw(permit, start, thrown)) {
                    return call.answer(thrown, arguments);
                }
                throw thrown;
            }
            if (guard.succeeded(permit, start)) {
                return result;
            }
            Throwable cause = guard.returned(permit, start, result);
            return cause == null ? result : call.answer(cause, arguments);
        }
    }

    /** A call that an adapter makes, perhaps later, perhaps again: each time the breaker is found anew. */
    private final class AdaptedCall implements GuardedCall<Object> {
        private final @Nullable Object[] arguments;

        /** The same call through the breaker that was found last; volatile, for an adapter that goes on elsewhere. */
        private volatile AdaptedGuard.@Nullable Call last;

        AdaptedCall(@Nullable Object[] arguments) {
            this.arguments = arguments;
        }

        @Override
        public boolean hasFallback() {
            return breakers.own().guard().mayBeAnswered();
        }

        @Override
        public List<@Nullable Object> arguments() {
            return listOf(arguments);
        }

        @Override
        public Attempt<Object> start() {
            KeyedBreaker breaker;
            Admission admission;
            do {
                breaker = find(arguments);
                admission = breaker.enter();
            } while (admission == null);
            AdaptedGuard.Call call = ((AdaptedGuard) breaker.guard()).callWith(arguments);
            last = call;
            return call.begin(admission);
        }

        @Override
        public Throwable signalOf(CallRejectedException rejection) {
            AdaptedGuard.Call call = last;
            return call == null ? rejection : call.signalOf(rejection);
        }
    }
}
