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
