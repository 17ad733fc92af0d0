package io.breakers.proxy;

/** How the object that stands before a target is made. Both ways behave alike, but for the platform's one limit that {@link #JDK} names. */
public enum ProxyEngine {
    /** {@link #GENERATED} where that can be, else {@link #JDK}. The default; {@link Protection#engine()} says which it was. */
    AUTO,

    /**
     * A {@link java.lang.reflect.Proxy}: works for every interface. An undeclared checked throwable of the target, and only
     * that, reaches the caller inside an {@link java.lang.reflect.UndeclaredThrowableException} (S27).
     */
    JDK,

    /** A class generated for the interface, which calls the target directly; needs Byte Buddy. */
    GENERATED
}
