package io.breakers.contract;

import static io.breakers.tools.UserCode.path;
import static io.breakers.tools.UserCode.pathOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.Breaker;
import io.breakers.proxy.Breakers;
import io.breakers.tools.UserCode;
import java.nio.file.Path;
import net.bytebuddy.jar.asm.ClassWriter;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * H18, and what is optional: a user's module, or a class path without Byte Buddy and Micrometer, in a virtual machine
 * of its own.
 */
class ModulePathTest {
    private static final String OURS = path(pathOf(Breaker.class), pathOf(Breakers.class));
    private static final String BYTE_BUDDY = pathOf(ClassWriter.class);

    private static final String REFUSED =
            "Cannot protect shop.inside.Greeter: greet cannot be called from here; let module shop say: opens shop.inside to io.breakers.proxy; or give lookup(MethodHandles.lookup()) from its package";

    private static final String GREETER = """
            package %s;

            public interface Greeter {
                String greet(String name);
            }
            """;

    private static final String MAIN = """
            package shop.inside;

            import io.breakers.proxy.*;
            import java.lang.invoke.MethodHandles;
            import java.lang.reflect.Proxy;
            import java.time.Duration;
            import javax.sql.DataSource;

            public class Main {
                interface Till {
                    String greet(String name);
                }

                public static void main(String[] arguments) throws Exception {
                    try {
                        switch (arguments[0]) {
                            case "exported" -> open(ProxyEngine.AUTO);
                            case "generated" -> open(ProxyEngine.GENERATED);
                            case "jdk" -> jdk();
                            case "inside" -> withoutLookup();
                            case "inside, last good" -> Breakers.builder(Greeter.class, (Greeter) name -> name)
                                    .engine(ProxyEngine.JDK).lastGood("greet", LastGood.within(Duration.ofMinutes(1))).build();
                            case "lookup" -> withLookup();
                            case "view" -> say((Greeter) Breakers.asJdkProxy(
                                    Breakers.builder(Greeter.class, (Greeter) name -> "Hello, " + name)
                                            .lookup(MethodHandles.lookup()).build()));
                            case "varargs" -> System.out.println(Joiner.protectedBy(MethodHandles.lookup()));
                            case "not public" -> notPublic(till());
                            case "not public, lookup" -> notPublic(till().lookup(MethodHandles.lookup()));
                            case "not public, lookup, jdk" ->
                                notPublic(till().lookup(MethodHandles.lookup()).engine(ProxyEngine.JDK));
                            case "platform" -> platform(ProxyEngine.AUTO);
                            case "platform, jdk" -> platform(ProxyEngine.JDK);
                            default -> {
                                withLookup();
                                withoutLookup();
                            }
                        }
                    } catch (IllegalArgumentException refused) {
                        System.out.println(refused.getMessage());
                    }
                }

                private static void withLookup() {
                    say(Breakers.builder(Greeter.class, (Greeter) name -> "Hello, " + name)
                            .lookup(MethodHandles.lookup()).build());
                }

                private static void withoutLookup() {
                    say(Breakers.builder(Greeter.class, (Greeter) name -> "Hello, " + name).build());
                }

                private static ProtectionBuilder<Till> till() {
                    return Breakers.builder(Till.class, (Till) name -> "Hello, " + name);
                }

                private static void notPublic(ProtectionBuilder<Till> builder) {
                    Till till = builder.build();
                    say(till, till.greet("Ann"), "greet");
                }

                private static void platform(ProxyEngine engine) throws Exception {
                    DataSource target = (DataSource) Proxy.newProxyInstance(Main.class.getClassLoader(),
                            new Class<?>[] {DataSource.class}, (self, method, given) -> 7);
                    DataSource source = Breakers.builder(DataSource.class, target).engine(engine).build();
                    say(source, "" + source.getLoginTimeout(), "getLoginTimeout");
                }

                private static void open(ProxyEngine engine) {
                    shop.Greeter greeter = Breakers.builder(shop.Greeter.class, (shop.Greeter) name -> "Hello, " + name)
                            .engine(engine).build();
                    say(greeter, greeter.greet("Ann"), "greet");
                }

                private static void jdk() {
                    Greeter greeter = insideBuilder().fallback(name -> "Later, " + name).build();
                    say(greeter);
                    Breakers.inspect(greeter).breaker("greet").forceOpen();
                    System.out.println(greeter.greet("Bob"));
                    System.out.println(insideBuilder().unprotected("greet").build().greet("Cyd"));
                }

                private static ProtectionBuilder<Greeter> insideBuilder() {
                    return Breakers.builder(Greeter.class, (Greeter) name -> "Hello, " + name)
                            .engine(ProxyEngine.JDK).lookup(MethodHandles.lookup());
                }

                private static void say(Greeter greeter) {
                    say(greeter, greeter.greet("Ann"), "greet");
                }

                private static void say(Object greeter, String answer, String method) {
                    Protection protection = Breakers.inspect(greeter);
                    System.out.println(answer + ", " + protection.engine() + ": " + protection.engineReason() + ", "
                            + protection.breaker(method).stats().successes() + " success");
                }
            }
            """;

