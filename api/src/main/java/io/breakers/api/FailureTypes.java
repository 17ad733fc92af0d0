package io.breakers.api;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;

/** The types of failures that a rule counts; none stands for all. Equal whatever their order. */
record FailureTypes(Set<Class<? extends Throwable>> types) {
    static final FailureTypes ALL = new FailureTypes(Set.of());

    /** Returns these types, in this order. */
    static FailureTypes of(List<Class<? extends Throwable>> types) {
        if (types.isEmpty()) {
            throw new IllegalArgumentException("of needs at least one type; leave it out to count every failure");
        }
        return new FailureTypes(Collections.unmodifiableSet(new LinkedHashSet<>(types)));
    }

    /** For example {@code " of ConnectException or TimeoutException"}; empty for all. */
    String text(String preposition) {
        if (types.isEmpty()) {
            return "";
        }
        var names = new StringJoiner(" or ");
        for (Class<? extends Throwable> type : types) {
            names.add(name(type));
        }
        return " " + preposition + " " + names;
    }

    /** The name of a type as people read it. */
    static String name(Class<?> type) {
        return type.isAnonymousClass() ? type.getTypeName() : type.getSimpleName();
    }
}
