package io.breakers.reports;

import static io.breakers.tools.UserCode.path;
import static io.breakers.tools.UserCode.pathOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.Breaker;
import io.breakers.proxy.Breakers;
import io.breakers.tools.UserCode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.ClassWriter;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * R11: what generated code casts to, where the library is a named module, in a virtual machine of its own. Each
 * service has what makes a class cast: values that are kept, an adapter of the user's, and a fallback for a narrower
 * future.
 */
class ModuleCastTest {
    private static final String OURS = path(pathOf(Breaker.class), pathOf(Breakers.class));
    private static final String BYTE_BUDDY = pathOf(ClassWriter.class);

    private static final String TYPES = """
            package %s;
            import java.util.concurrent.CompletableFuture;
            public class Types {
                public static class Item {}
                public static class Parcel {}
                public static class Later extends CompletableFuture<String> {}
            }
            """;

    private static final String STOCK = """
            package %s;
            import %s.Types;
            public interface Stock {
                Types.Item kept();
                Types.Parcel adapted();
                Types.Later later();
                Types.Item answered();
                Types.Item[] array();
                default Types.Item direct() { return new Types.Item(); }
            }
            """;

    private static final String SCENE = """
            package %1$s;
            import %2$s.Types;
            import io.breakers.api.*;
            import io.breakers.proxy.*;
            import java.lang.invoke.MethodHandles;
            import java.time.Duration;

            public class Scene {
                public static void play(ProxyEngine engine, boolean withLookup) {
                    Stock target = new Stock() {
                        public Types.Item kept() { return new Types.Item(); }
                        public Types.Parcel adapted() { return new Types.Parcel(); }
                        public Types.Later later() { return new Types.Later(); }
                        public Types.Item answered() { return new Types.Item(); }
                        public Types.Item[] array() { return new Types.Item[0]; }
                    };
                    CallAdapter.Factory parcels = method -> method.getReturnType() != Types.Parcel.class ? null
                            : (CallAdapter<Types.Parcel>) call -> {
                                Attempt<Types.Parcel> attempt = call.start();
                                Types.Parcel parcel = attempt.call();
                                attempt.succeeded(parcel);
                                return parcel;
                            };
                    var builder = Breakers.builder(Stock.class, target).engine(engine).adapter(parcels)
                            .lastGood("kept", LastGood.within(Duration.ofHours(1)))
                            .lastGood("array", LastGood.within(Duration.ofHours(1)))
                            .fallback(new Stock() {
                                public Types.Item kept() { return null; }
                                public Types.Parcel adapted() { return null; }
                                public Types.Later later() { return null; }
                                public Types.Item answered() { return null; }
                                public Types.Item[] array() { return null; }
                            });
                    if (withLookup) {
                        builder.lookup(MethodHandles.lookup());
                    }
                    try {
                        Stock stock = builder.build();
                        stock.kept();
                        stock.adapted();
                        stock.later();
                        stock.answered();
                        stock.array();
                        stock.direct();
                        Protection protection = Breakers.inspect(stock);
                        protection.breaker("answered").forceOpen();
                        stock.answered();
                        System.out.println(protection.engine() + ": " + protection.engineReason());
                    } catch (IllegalArgumentException refused) {
                        System.out.println(refused.getMessage());
                    }
                }
            }
            """;

    private static final String MAIN = """
            package shop.main;
            import io.breakers.proxy.*;
            import java.lang.invoke.MethodHandles;
            import java.lang.reflect.Proxy;
            public class Main {
                interface Mine extends wares.open.Priced {}

                private static void inherited(ProxyEngine engine) {
                    Mine target = (Mine) Proxy.newProxyInstance(
                            Main.class.getClassLoader(), new Class<?>[] {Mine.class}, (self, method, given) -> null);
                    try {
                        Mine mine = Breakers.builder(Mine.class, target).engine(engine)
                                .lookup(MethodHandles.lookup()).build();
                        System.out.println(Breakers.inspect(mine).engineReason());
                    } catch (IllegalArgumentException refused) {
                        System.out.println(refused.getMessage());
                    }
                }

                public static void main(String[] arguments) {
                    boolean lookup = arguments.length > 2;
                    ProxyEngine engine = ProxyEngine.valueOf(arguments[1]);
                    switch (arguments[0]) {
                        case "open" -> shop.open.Scene.play(engine, lookup);
                        case "narrow" -> shop.narrow.Scene.play(engine, lookup);
                        case "own" -> shop.own.Scene.play(engine, lookup);
                        case "inherited" -> inherited(engine);
                        default -> throw new AssertionError(arguments[0]);
                    }
                }
            }
            """;

