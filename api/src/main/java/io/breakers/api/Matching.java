package io.breakers.api;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What is an instance of one of these types, or matches one of these predicates, asked in this order. Equal to one with
 * equal types and the same predicates.
 */
record Matching<T extends @Nullable Object>(Set<Class<?>> types, List<Predicate<? super T>> predicates)
        implements Predicate<T> {
    static <T extends @Nullable Object> Matching<T> of(Predicate<? super T> predicate) {
        return new Matching<>(Set.of(), List.of(predicate));
    }

    static Matching<Throwable> of(List<Class<? extends Throwable>> types) {
        return new Matching<>(new LinkedHashSet<>(types), List.of());
    }

    Matching<T> or(Matching<T> other) {
        var allTypes = new LinkedHashSet<>(types);
        allTypes.addAll(other.types);
        var allPredicates = new ArrayList<>(predicates);
        allPredicates.addAll(other.predicates);
        return new Matching<>(allTypes, allPredicates);
    }

    /** The names of the types, in order, and the word for the predicates: {@code IOException, and what ..}. */
    String text() {
        List<String> parts =
                new ArrayList<>(types.stream().map(FailureTypes::name).toList());
        if (!predicates.isEmpty()) {
            parts.add((parts.isEmpty() ? "" : "and ") + "what " + selection());
        }
        return String.join(", ", parts);
    }

    /** For example {@code a predicate selects}. */
    String selection() {
        int count = predicates.size();
        return count == 1 ? "a predicate selects" : count + " predicates select";
    }

    @Override
    public boolean test(T value) {
        for (Class<?> type : types) {
            if (type.isInstance(value)) {
                return true;
            }
        }
        for (Predicate<? super T> predicate : predicates) {
            if (predicate.test(value)) {
                return true;
            }
        }
        return false;
    }
}
