package io.breakers.contract;

import static io.breakers.tools.UserCode.path;
import static io.breakers.tools.UserCode.pathOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import io.breakers.api.Breaker;
import io.breakers.operations.BreakerRegistry;
import io.breakers.proxy.Breakers;
import io.breakers.tools.UserCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A console in a user's module, with and without Jackson. */
class ConsoleModuleTest {
    private static final String OURS =
            path(pathOf(Breaker.class), pathOf(Breakers.class), pathOf(BreakerRegistry.class));
    private static final String WITH_JACKSON = path(OURS, pathOf(JsonFactory.class));

    @TempDir
    static Path directory;

    private static Path module;
    private static Path answers;

    @BeforeAll
    static void compile() {
        module = new UserCode(directory)
                .file("module-info.java", "module shop { requires io.breakers.operations; exports shop; }")
                .file("shop/Main.java", """
                        package shop;

                        import io.breakers.operations.BreakerConsole;
                        import io.breakers.operations.BreakerRegistry;

                        public class Main {
                            public static void main(String[] arguments) throws Exception {
                                var registry = BreakerRegistry.create();
                                registry.breaker("stock");
                                try (var console = BreakerConsole.of(registry).start();
                                        var list = console.uri().resolve("/api/breakers").toURL().openStream()) {
                                    System.out.println(new String(list.readAllBytes()).contains("stock"));
                                } catch (IllegalStateException refused) {
                                    System.out.println(refused.getMessage());
                                }
                            }
                        }
                        """)
                .compile("-p", OURS);
        answers = new UserCode(directory.resolve("answers"))
                .file("Answers.java", """
                        import io.breakers.operations.BreakerConsole;
                        import io.breakers.operations.BreakerRegistry;

                        public class Answers {
                            public static void main(String[] arguments) throws Exception {
                                BreakerConsole.of(BreakerRegistry.create()).start().close();
                                Class<?> server = Class.forName("sun.net.httpserver.ServerConfig");
                                var noDelay = server.getDeclaredMethod("noDelay");
                                noDelay.setAccessible(true);
                                System.out.println(noDelay.invoke(null));
                            }
                        }
                        """)
                .compile("-cp", OURS);
    }

    private static String delays(String... options) throws Exception {
        var command = new ArrayList<String>(List.of(options));
        command.addAll(List.of("--add-opens", "jdk.httpserver/sun.net.httpserver=ALL-UNNAMED"));
        command.addAll(List.of("-cp", path(WITH_JACKSON, answers), "Answers"));
        return UserCode.java(command.toArray(new String[0]));
    }

    /** A head that is sent before its body would otherwise be acknowledged after 40 ms, and only then the body sent. */
    @Test
    void answersAreSentWithoutDelayUnlessTheUserSaysSo() throws Exception {
        assertThat(delays()).isEqualTo("true");
        assertThat(delays("-Dsun.net.httpserver.nodelay=false")).isEqualTo("false");
    }

    @Test
    void aModuleStartsItWhereJacksonIsAdded() throws Exception {
        assertThat(UserCode.java(
                        "-p",
                        path(WITH_JACKSON, module),
                        "--add-modules",
                        "com.fasterxml.jackson.core",
                        "-m",
                        "shop/shop.Main"))
                .isEqualTo("true");
    }

    @Test
    void withoutJacksonItIsRefusedWithTheRemedy() throws Exception {
        assertThat(UserCode.java("-cp", path(OURS, module), "shop.Main"))
                .isEqualTo("The console needs com.fasterxml.jackson.core:jackson-core, which is not there; add it (on a"
                        + " module path with --add-modules com.fasterxml.jackson.core)");
    }
}
