package io.breakers.museum;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.Breaker;
import io.breakers.proxy.Breakers;
import io.breakers.proxy.ProxyEngine;
import io.breakers.tools.BothEngines;
import io.breakers.tools.UserCode;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;

/**
 * H2: reflection lists methods in any order. Here is one interface, written six times with its overloads and its
 * parents in another order.
 */
class MethodOrderMuseumTest {
    private static final List<String> OVERLOADS =
            List.of("int pay(int cents);", "int pay(long cents);", "int pay(String cents);");
    private static final int[][] ORDERS = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};

    @TempDir
    static Path directory;

    private static Path classes;

    /** Each in a place of its own, by the same name. */
    @BeforeAll
    static void compile() {
        var code = new UserCode(directory);
        for (int i = 0; i < ORDERS.length; i++) {
            String parents = i % 2 == 0 ? "Left, Right" : "Right, Left";
            var body = new StringBuilder();
            for (int method : ORDERS[i]) {
                body.append(OVERLOADS.get(method)).append('\n');
            }
            code.file("p" + i + "/Left.java", "package p" + i + "; public interface Left { Object find(); }")
                    .file("p" + i + "/Right.java", "package p" + i + "; public interface Right { String find(); }")
                    .file(
                            "p" + i + "/Service.java",
                            "package p" + i + "; public interface Service extends " + parents + " {\n" + body + "}");
        }
        classes = code.compile("-cp", directory.toString());
    }

    private static URLClassLoader loader() {
        return UserCode.loader(null, classes.toString());
    }

    private static List<Class<?>> services(ClassLoader loader) throws ClassNotFoundException {
        Class<?>[] services = new Class<?>[ORDERS.length];
        for (int i = 0; i < ORDERS.length; i++) {
            services[i] = loader.loadClass("p" + i + ".Service");
        }
        return List.of(services);
    }

    private static List<String> described(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .map(method -> method.getReturnType().getSimpleName() + " " + method.getName()
                        + Arrays.toString(method.getParameterTypes()))
                .toList();
    }

    /** Else the rest would prove nothing. */
    @Test
    void h2_theOrdersOfReflectionDoDiffer() throws Exception {
        try (URLClassLoader loader = loader()) {
            Set<List<String>> orders = new HashSet<>();
            for (Class<?> type : services(loader)) {
                orders.add(described(type));
            }
            assertThat(orders).hasSizeGreaterThan(1);
        }
    }

    @ParameterizedTest
    @BothEngines
    void h2_whicheverComesFirstEachMethodHasTheSameBreaker(ProxyEngine engine) throws Exception {
        try (URLClassLoader loader = loader()) {
            for (Class<?> type : services(loader)) {
                Object service = protect(type, engine);
                List<Breaker> breakers = Breakers.inspect(service).breakers();
                assertThat(breakers)
                        .extracting(Breaker::name)
                        .containsExactly(
                                "Service.find", "Service.pay(String)", "Service.pay(int)", "Service.pay(long)");
                for (Method method : type.getMethods()) {
                    Object[] arguments = method.getName().equals("find") ? new Object[0] : argument(method);
                    method.invoke(service, arguments);
                }
                assertThat(breakers)
                        .extracting(breaker -> breaker.stats().calls())
                        .containsExactly(findMethods(type), 1L, 1L, 1L);
            }
        }
    }

    private static long findMethods(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getName().equals("find"))
                .count();
    }

    private static Object[] argument(Method method) {
        Class<?> type = method.getParameterTypes()[0];
        return new Object[] {type == int.class ? (Object) 1 : type == long.class ? (Object) 1L : "1"};
    }

    private static <T> T protect(Class<T> type, ProxyEngine engine) {
        T target = type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> method.getName().equals("find") ? "found" : 1));
        return Breakers.builder(type, target).engine(engine).build();
    }
}
