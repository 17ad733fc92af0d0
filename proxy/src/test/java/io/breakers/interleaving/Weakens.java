package io.breakers.interleaving;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A {@link Mutant}: what is left of a guard of the engine when it is weakened. It is a static method in a class of the
 * guard's package, {@code Weakened...}, and takes what the guard takes: first the object, unless the guard is static,
 * then the arguments. It must not call the guard, which would lead here again.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Weakens {
    /** The class of the guard. */
    Class<?> in();

    /** The name of the guard, a method of that class that is not private. */
    String guard();

    /** The scenario that has to notice. */
    Scenario detectedBy();
}