    @TempDir
    static Path directory;

    private static Path wares;
    private static Path shop;

    @BeforeAll
    static void compile() {
        wares = new UserCode(directory.resolve("wares"))
                .file("module-info.java", "module wares { exports wares.open; exports wares.narrow to shop; }")
                .file("wares/open/Types.java", TYPES.formatted("wares.open"))
                .file("wares/narrow/Types.java", TYPES.formatted("wares.narrow"))
                .file("wares/inside/Price.java", "package wares.inside; public class Price {}")
                .file(
                        "wares/open/Priced.java",
                        "package wares.open; public interface Priced { wares.inside.Price price(); }")
                .compile("-p", OURS);
        var code = new UserCode(directory.resolve("shop"))
                .file(
                        "module-info.java",
                        "module shop { requires io.breakers.proxy; requires transitive wares;"
                                + " exports shop.open; exports shop.narrow; exports shop.own; }")
                .file("shop/hidden/Types.java", TYPES.formatted("shop.hidden"))
                .file("shop/main/Main.java", MAIN);
        scene(code, "shop.open", "wares.open");
        scene(code, "shop.narrow", "wares.narrow");
        scene(code, "shop.own", "shop.hidden");
        shop = code.compile("-p", path(OURS, wares));
    }

    private static void scene(UserCode code, String name, String types) {
        String folder = name.replace('.', '/');
        code.file(folder + "/Stock.java", STOCK.formatted(name, types))
                .file(folder + "/Scene.java", SCENE.formatted(name, types));
    }

    private static String play(String... scene) throws Exception {
        String[] command = {
            "-p", path(OURS, BYTE_BUDDY, wares, shop), "--add-modules", "net.bytebuddy", "-m", "shop/shop.main.Main"
        };
        return UserCode.java(Stream.of(command, scene).flatMap(Arrays::stream).toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"open", "narrow", "own"})
    void r11_aJdkProxyReturnsTypesOfEveryModule(String scene) throws Exception {
        assertThat(play(scene, "JDK")).isEqualTo("JDK: it was asked for");
    }

    @Test
    void r11_aGeneratedClassReturnsTypesThatAnotherModuleExports() throws Exception {
        assertThat(play("open", "GENERATED")).isEqualTo("GENERATED: a class could be generated");
    }

    @ParameterizedTest
    @ValueSource(strings = {"narrow", "own"})
    void r11_aGeneratedClassThatMayNameThemByTheLookupReturnsThem(String scene) throws Exception {
        assertThat(play(scene, "GENERATED", "lookup")).isEqualTo("GENERATED: a class could be generated");
    }

    @Test
    void r11_typesThatAreExportedToTheirUserOnlyAreLeftToAJdkProxyWithTheReason() throws Exception {
        assertThat(play("narrow", "AUTO"))
                .startsWith("JDK: no class can be generated: in the library's own package: module wares does not export"
                        + " wares.narrow to module io.breakers.proxy; the interface's package: ");
    }

    @Test
    void r11_typesOfAPackageThatIsNotExportedAreLeftToAJdkProxyWithTheReason() throws Exception {
        assertThat(play("own", "AUTO"))
                .startsWith("JDK: no class can be generated: in the library's own package: module shop does not export"
                        + " shop.hidden to module io.breakers.proxy; the interface's package: ")
                .endsWith("module shop does not export shop.hidden to an unnamed module");
    }

    @Test
    void r11_aGeneratedClassThatIsInsistedOnIsRefused() throws Exception {
        assertThat(play("narrow", "GENERATED"))
                .startsWith("Cannot protect shop.narrow.Stock: no class can be generated for it (in the library's own"
                        + " package: module wares does not export wares.narrow to module io.breakers.proxy; ")
                .endsWith("give lookup(MethodHandles.lookup()) from its package, or leave the choice to"
                        + " ProxyEngine.AUTO");
    }

    /** It is in the package of its interface, which may name less than that of the interface's parent. */
    @Test
    void r12_aJdkProxyWhoseModuleMayNotNameWhatItInheritsIsRefused() throws Exception {
        assertThat(play("inherited", "JDK"))
                .isEqualTo("Cannot protect shop.main.Main$Mine: price returns wares.inside.Price, which a JDK proxy in"
                        + " shop.main cannot return (module wares does not export wares.inside to module shop); make it"
                        + " accessible, or add net.bytebuddy:byte-buddy and leave the choice to ProxyEngine.AUTO");
        assertThat(play("inherited", "GENERATED")).isEqualTo("a class could be generated");
    }
}
