package io.breakers.internal.model;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One method as callers of a service see it, with every {@link Method} that stands for it: the method itself, its
 * bridges, and the same method inherited from other interfaces (S37).
 */
public final class ServiceMethod {
    private static final String CONTINUATION = "kotlin.coroutines.Continuation";

    private final List<Method> all;
    private final TypeArguments arguments;
    private final Method method;
    private @Nullable Class<?> returnClass;

    /**
     * Creates a method.
     *
     * @param all what stands for it, in an order that is always the same
     * @param arguments what is known of the variables in its types
     */
    ServiceMethod(List<Method> all, TypeArguments arguments) {
        this.all = List.copyOf(all);
        this.arguments = arguments;
        Method principal = all.get(0);
        for (Method other : all.subList(1, all.size())) {
            if (isMorePrincipal(other, principal)) {
                principal = other;
            }
        }
        this.method = principal;
    }

    private boolean isMorePrincipal(Method one, Method other) {
        if (one.isBridge() != other.isBridge()) {
            return other.isBridge();
        }
        Class<?> returned = returnClassOf(one);
        Class<?> otherReturned = returnClassOf(other);
        if (returned != otherReturned) {
            return otherReturned.isAssignableFrom(returned);
        }
        if (one.getReturnType() != other.getReturnType()) {
            return other.getReturnType().isAssignableFrom(one.getReturnType());
        }
        return hasNarrowerParameters(one, other);
    }

    private static boolean hasNarrowerParameters(Method one, Method other) {
        boolean narrower = false;
        for (int i = 0; i < one.getParameterCount(); i++) {
            Class<?> parameter = one.getParameterTypes()[i];
            Class<?> otherParameter = other.getParameterTypes()[i];
            if (!otherParameter.isAssignableFrom(parameter)) {
                return false;
            }
            narrower |= parameter != otherParameter;
        }
        return narrower;
    }

    /** The method whose types are used: not a bridge, and with the narrowest return type. */
    public Method method() {
        return method;
    }

    /** All that stand for it; their parameters and return types may differ. */
    public List<Method> all() {
        return all;
    }

    /**
     * The return type, with what is known of its type variables put in: a variable that is left has no known argument.
     */
    public Type returnType() {
        return arguments.resolve(method.getGenericReturnType());
    }

    /**
     * The class by which is decided whether the outcome comes later than the return: the erasure of the return type,
     * with what is known put in. A variable that stays open is its first bound.
     */
    public Class<?> returnClass() {
        Class<?> known = returnClass;
        if (known == null) {
            known = returnClassOf(method);
            returnClass = known;
        }
        return known;
    }

    private Class<?> returnClassOf(Method one) {
        Class<?> declared = one.getReturnType();
        // A final class has no narrower one, and reading generic types takes time.
        if (Modifier.isFinal(declared.getModifiers()) || !arguments.narrow(one.getDeclaringClass())) {
            return declared;
        }
        Class<?> known = arguments.erase(one.getGenericReturnType());
        return declared.isAssignableFrom(known) ? known : declared;
    }

    /** Whether an object of class {@code made} may be returned to every caller, whichever of all methods it called. */
    public boolean canReturn(Class<?> made) {
        for (Method one : all) {
            if (!one.getReturnType().isAssignableFrom(made)) {
                return false;
            }
        }
        return returnClass().isAssignableFrom(made);
    }

    /**
     * The exceptions that all of the methods that stand for this declare, with what is known of type variables put in:
     * of each one, callers of every interface know.
     */
    public List<Class<?>> exceptionClasses() {
        var declared = new ArrayList<Class<?>>();
        for (Method one : all) {
            for (Class<?> exception : exceptionClassesOf(one)) {
                if (isDeclaredByAll(exception)) {
                    declared.add(exception);
                }
            }
        }
        return List.copyOf(declared);
    }

    private boolean isDeclaredByAll(Class<?> exception) {
        for (Method one : all) {
            boolean declares = false;
            for (Class<?> declared : exceptionClassesOf(one)) {
                declares |= declared.isAssignableFrom(exception);
            }
            if (!declares) {
                return false;
            }
        }
        return true;
    }

    private List<Class<?>> exceptionClassesOf(Method one) {
        var declared = new ArrayList<Class<?>>();
        if (one.getExceptionTypes().length > 0) {
            for (Type exception : one.getGenericExceptionTypes()) {
                declared.add(arguments.erase(exception));
            }
        }
        return declared;
    }

    public String name() {
        return method.getName();
    }

    /**
     * Whether this is one of Kotlin's {@code suspend} functions, whose last parameter is the compiler's: what it
     * returns goes there, and the function that people know neither has it nor counts it among its arguments.
     */
    public boolean suspends() {
        Class<?>[] parameters = method.getParameterTypes();
        return parameters.length > 0
                && parameters[parameters.length - 1].getName().equals(CONTINUATION);
    }

    /** The class of what the method returns to who wrote the call: of a {@code suspend} function, its result. */
    public Class<?> resultClass() {
        if (!suspends()) {
            return returnClass();
        }
        Type[] parameters = method.getGenericParameterTypes();
        return arguments.resolve(parameters[parameters.length - 1]) instanceof ParameterizedType continuation
                        && continuation.getActualTypeArguments()[0] instanceof WildcardType wildcard
                        && wildcard.getLowerBounds().length > 0
                ? arguments.erase(wildcard.getLowerBounds()[0])
                : Object.class;
    }

    /** For example {@code charge(String,long)}. */
    public String signature() {
        return signature(Class::getSimpleName);
    }

    /** For example {@code charge(java.lang.String,long)}. */
    public String fullSignature() {
        return signature(Class::getTypeName);
    }

    private String signature(Function<Class<?>, String> names) {
        var text = new StringJoiner(",", name() + "(", ")");
        Class<?>[] parameters = method.getParameterTypes();
        for (int i = 0; i < parameters.length - (suspends() ? 1 : 0); i++) {
            text.add(names.apply(parameters[i]));
        }
        return text.toString();
    }

    /** Whether this is {@code AutoCloseable.close()}, which has no breaker (S39). */
    public boolean closes(Class<?> type) {
        return name().equals("close") && method.getParameterCount() == 0 && AutoCloseable.class.isAssignableFrom(type);
    }

    /** Whether this is {@code finalize()}, which only the garbage collector calls. */
    public boolean finalizes() {
        return name().equals("finalize") && method.getParameterCount() == 0;
    }

    @Override
    public String toString() {
        return signature();
    }
}
