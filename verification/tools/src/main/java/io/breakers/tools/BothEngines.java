package io.breakers.tools;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Gives a parameterized class or test, whose first parameter is a {@code ProxyEngine}, each engine in turn.
 * {@code AUTO} only chooses one of them.
 */
@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "AUTO")
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
public @interface BothEngines {}