    private static final String JOINER = """
            package shop.inside;

            import io.breakers.proxy.*;
            import java.lang.invoke.MethodHandles.Lookup;
            import java.time.Duration;
            import java.util.*;

            interface Joiner {
                String join(Object... parts);

                String joinAgain(String... parts);

                static String protectedBy(Lookup lookup) {
                    Joiner target = new Joiner() {
                        public String join(Object... parts) { return Arrays.deepToString(parts); }
                        public String joinAgain(String... parts) { return String.join("+", parts); }
                    };
                    var answers = new StringJoiner(", ");
                    for (ProxyEngine engine : List.of(ProxyEngine.JDK, ProxyEngine.GENERATED)) {
                        Joiner joiner = Breakers.builder(Joiner.class, target).engine(engine).lookup(lookup)
                                .lastGood("joinAgain", LastGood.within(Duration.ofMinutes(1))).build();
                        answers.add(joiner.join(1, 2)).add(joiner.joinAgain("a", "b"));
                    }
                    return answers.toString();
                }
            }
            """;

    @TempDir
    static Path directory;

    private static Path module;
    private static Path plain;

    @BeforeAll
    static void compile() {
        module = code("module")
                .file(
                        "module-info.java",
                        "module shop { requires io.breakers.proxy; requires java.sql; exports shop; }")
                .compile("-p", OURS);
        plain = code("plain").compile("-cp", OURS);
    }

    private static UserCode code(String name) {
        return new UserCode(directory.resolve(name))
                .file("shop/Greeter.java", GREETER.formatted("shop"))
                .file("shop/inside/Greeter.java", GREETER.formatted("shop.inside"))
                .file("shop/inside/Joiner.java", JOINER)
                .file("shop/inside/Main.java", MAIN);
    }

    private static String onTheModulePath(String scene) throws Exception {
        return UserCode.java(
                "-p",
                path(OURS, BYTE_BUDDY, module),
                "--add-modules",
                "net.bytebuddy",
                "-m",
                "shop/shop.inside.Main",
                scene);
    }

    @Test
    void h18_anExportedInterfaceOfAModuleHasAGeneratedClass() throws Exception {
        assertThat(onTheModulePath("exported"))
                .isEqualTo("Hello, Ann, GENERATED: a class could be generated, 1 success");
    }

    @Test
    void h18_anInterfaceThatIsNotExportedIsRefusedWithTheWaysOut() throws Exception {
        assertThat(onTheModulePath("inside")).isEqualTo(REFUSED);
        assertThat(onTheModulePath("inside, last good")).isEqualTo(REFUSED);
    }

    @Test
    void h18_aLookupOpensAnInterfaceThatIsNotExported() throws Exception {
        assertThat(onTheModulePath("lookup")).isEqualTo("Hello, Ann, GENERATED: a class could be generated, 1 success");
    }

    /** The protection is that of the service, so is the engine. */
    @Test
    void r13_aLookupOpensItToAViewThatIsAJdkProxyToo() throws Exception {
        assertThat(onTheModulePath("view")).isEqualTo("Hello, Ann, GENERATED: a class could be generated, 1 success");
    }

