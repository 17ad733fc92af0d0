package io.breakers.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a bean that is to be protected by circuit breakers: on its interface, on its class, or on its {@code @Bean}
 * method. Its settings stay in the properties, below {@code breakers.services.<name>}; it needs none.
 *
 * <p>Beans that are marked as fallbacks ({@code @Fallback}) are left out, so an interface can be marked that has one.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Protected {
    /** The name of the service in breakers, meters, health, the endpoint, and properties. */
    String value();
}
