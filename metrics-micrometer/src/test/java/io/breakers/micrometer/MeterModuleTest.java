package io.breakers.micrometer;

import static io.breakers.tools.UserCode.path;
import static io.breakers.tools.UserCode.pathOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.Breaker;
import io.breakers.proxy.Breakers;
import io.breakers.tools.UserCode;
import io.micrometer.common.util.StringUtils;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** H18: a user's module that protects a service and has meters of it, with everything on the module path. */
class MeterModuleTest {
    private static final String MODULES = path(
            pathOf(Breaker.class),
            pathOf(Breakers.class),
            pathOf(BreakerMetrics.class),
            pathOf(MeterRegistry.class),
            pathOf(ObservationRegistry.class),
            pathOf(StringUtils.class));

    @TempDir
    static Path directory;

    private static Path module;

    @BeforeAll
    static void compile() {
        module = new UserCode(directory)
                .file(
                        "module-info.java",
                        "module shop { requires io.breakers.proxy; requires io.breakers.micrometer; exports shop; }")
                .file("shop/Greeter.java", "package shop; public interface Greeter { String greet(String name); }")
                .file("shop/Main.java", """
                        package shop;

                        import io.breakers.micrometer.BreakerMetrics;
                        import io.breakers.proxy.Breakers;
                        import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

                        public class Main {
                            public static void main(String[] arguments) {
                                var registry = new SimpleMeterRegistry();
                                var metrics = BreakerMetrics.to(registry);
                                Greeter greeter = Breakers.builder(Greeter.class, (Greeter) name -> "Hello, " + name)
                                        .listener(arguments[0].equals("timers") ? metrics.withTimers() : metrics)
                                        .fallback(name -> "Later, " + name)
                                        .build();
                                System.out.println(greeter.greet("Ann"));
                                Breakers.inspect(greeter).breaker("greet").forceOpen();
                                System.out.println(greeter.greet("Bob"));
                                var calls = registry.get("breaker.calls").tag("outcome", "success");
                                System.out.println(
                                        arguments[0].equals("timers") ? calls.timer().count() : calls.functionTimer().count());
                                System.out.println(registry.get("breaker.rejections").tag("reason", "forced_open")
                                        .functionCounter().count());
                                Breakers.inspect(greeter).close();
                                System.out.println(registry.getMeters());
                                System.out.println(BreakerMetrics.class.getModule());
                            }
                        }
                        """)
                .compile("-p", MODULES);
    }

    private static String run(String scene) throws Exception {
        return UserCode.java("-p", path(MODULES, module), "-m", "shop/shop.Main", scene);
    }

    @Test
    void h18_aModuleHasMetersOfWhatItProtects() throws Exception {
        assertThat(run("counts").lines())
                .containsExactly("Hello, Ann", "Later, Bob", "1.0", "1.0", "[]", "module io.breakers.micrometer");
    }

    @Test
    void h18_aModuleHasTimersOfWhatItProtects() throws Exception {
        assertThat(run("timers").lines())
                .containsExactly("Hello, Ann", "Later, Bob", "1.0", "1.0", "[]", "module io.breakers.micrometer");
    }
}