    @Test
    void f10_argumentsThatVaryInNumberPassThroughALookupAsTheyAre() throws Exception {
        assertThat(onTheModulePath("varargs")).isEqualTo("[1, 2], a+b, [1, 2], a+b");
    }

    /** Else what works would depend on what has run before. */
    @Test
    void whatALookupHasOpenedIsNotOpenToThoseWhoHaveNone() throws Exception {
        assertThat(onTheModulePath("lookup, then none").lines())
                .containsExactly("Hello, Ann, GENERATED: a class could be generated, 1 success", REFUSED);
    }

    @Test
    void h18_aLookupOpensItToAJdkProxyToo() throws Exception {
        assertThat(onTheModulePath("jdk").lines())
                .containsExactly("Hello, Ann, JDK: it was asked for, 1 success", "Later, Bob", "Hello, Cyd");
        assertThat(UserCode.java("-p", path(OURS, module), "-m", "shop/shop.inside.Main", "lookup"))
                .isEqualTo("Hello, Ann, JDK: no class can be generated: Byte Buddy is not in the module graph, 1"
                        + " success");
    }

    @Test
    void h18_anInterfaceOfAModuleThatIsNotPublicIsRefusedWithTheWaysOut() throws Exception {
        assertThat(onTheModulePath("not public")).isEqualTo(REFUSED.replace("Greeter", "Main$Till"));
    }

    @Test
    void h18_aLookupOpensAnInterfaceThatIsNotPublicToBothEngines() throws Exception {
        assertThat(onTheModulePath("not public, lookup"))
                .isEqualTo("Hello, Ann, GENERATED: a class could be generated, 1 success");
        assertThat(onTheModulePath("not public, lookup, jdk"))
                .isEqualTo("Hello, Ann, JDK: it was asked for, 1 success");
    }

    @Test
    void h18_anInterfaceOfThePlatformsModulesIsServedByBothEngines() throws Exception {
        assertThat(onTheModulePath("platform")).isEqualTo("7, GENERATED: a class could be generated, 1 success");
        assertThat(onTheModulePath("platform, jdk")).isEqualTo("7, JDK: it was asked for, 1 success");
    }

    @Test
    void withoutByteBuddyTheModulePathHasJdkProxies() throws Exception {
        assertThat(UserCode.java("-p", path(OURS, module), "-m", "shop/shop.inside.Main", "exported"))
                .isEqualTo("Hello, Ann, JDK: no class can be generated: Byte Buddy is not in the module graph, 1"
                        + " success");
    }

    @Test
    void r16_byteBuddyThatIsNotInTheModuleGraphIsRefusedWithTheOptionThatPutsItThere() throws Exception {
        assertThat(UserCode.java("-p", path(OURS, BYTE_BUDDY, module), "-m", "shop/shop.inside.Main", "generated"))
                .isEqualTo("Cannot protect shop.Greeter: no class can be generated for it (Byte Buddy is not in the"
                        + " module graph); add net.bytebuddy:byte-buddy, and start with --add-modules net.bytebuddy, or"
                        + " leave the choice to ProxyEngine.AUTO");
    }

    @Test
    void r16_byteBuddyOnTheClassPathServesTheModuleToo() throws Exception {
        assertThat(UserCode.java(
                        "-p", path(OURS, module), "-cp", BYTE_BUDDY, "-m", "shop/shop.inside.Main", "generated"))
                .isEqualTo("Hello, Ann, GENERATED: a class could be generated, 1 success");
    }

    @Test
    void j13_theClassPathNeedsNeitherByteBuddyNorMicrometer() throws Exception {
        assertThat(UserCode.java("-cp", path(OURS, plain), "shop.inside.Main", "exported"))
                .isEqualTo("Hello, Ann, JDK: no class can be generated: Byte Buddy is not there, 1 success");
    }

    @Test
    void aGeneratedClassThatIsInsistedOnIsRefusedWithoutByteBuddy() throws Exception {
        assertThat(UserCode.java("-cp", path(OURS, plain), "shop.inside.Main", "generated"))
                .isEqualTo(
                        "Cannot protect shop.Greeter: no class can be generated for it (Byte Buddy is not there); add net.bytebuddy:byte-buddy, or leave the choice to ProxyEngine.AUTO");
    }
}
