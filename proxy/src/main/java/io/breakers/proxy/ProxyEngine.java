package io.breakers.proxy;

/**
 * How a protected object is created. Both engines behave alike, except for the limit of the platform that is described
 * at {@link #JDK}.
 */
public enum ProxyEngine {
    /**
     * Uses {@link #GENERATED} if possible, otherwise {@link #JDK}. The default; {@link Protection#engine()} tells which
     * it was.
     */
    AUTO,

    /**
     * Uses a {@link java.lang.reflect.Proxy}, which works for every interface. An undeclared checked throwable of the
     * target, and only that, reaches the caller wrapped in an {@link java.lang.reflect.UndeclaredThrowableException}
     * (S27).
     */
    JDK,

    /** Uses a class generated for the interface, which calls the target directly. Needs Byte Buddy. */
    GENERATED
}
