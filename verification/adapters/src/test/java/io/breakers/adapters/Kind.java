package io.breakers.adapters;

import io.breakers.api.CallAdapter;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A return type under test: how a target makes one, and how a caller uses it.
 *
 * @param <C> the interface of a service with a method {@code get} that returns it
 */
abstract class Kind<C> {
    /** How types differ, where they may. */
    enum Trait {
        /** The method runs and may throw when it is called, not when its result is used. */
        EAGER,
        /** Has a value at most, which is judged. */
        VALUED,
        /** Sends elements. */
        STREAM,
        /** The subscriber says how much it wants. */
        DEMAND,
        /** {@code null} is a value. */
        NULL_IS_A_VALUE,
        /** A cancellation inside the target is a failure, because its caller still waits. */
        KNOWS_ITS_CALLER
    }

    static final String VALUE = "a value";

    private final String name;
    private final Set<Trait> traits;

    Kind(String name, Trait... traits) {
        this.name = name;
        this.traits = Set.of(traits);
    }

    final boolean is(Trait trait) {
        return traits.contains(trait);
    }

    abstract Class<C> type();

    /** {@code null} for a type that needs none. */
    abstract CallAdapter.@Nullable Factory adapters();

    /** An object whose method does what the script says. */
    abstract C client(Script script);

    /** What the method returns for {@link #VALUE}, for a fallback that is a function. */
    abstract Object answer();

    /** Calls the method; returns what lets the caller use its result, once or, unless it is eager, again. */
    abstract Use call(C client, String argument);

    /** Uses the result of a call. */
    interface Use {
        void by(Received received);
    }

    /** What a caller receives of a call that succeeds. */
    final List<Object> success() {
        return is(Trait.VALUED) || is(Trait.STREAM) ? List.of(VALUE, "over") : List.of("over");
    }

    @Override
    public final String toString() {
        return name;
    }
}
