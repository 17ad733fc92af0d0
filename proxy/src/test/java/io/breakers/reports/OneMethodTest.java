package io.breakers.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.Breaker;
import io.breakers.proxy.Breakers;
import io.breakers.proxy.ProxyEngine;
import io.breakers.tools.UserCode;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * R10: what is one method for the language has one breaker, also where reflection lists several and no bridge says
 * that they are one.
 */
class OneMethodTest {
    /** The name of a service, its body, and the names of its breakers. */
    private record Written(String name, String text, List<String> breakers) {}

    private static final String GENERIC = """
            public interface Crud<K> { Object find(K key); default void drop(java.util.List<? extends K> keys) {} }
            interface Typed<T extends Comparable<T>> { T find(T key); }
            interface Finder { String find(Long key); }
            interface Other { CharSequence find(Long key); }
            interface Strings { Object find(String key); }
            interface Lists<T> { void put(java.util.List<T> all, T[] some, T... rest); }
            interface Words { void put(java.util.List<String> all, String[] some, String... rest); }
            """;

    private static final List<Written> SERVICES = List.of(
            new Written("Users", "interface Users extends Crud<Long>, Finder {}", List.of("drop", "find")),
            new Written("Sresu", "interface Sresu extends Finder, Crud<Long> {}", List.of("drop", "find")),
            new Written("Third", "interface Third extends Other, Crud<Long>, Finder {}", List.of("drop", "find")),
            new Written(
                    "Declared",
                    "interface Declared extends Crud<Long>, Other { String find(Long key); }",
                    List.of("drop", "find")),
            new Written(
                    "Overloaded",
                    "interface Overloaded extends Crud<Long>, Strings { String find(Long key); }",
                    List.of("drop", "find(Long)", "find(String)")),
            new Written(
                    "Open",
                    "interface Open<K> extends Crud<K>, Finder {}",
                    List.of("drop", "find(Long)", "find(Object)")),
            new Written(
                    "Deep",
                    "interface Deep extends Mid<Long>, Finder {} interface Mid<A> extends Crud<A> {}",
                    List.of("drop", "find")),
            new Written("Nested", "interface Nested extends Typed<Long> { Long find(Long key); }", List.of("find")),
            new Written("Generic", "interface Generic extends Lists<String>, Words {}", List.of("put")));

    @TempDir
    static Path directory;

    private static String classes;

    @BeforeAll
    static void compile() {
        var code = new UserCode(directory).file("shop/Crud.java", "package shop; " + GENERIC);
        for (Written service : SERVICES) {
            code.file("shop/" + service.name() + ".java", "package shop; public " + service.text());
        }
        classes = code.compile("-cp", directory.toString()).toString();
    }

    static Stream<Arguments> servicesAndEngines() {
        return SERVICES.stream()
                .flatMap(service -> Stream.of(ProxyEngine.JDK, ProxyEngine.GENERATED)
                        .flatMap(engine ->
                                Stream.of(true, false).map(bridges -> Arguments.of(service, engine, bridges))));
    }

    @ParameterizedTest
    @MethodSource("servicesAndEngines")
    void r10_oneMethodOfTheLanguageHasOneBreaker(Written service, ProxyEngine engine, boolean bridges)
            throws Exception {
        try (URLClassLoader compiled = UserCode.loader(OneMethodTest.class.getClassLoader(), classes)) {
            ClassLoader loader = bridges ? compiled : new WithoutBridges(compiled);
            Class<?> type = loader.loadClass("shop." + service.name());
            Object proxy = protect(type, engine);
            List<Breaker> breakers = Breakers.inspect(proxy).breakers();

            assertThat(breakers).extracting(Breaker::method).isEqualTo(service.breakers());
            List<Method> methods = methods(type);
            for (Method method : methods) {
                method.invoke(proxy, new Object[method.getParameterCount()]);
            }
            assertThat(breakers.stream()
                            .mapToLong(breaker -> breaker.stats().calls())
                            .sum())
                    .isEqualTo(methods.size());
        }
    }

    /** Else half of the tests would prove nothing. */
    @Test
    void r10_thereAreInterfacesWithoutBridges() throws Exception {
        try (URLClassLoader compiled = UserCode.loader(OneMethodTest.class.getClassLoader(), classes)) {
            assertThat(methods(compiled.loadClass("shop.Declared"))).anyMatch(Method::isBridge);
            assertThat(methods(new WithoutBridges(compiled).loadClass("shop.Declared")))
                    .noneMatch(Method::isBridge)
                    .extracting(method -> method.getDeclaringClass().getSimpleName())
                    .contains("Declared", "Crud");
        }
    }

    private static List<Method> methods(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .peek(method -> method.setAccessible(true))
                .toList();
    }

    private static <T> Object protect(Class<T> type, ProxyEngine engine) {
        Object target =
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> null);
        return Breakers.builder(type, type.cast(target)).engine(engine).build();
    }

    /** Interfaces as older compilers write them. */
    private static final class WithoutBridges extends ClassLoader {
        WithoutBridges(ClassLoader compiled) {
            super(compiled);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("shop.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? define(name) : loaded;
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            var writer = new ClassWriter(0);
            try (var code = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                new ClassReader(code)
                        .accept(
                                new ClassVisitor(Opcodes.ASM9, writer) {
                                    @Override
                                    public MethodVisitor visitMethod(
                                            int access,
                                            String name,
                                            String descriptor,
                                            String signature,
                                            String[] exceptions) {
                                        boolean bridge = (access & Opcodes.ACC_BRIDGE) != 0;
                                        return bridge
                                                ? null
                                                : super.visitMethod(access, name, descriptor, signature, exceptions);
                                    }
                                },
                                0);
            } catch (IOException unreadable) {
                throw new ClassNotFoundException(name, unreadable);
            }
            byte[] bytes = writer.toByteArray();
            return defineClass(name, bytes, 0, bytes.length);
        }
    }
}
