package io.breakers.internal.model;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.Objects;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** A generic type whose variables have been replaced; equal to the platform's type that says the same. */
sealed interface ResolvedType extends Type {
    /** Returns the type of arrays of {@code component}; for a class a class, as the platform does it. */
    static Type arrayOf(Type component) {
        return component instanceof Class<?> type ? type.arrayType() : new GenericArray(component);
    }

    /** For example {@code List<String>} for {@code List<E>}. */
    @SuppressWarnings("ArrayRecordComponent") // equality is that of the platform's types
    record Parameterized(@Nullable Type owner, Type raw, Type[] arguments) implements ParameterizedType, ResolvedType {
        @Override
        public @Nullable Type getOwnerType() {
            return owner;
        }

        @Override
        public Type getRawType() {
            return raw;
        }

        @Override
        public Type[] getActualTypeArguments() {
            return arguments.clone();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof ParameterizedType that
                    && Objects.equals(owner, that.getOwnerType())
                    && raw.equals(that.getRawType())
                    && Arrays.equals(arguments, that.getActualTypeArguments());
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(arguments) ^ Objects.hashCode(owner) ^ raw.hashCode();
        }

        @Override
        public String toString() {
            var text = new StringJoiner(", ", raw.getTypeName() + "<", ">");
            for (Type argument : arguments) {
                text.add(argument.getTypeName());
            }
            return text.toString();
        }
    }

    /** For example {@code List<String>[]} for {@code List<E>[]}. */
    record GenericArray(Type component) implements GenericArrayType, ResolvedType {
        @Override
        public Type getGenericComponentType() {
            return component;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof GenericArrayType that && component.equals(that.getGenericComponentType());
        }

        @Override
        public int hashCode() {
            return component.hashCode();
        }

        @Override
        public String toString() {
            return component.getTypeName() + "[]";
        }
    }

    /** For example {@code ? extends String} for {@code ? extends E}. */
    @SuppressWarnings("ArrayRecordComponent") // equality is that of the platform's types
    record Wildcard(Type upper, Type[] lower) implements WildcardType, ResolvedType {
        @Override
        public Type[] getUpperBounds() {
            return new Type[] {upper};
        }

        @Override
        public Type[] getLowerBounds() {
            return lower.clone();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof WildcardType that
                    && Arrays.equals(getUpperBounds(), that.getUpperBounds())
                    && Arrays.equals(lower, that.getLowerBounds());
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(lower) ^ Arrays.hashCode(getUpperBounds());
        }

        @Override
        public String toString() {
            return lower.length > 0 ? "? super " + lower[0].getTypeName() : "? extends " + upper.getTypeName();
        }
    }
}
