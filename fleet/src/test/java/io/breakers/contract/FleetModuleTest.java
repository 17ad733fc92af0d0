package io.breakers.contract;

import static io.breakers.tools.UserCode.path;
import static io.breakers.tools.UserCode.pathOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.breakers.api.Breaker;
import io.breakers.fleet.Fleet;
import io.breakers.operations.BreakerRegistry;
import io.breakers.proxy.Breakers;
import io.breakers.tools.RedisServer;
import io.breakers.tools.UserCode;
import java.io.File;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** H18: a user's module in a fleet, with everything on the module path; and without Lettuce. */
class FleetModuleTest {
    private static final String OURS =
            path(pathOf(Breaker.class), pathOf(Breakers.class), pathOf(BreakerRegistry.class), pathOf(Fleet.class));

    /** Lettuce and what it needs. It has no descriptor, and so does not say that it needs it. */
    private static final String LETTUCE = path(Stream.of(
                    System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator)))
            .filter(jar -> jar.matches(
                    ".*/(lettuce-core|redis-authx-core|netty-[a-z-]+|reactor-core|reactive-streams)-[^/]*\\.jar"))
            .toArray());

    @TempDir
    static Path directory;

    private static Path module;

    @BeforeAll
    static void compile() {
        module = new UserCode(directory)
                .file("module-info.java", "module shop { requires io.breakers.fleet; }")
                .file("shop/Main.java", """
                        package shop;

                        import io.breakers.fleet.Fleet;
                        import io.breakers.fleet.RedisFleet;
                        import io.breakers.operations.BreakerRegistry;

                        public class Main {
                            public static void main(String[] arguments) {
                                try (var registry = BreakerRegistry.builder().quiet().build();
                                        var fleet = Fleet.of(registry, RedisFleet.at(arguments[0])).join()) {
                                    fleet.forceOpen("Stock.find", "maintenance", "ops-7");
                                    System.out.println(registry.breaker("Stock.find").state());
                                } catch (IllegalStateException absent) {
                                    System.out.println(absent.getMessage());
                                }
                            }
                        }
                        """)
                .compile("-p", OURS);
    }

    @Test
    @DisabledIfSystemProperty(named = "redis", matches = "none")
    void h18_aModuleJoinsWhereLettuceIsAdded() throws Exception {
        try (var redis = new RedisServer()) {
            assertThat(UserCode.java(
                                    "-p",
                                    path(OURS, LETTUCE, module),
                                    "--add-modules",
                                    "ALL-MODULE-PATH",
                                    "-m",
                                    "shop/shop.Main",
                                    redis.uri())
                            .lines())
                    .contains("FORCED_OPEN");
        }
    }

    @Test
    void h18_withoutLettuceItIsRefusedWithTheRemedy() throws Exception {
        String remedy = "A fleet over Redis needs io.lettuce:lettuce-core, which is not there; add it (on a module path"
                + " with --add-modules ALL-MODULE-PATH)";
        String address = "redis://localhost:1";

        assertThat(UserCode.java("-p", path(OURS, module), "-m", "shop/shop.Main", address))
                .isEqualTo(remedy);
        assertThat(UserCode.java("-cp", path(OURS, module), "shop.Main", address))
                .isEqualTo(remedy);
    }

    @Test
    void onlyTheFaceIsExported() {
        ModuleDescriptor descriptor = ModuleFinder.of(Path.of(pathOf(Fleet.class)))
                .find("io.breakers.fleet")
                .orElseThrow()
                .descriptor();

        assertThat(descriptor.exports())
                .extracting(ModuleDescriptor.Exports::source, ModuleDescriptor.Exports::isQualified)
                .containsExactly(tuple("io.breakers.fleet", false));
    }
}
