package io.breakers.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.breakers.proxy.Breakers;
import io.breakers.proxy.LastGood;
import io.breakers.proxy.ProtectionBuilder;
import io.breakers.proxy.ProxyEngine;
import io.breakers.testing.ManualTicker;
import io.breakers.tools.UserCode;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * R12: what a proxy may not name is found out when the service is protected, and the lookup of a stranger takes
 * nothing away.
 */
class ReturnAccessTest {
    private static final LastGood ANY = LastGood.within(Duration.ofHours(1));
    private static final Fee FEE = new Fee();

    static class Fee {}

    public interface Fees {
        Fee current();
    }

    interface HiddenFees {
        Fee current();
    }

    private static final class AllFees implements Fees, HiddenFees {
        @Override
        public Fee current() {
            return FEE;
        }
    }

    @TempDir
    static Path directory;

    private static String classes;

    @BeforeAll
    static void compile() {
        classes = new UserCode(directory)
                .file("shop/Shop.java", """
                        package shop;
                        public class Shop {
                            static class Price implements Comparable<Price> {
                                public int compareTo(Price other) { return 0; }
                            }
                            protected static class Open {}
                            public interface Any { Object current(); }
                            public interface Priced { Comparable<?> current(); }
                            public interface Narrow extends Any { Price current(); }
                            public interface Prices { Price current(); }
                            public interface First extends Any, Prices {}
                            public interface Last extends Prices, Priced, Any {}
                            public interface Inherited { Open current(); }
                            public static Object target() {
                                class All implements First, Last, Narrow {
                                    public Price current() { return new Price(); }
                                }
                                return new All();
                            }
                            public static Object open() { return (Inherited) () -> new Open(); }
                        }
                        """)
                .file("abroad/Pricing.java", """
                        package abroad;
                        interface Pricing extends shop.Shop.Prices {}
                        """)
                .file("abroad/Abroad.java", """
                        package abroad;
                        public class Abroad {
                            public static Class<?> pricing() { return Pricing.class; }
                        }
                        """)
                .compile("-cp", directory.toString())
                .toString();
    }

    private static URLClassLoader loader() {
        return UserCode.loader(ReturnAccessTest.class.getClassLoader(), classes);
    }

    private static Object call(ClassLoader loader, String type, String method) throws ReflectiveOperationException {
        return loader.loadClass(type).getMethod(method).invoke(null);
    }

    private static <T> ProtectionBuilder<T> builder(Class<T> type, Object target, ProxyEngine engine) {
        return Breakers.builder(type, type.cast(target)).engine(engine);
    }

    private static Object current(Object service, Class<?> type) throws ReflectiveOperationException {
        Method current = type.getMethod("current");
        current.setAccessible(true);
        return current.invoke(service);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Narrow", "First", "Last", "Prices"})
    void r12_aJdkProxyThatMayNotNameACovariantReturnTypeIsRefused(String name) throws Exception {
        try (URLClassLoader loader = loader()) {
            Class<?> type = loader.loadClass("shop.Shop$" + name);
            Object target = call(loader, "shop.Shop", "target");

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> builder(type, target, ProxyEngine.JDK).build())
                    .withMessage("Cannot protect shop.Shop$" + name
                            + ": current returns shop.Shop$Price, which a JDK proxy of a"
                            + " public interface cannot return (shop.Shop$Price is not public); make it accessible,"
                            + " or add net.bytebuddy:byte-buddy and leave the choice to ProxyEngine.AUTO");
            Object generated = builder(type, target, ProxyEngine.GENERATED).build();
            assertThat(current(generated, type).getClass().getSimpleName()).isEqualTo("Price");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"JDK", "GENERATED"})
    void r12_aProtectedReturnTypeIsNoObstacle(ProxyEngine engine) throws Exception {
        try (URLClassLoader loader = loader()) {
            Class<?> type = loader.loadClass("shop.Shop$Inherited");
            Object service =
                    builder(type, call(loader, "shop.Shop", "open"), engine).build();

            assertThat(current(service, type).getClass().getSimpleName()).isEqualTo("Open");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"JDK", "GENERATED"})
    void r12_aProxyInThePackageOfAReturnTypeMayNameIt(ProxyEngine engine) {
        HiddenFees service = builder(HiddenFees.class, new AllFees(), engine)
                .lastGood("current", ANY)
                .build();

        assertThat(service.current()).isSameAs(FEE);
    }

    @ParameterizedTest
    @EnumSource(names = {"JDK", "GENERATED"})
    void r12_theLookupOfAStrangerTakesNothingAway(ProxyEngine engine) throws IllegalAccessException {
        Lookup stranger = MethodHandles.privateLookupIn(ManualTicker.class, MethodHandles.lookup());
        HiddenFees hidden = builder(HiddenFees.class, new AllFees(), engine)
                .lookup(stranger)
                .lastGood("current", ANY)
                .build();

        assertThat(hidden.current()).isSameAs(FEE);
    }

    /** A JDK proxy may not name it, with or without a lookup. */
    @Test
    void r12_theLookupOfAStrangerTakesNothingAwayFromAPublicInterface() throws IllegalAccessException {
        Lookup stranger = MethodHandles.privateLookupIn(ManualTicker.class, MethodHandles.lookup());
        Fees fees = builder(Fees.class, new AllFees(), ProxyEngine.GENERATED)
                .lookup(stranger)
                .lastGood("current", ANY)
                .build();

        assertThat(fees.current()).isSameAs(FEE);
    }

    /** Which implements what it inherits, and may name less than its parent's package. */
    @Test
    void r12_aJdkProxyInAPackageThatMayNotNameAnInheritedReturnTypeIsRefused() throws Exception {
        try (URLClassLoader loader = loader()) {
            Class<?> type = (Class<?>) call(loader, "abroad.Abroad", "pricing");
            Object target = Proxy.newProxyInstance(loader, new Class<?>[] {type}, (self, method, arguments) -> null);

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> builder(type, target, ProxyEngine.JDK).build())
                    .withMessageContaining("current returns shop.Shop$Price, which a JDK proxy in abroad cannot"
                            + " return (shop.Shop$Price is not public)");
        }
    }
}
